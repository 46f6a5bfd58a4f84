/** The rows below one that somebody waits for: what was said last, and a row to say something. */
import * as l10n from '@vscode/l10n';
import { plain, plainLines } from '../../base/plainText.js';
import type { ItemKey } from '../../model/board/item.js';
import type { Reply } from '../../model/board/links.js';
import { at } from '../words/logins.js';
import { type Row, rowAbout } from '../words/row.js';
import { age, moment, span, spokenSpan } from '../words/time.js';
import type { Side } from './order.js';

/** The whole conversation stands on GitHub. */
const mostShown = 3;

/** @param zone mine, IANA name */
export function replyRows(key: ItemKey, replies: readonly Reply[], now: number, zone: string): readonly Row[] {
  const label = l10n.t('Comment…');
  return [
    ...replies.slice(-mostShown).map((reply) => replyRow(key, reply, now, zone)),
    { id: rowAbout('comment', key), label, icon: 'add', spoken: label, command: 'makertime.comment' },
  ];
}

function replyRow(key: ItemKey, { id, by, text, at: when }: Reply, now: number, zone: string): Row {
  const lines = text.split(/\r?\n/).map((line) => plain(line));
  const label = lines.find((line) => line !== '') ?? l10n.t('(no text)');
  const who = at(by.login);
  return {
    id: `reply/${key}/${id}`,
    label,
    description: [who, span(age(when, now))].join(' · '),
    get tooltip() {
      return [plainLines(text), `${who}, ${moment(when, now, zone)}`].join('\n');
    },
    icon: 'comment',
    spoken: [label, l10n.t('reply by {0}', who), spokenSpan(age(when, now))].join(', '),
  };
}

/** In place of when an answer is expected. */
export function repliedWords({ by, at: when }: Reply, side: Side, now: number): string {
  const since = spokenSpan(age(when, now));
  return side === 'forMe' ? l10n.t('you replied {0}', since) : l10n.t('{0} replied {1}', at(by.login), since);
}
