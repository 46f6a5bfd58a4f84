/** Saying when an answer can be expected from a member, and why. */
import * as l10n from '@vscode/l10n';
import { hour, minute } from '../../base/zone.js';
import type { TeamFile } from '../../model/board/team.js';
import { instantIn } from '../../model/hours/timetable.js';
import { type Member, memberNamed, statusOf } from '../../model/members.js';
import type { Status } from '../../model/people/member.js';
import { type ExpectedAnswer, expectedAnswer, type Reason } from '../../model/reach/expectation.js';
import { type State, visible } from '../../model/state.js';
import { moment, saidMoment } from './time.js';

/** What can be asked, as the team file names it. */
export type AskedFor = keyof TeamFile['expectations'];

export interface Expected {
  /** Milliseconds since 1970. */
  readonly likely: number;
  readonly latest: number;
  /** "expected 11:00", "expected by Tue 15:00", "was expected Fri 15:00": as time goes by. */
  readonly label: string;
  /** A sentence each, in the order in which things happen. */
  readonly reasons: readonly string[];
}

/** As most teams count it, and what counts for a team that has not agreed on anything. */
const workingDay = 8 * hour;

/** Undefined where nobody can know. @param asked milliseconds since 1970 */
export function expectedFrom(
  state: State,
  member: Member,
  asked: number,
  now: number,
  kind: AskedFor,
  zone: string,
): Expected | undefined {
  const answer = answerFrom(state, member, asked, kind);
  return answer && answerInWords(state, answer, now, kind, zone);
}

/** "expected 15:00": of a question to somebody, asked now. Undefined where nobody can know. */
export function expectedNow(
  state: State,
  login: string,
  now: number,
  kind: AskedFor,
  zone: string,
): string | undefined {
  const member = memberNamed(state, login);
  return member && expectedFrom(state, member, now, now, kind, zone)?.label;
}

export function answerFrom(state: State, member: Member, asked: number, kind: AskedFor): ExpectedAnswer | undefined {
  const status = statusOf(member);
  if (!status || !Number.isFinite(asked)) return undefined;
  return answerTo(status, asked, agreedOn(state, kind) ?? workingDay);
}

export function answerInWords(
  state: State,
  answer: ExpectedAnswer,
  now: number,
  kind: AskedFor,
  zone: string,
): Expected {
  const { likely, latest, because } = answer;
  const agreed = agreedOn(state, kind);
  return {
    likely,
    latest,
    label: expectedLabel(answer, now, zone),
    // Read by whoever hovers over one of hundreds of rows.
    get reasons() {
      return because.map((reason) =>
        reason.kind === 'expectation' && agreed === undefined
          ? l10n.t('Usually {0}', workingTimeWords(reason.ms))
          : reasonWords(reason, now, zone),
      );
    },
  };
}

function agreedOn(state: State, kind: AskedFor): number | undefined {
  return visible(state).teamFile?.expectations[kind];
}

/**
 * What was declared after the question does not reach back to it: if it had been delivered by then, it was delivered.
 * Else all counts from that declaration on. When somebody became invisible may not show.
 */
function answerTo(status: Status, asked: number, expectation: number): ExpectedAnswer | undefined {
  const since = status.mode === 'invisible' ? undefined : instantIn(status.since);
  if (since === undefined || since <= asked) return expectedAnswer({ status, asked, expectation });
  const { until: _until, since: _since, text: _text, ...rest } = status;
  const before = expectedAnswer({ status: { ...rest, mode: 'available' }, asked, expectation });
  return before && before.likely < since ? before : expectedAnswer({ status, asked: since, expectation });
}

function expectedLabel({ likely, latest }: ExpectedAnswer, now: number, zone: string): string {
  if (likely > now) return l10n.t('expected {0}', moment(likely, now, zone));
  if (latest > now) return l10n.t('expected by {0}', moment(latest, now, zone));
  return l10n.t('overdue since {0}', moment(latest, now, zone));
}

/** Before anything is asked. */
export function ifAskedWords({ likely, latest }: Expected, now: number, zone: string): string {
  const end = saidMoment(latest, now, zone);
  return likely - now < minute
    ? l10n.t('If you ask now: answer likely right away, {0} at the latest', end)
    : l10n.t('If you ask now: answer likely {0}, {1} at the latest', saidMoment(likely, now, zone), end);
}

/** For whoever waits. */
export function awaitedWords({ likely, latest }: Expected, now: number, zone: string): string {
  const end = saidMoment(latest, now, zone);
  if (latest <= now) return l10n.t('Answer overdue since {0}', end);
  return likely > now
    ? l10n.t('Answer likely {0}, {1} at the latest', saidMoment(likely, now, zone), end)
    : l10n.t('Answer expected by {0}', end);
}

function reasonWords(reason: Reason, now: number, zone: string): string {
  switch (reason.kind) {
    case 'focusing':
      return l10n.t('Focusing until {0}', moment(reason.until, now, zone));
    case 'busy':
      return l10n.t('Busy until {0}', moment(reason.until, now, zone));
    case 'away':
      return l10n.t('Away until {0}', moment(reason.until, now, zone));
    case 'offHours':
      return l10n.t('Outside working hours until {0}', moment(reason.until, now, zone));
    case 'dayOff':
      return l10n.t('Off until {0}', moment(reason.until, now, zone));
    case 'window':
      return l10n.t('Delivery: {0}', moment(reason.at, now, zone));
    case 'focusEnds':
      return l10n.t('Delivery when focus ends: {0}', moment(reason.at, now, zone));
    case 'usual':
      return l10n.t('Answers usually take {0}', workingTimeWords(reason.ms));
    case 'expectation':
      return l10n.t('The team agreed on {0}', workingTimeWords(reason.ms));
  }
}

/** "one working day", "4 working hours", "90 working minutes" */
export function workingTimeWords(ms: number): string {
  if (ms === workingDay) return l10n.t('one working day');
  if (ms === hour) return l10n.t('one working hour');
  if (ms > 0 && ms % workingDay === 0) return l10n.t('{0} working days', ms / workingDay);
  if (ms % hour === 0) return l10n.t('{0} working hours', ms / hour);
  return l10n.t('{0} working minutes', Math.round(ms / minute));
}
