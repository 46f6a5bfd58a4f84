/** The words about being stuck: a quiet addition to the status bar, and a row in *Now* that says what can be done. */
import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import { minute } from '../../base/zone.js';
import type { Stuck } from '../../model/local/stuck.js';
import { rung } from '../../model/local/stuckLadder.js';
import type { State } from '../../model/state.js';
import type { Row } from '../words/row.js';
import { age, moment, span } from '../words/time.js';

/** A number that changes every minute would be a clock that ticks at somebody who thinks. */
const step = 20 * minute;

/** "stuck 20 min" from the first rung on. */
export function stuckWord({ stuck }: State, now: number): string | undefined {
  return stuck && rung(stuck, now) !== 'none' ? l10n.t('stuck {0}', lasted(stuck, now)) : undefined;
}

/** The same in a sentence, with what can be done. @param zone mine, IANA name */
export function stuckDetail({ stuck }: State, now: number, zone: string): string | undefined {
  if (!stuck || rung(stuck, now) === 'none') return undefined;
  return l10n.t(
    '{0}. Capture a blocker to tell your team, or describe it in a document.',
    sinceWords(stuck, now, zone),
  );
}

/** What the person has said stands there at once, so that they can take it back. */
export function stuckRows({ stuck }: State, now: number, zone: string): readonly Row[] {
  if (!stuck) return [];
  const since = sinceWords(stuck, now, zone);
  const name = nameOf(stuck);
  switch (rung(stuck, now)) {
    case 'none':
    case 'line': {
      const help = l10n.t('Click to capture a blocker: someone may know the answer');
      return [
        {
          id: 'stuck',
          label: l10n.t('Stuck since {0}', moment(stuck.since, now, zone)),
          ...(name && { description: name }),
          tooltip: [since, help].join('\n'),
          icon: 'question',
          spoken: `${since}. ${help}`,
          offers: 'stuck',
          command: 'makertime.captureBlocker',
        },
      ];
    }
    case 'offer': {
      const help = l10n.t('Click to start: it stays on this machine until you send it');
      const why = l10n.t('Describe it in a document: explaining often helps');
      return [
        {
          id: 'stuck',
          label: l10n.t('Describe it in a document'),
          description: l10n.t('stuck {0} · explaining often helps', lasted(stuck, now)),
          tooltip: [why, since, help].join('\n'),
          icon: 'note',
          spoken: `${why}. ${since}. ${help}`,
          offers: 'stuck',
          command: 'makertime.describeBlocker',
        },
      ];
    }
  }
}

/** Whoever the name comes from, it is only shown. */
function nameOf({ name }: Stuck): string {
  return plain(name ?? '', 80);
}

function lasted({ since }: Stuck, now: number): string {
  const ms = age(since, now);
  return span(ms - (ms % step));
}

function sinceWords(stuck: Stuck, now: number, zone: string): string {
  const at = moment(stuck.since, now, zone);
  switch (stuck.on) {
    case 'declared':
      return l10n.t('Stuck since {0}', at);
    case 'task':
      return l10n.t('Stuck since {0}: {1} keeps failing', at, nameOf(stuck));
    case 'file':
      return l10n.t('Stuck since {0}: {1} still has errors', at, nameOf(stuck));
  }
}
