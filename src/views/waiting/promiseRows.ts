/** The rows of the *Now* view about what waits for me and I have promised: from an hour before I said that I would look at it. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { hour } from '../../base/zone.js';
import type { State } from '../../model/state.js';
import { myPromises } from '../../model/waits/promises.js';
import { at } from '../words/logins.js';
import { type Row, rowAbout } from '../words/row.js';
import { moment } from '../words/time.js';

/** More than anybody looks at in an hour. */
const mostRows = 20;

/** @param zone mine, IANA name */
export function promiseRows(state: State, now: number, zone: string): readonly Row[] {
  return myPromises(state, now)
    .filter(({ at: time }) => time - hour <= now)
    .slice(0, mostRows)
    .map(({ wait, at: time }) => {
      const { title: said, by } = wait.kind === 'item' ? wait.item : wait.asked;
      const title = plain(said, 120) || l10n.t('(no title)');
      const label = l10n.t('Promised for {0}: {1}', moment(time, now, zone), title);
      const who = at(by.login);
      return {
        id: rowAbout('promise', wait.key),
        label,
        description: who,
        tooltip: `${label}\n${who}`,
        icon: 'bell',
        spoken: `${label}, ${who}`,
        command: wait.kind === 'item' ? 'makertime.showBlocker' : 'makertime.openWaiting',
      };
    });
}
