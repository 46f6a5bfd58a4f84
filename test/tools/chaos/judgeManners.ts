/** The verdict on manners: nobody asks GitHub within a time for which it has asked to be left alone. Grants only what no design could know. */
import type { LogEntry, StatedWait } from '../../lib/github/log.js';
import { type Breach, breach, type Evidence } from './breach.js';
import type { Disturbed } from './ledger.js';
import { type Login, logins } from './plan.js';

/** Milliseconds. What left before the answer was read is on its way. */
const inFlight = 3_000;
/** GitHub's times have whole seconds. */
const rounding = 1_000;
/** A window that dies so shortly around an answer has not read it, or not written it down. */
const unwritten = 6_000;
/** An answer that takes longer is not waited for. */
const patience = 19_000;
/** As GitHub's `x-poll-interval` says here, and what a turn may take. */
const pollPace = 60_000;

export function judgeManners(evidence: Evidence): readonly Breach[] {
  return logins.flatMap((login) => {
    const entries = evidence.place.github.log.entries.filter((entry) => entry.login === login);
    const disturbed = evidence.ledger.disturbed.filter((one) => one.login === login);
    return [
      ...entries.flatMap((entry) => (entry.wait ? within(login, entries, entry, entry.wait, disturbed) : [])),
      ...entries.flatMap((entry) => (entry.tooSoon ? tooSoon(login, entry, disturbed, entries) : [])),
    ];
  });
}

function within(
  login: Login,
  entries: readonly LogEntry[],
  asked: LogEntry,
  wait: StatedWait,
  disturbed: readonly Disturbed[],
): readonly Breach[] {
  // An answer that came too late, or to a process that stood still, was not waited for.
  const isStalled = disturbed.some(
    (one) => one.kind === 'stall' && one.from < wait.from + patience && one.until > asked.at - patience,
  );
  if (isStalled || wait.from - asked.at > patience) return [];
  const until = Math.min(wait.until - rounding, forgottenAt(asked, wait, disturbed));
  const early = entries.filter(({ at, path, lost }) => {
    const isSameDoor = wait.door === 'both' || (wait.door === 'graphql') === path.startsWith('/graphql');
    return isSameDoor && !lost && at > wait.from + inFlight && at < until;
  });
  return early.map(({ at, method, path }) => {
    const span = `${Math.round((at - wait.from) / 1000)} s into a wait of ${Math.round((wait.until - wait.from) / 1000)} s`;
    const what = `${login}: ${method} ${path} at ${new Date(at).toISOString()}, ${span} (${wait.door})`;
    return breach('GitHub is left alone', what, new Date(at).toISOString().slice(11, 18));
  });
}

/**
 * From when on nobody here can know of the wait any more: the window died before it could write it down, or its disk did not
 * let it; the machine's clock was set ahead, so that the time seems to be over. GraphQL's own limit is kept by the window
 * alone, and by a clock.
 */
function forgottenAt(asked: LogEntry, { from, until, door }: StatedWait, disturbed: readonly Disturbed[]): number {
  const isDiskBad = disturbed.some((one) => one.kind === 'disk' && one.from < from + unwritten && one.until > from);
  const ends = disturbed.flatMap((one) => {
    if (one.from < asked.at || one.from > until) return [];
    const isUnwritten = one.from < from + unwritten || isDiskBad || door === 'graphql';
    if (one.kind === 'ahead' || (one.kind === 'kill' && isUnwritten)) return [one.from];
    return one.kind === 'back' && door === 'graphql' ? [one.from] : [];
  });
  return Math.min(Number.POSITIVE_INFINITY, ...ends);
}

function tooSoon(
  login: Login,
  { at, path }: LogEntry,
  disturbed: readonly Disturbed[],
  all: readonly LogEntry[],
): readonly Breach[] {
  const since = at - pollPace;
  const isGranted = disturbed.some(({ kind, from, until }) => {
    if (kind === 'disk') return from < at && until > since;
    if (kind === 'stall') return from < at && until > since - 2 * patience;
    return from > since - unwritten && from <= at;
  });
  const polls = all.filter((one) => one.path.startsWith('/notifications?') && one.at <= at && one.status !== undefined);
  const before = polls.slice(-3).map((one) => `${new Date(one.at).toISOString().slice(11, 22)} ${one.status}`);
  const what = `${login}: ${path} at ${new Date(at).toISOString()} before x-poll-interval was over: ${before}`;
  return isGranted ? [] : [breach('x-poll-interval', what, new Date(at).toISOString().slice(11, 18))];
}
