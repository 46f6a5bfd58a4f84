/**
 * Setting a person's GitHub status to busy while they focus, and giving back what stood there. GitHub keeps one status a
 * person and compares nothing, so each change is preceded by a look: what somebody else has said meanwhile stays.
 *
 * Invariant: durable before sent. What stood there is on the disk before anything of ours leaves, until it stands there again.
 * Invariant: whatever dies, no busy is left behind: everything sent ends with its block by itself.
 */

import type { Trouble } from '../../model/board/trouble.js';
import type {
  Applied,
  BusyRefusal,
  GitHubStatus,
  Ours,
  StatusRead,
  StatusSet,
} from '../../model/focus/profileStatus.js';
import type { Clock } from '../../ports/clock.js';

/** Neither method rejects. */
export interface BusyRemote {
  read(): Promise<StatusRead>;
  /** Replaces what stands there; undefined clears it. */
  set(status: GitHubStatus | undefined): Promise<StatusSet>;
}

/** Methods reject with an `Error` where the disk refuses. */
export interface BusyFile {
  /** Undefined where nothing is applied, or nothing that this version can understand. */
  read(): Promise<Applied | undefined>;
  /**
   * False where something else stands there than was read before: another window was quicker. Invariant: when it resolves
   * to true, it survives a crash.
   */
  replace(before: Applied | undefined, applied: Applied | undefined): Promise<boolean>;
}

export interface BusyPorts {
  readonly remote: BusyRemote;
  readonly file: BusyFile;
  readonly clock: Pick<Clock, 'now'>;
}

export type Reconciled =
  /** GitHub shows what it should, or somebody else has the word there. */
  | { readonly kind: 'done' }
  /** Not yet: the same again in a minute. Without trouble something sent has still time to arrive. */
  | { readonly kind: 'later'; readonly trouble?: Trouble }
  /** Nothing is asked again until `askBusyAgain`. */
  | { readonly kind: 'refused'; readonly why: BusyRefusal };

/** Milliseconds. GitHub gives up its own work on a request after ten seconds: what was sent earlier has arrived or never will. */
const arrivesWithin = 60_000;

/** As GitHub's own page suggests them; not translated, since teammates read them there. */
const focusWords = { message: 'Focusing', emoji: ':dart:' };

/**
 * Asks nothing of GitHub where all is as it should be. One at a time: two windows at once may leave a busy to its own end.
 * @param wanted the running block, its end in milliseconds since 1970; undefined where there is none
 */
export async function reconcileBusy(
  ports: BusyPorts,
  wanted: { readonly until: number } | undefined,
): Promise<Reconciled> {
  try {
    const now = ports.clock.now();
    const applied = await ports.file.read();
    const end = wanted && wanted.until > now ? iso(Math.floor(wanted.until / 1000) * 1000) : undefined;
    const refusal = refusalIn(applied);
    if (refusal) return refused(refusal);
    if (applied?.kind === 'ours' && !applied.isConfirmed && isFresh(applied.sentAt, now)) return { kind: 'later' };
    if (isSettled(applied, end)) return done;
    if (applied?.kind === 'left' && !end) return await note(ports, applied, undefined);
    return await look(ports, applied, end);
  } catch (error) {
    return { kind: 'later', trouble: { kind: 'disk', detail: String(error) } };
  }
}

/** After the person has signed in anew, granted the scope, or asked for it again. */
export async function askBusyAgain(file: BusyFile): Promise<void> {
  const applied = await file.read();
  if (applied?.kind === 'refused') await file.replace(applied, undefined);
  if (applied?.kind !== 'ours' || !applied.refused) return;
  const { refused: _, ...rest } = applied;
  await file.replace(applied, rest);
}

const done: Reconciled = { kind: 'done' };
const refused = (why: BusyRefusal): Reconciled => ({ kind: 'refused', why });
const iso = (ms: number) => new Date(ms).toISOString();
const isFresh = (at: string, now: number) => Math.abs(now - Date.parse(at)) < arrivesWithin;

function refusalIn(applied: Applied | undefined): BusyRefusal | undefined {
  if (applied?.kind === 'refused') return applied.why;
  return applied?.kind === 'ours' ? applied.refused : undefined;
}

function isSettled(applied: Applied | undefined, end: string | undefined): boolean {
  if (!applied) return !end;
  if (applied.kind === 'left') return applied.until === end;
  return applied.kind === 'ours' && applied.isConfirmed && applied.sent.at(-1)?.until === end;
}

async function note(
  { file }: BusyPorts,
  before: Applied | undefined,
  applied: Applied | undefined,
): Promise<Reconciled> {
  return (await file.replace(before, applied)) ? done : { kind: 'later' };
}

type Seen = StatusRead & { readonly kind: 'seen' };

async function look(ports: BusyPorts, applied: Applied | undefined, end: string | undefined): Promise<Reconciled> {
  const seen = await ports.remote.read();
  // Another window may have done it while GitHub was asked.
  if (JSON.stringify(await ports.file.read()) !== JSON.stringify(applied)) return { kind: 'later' };
  const ours = applied?.kind === 'ours' ? applied : undefined;
  switch (seen.kind) {
    case 'refused':
      return refuse(ports, applied, ours, seen.why);
    case 'blocked':
      return { kind: 'later', trouble: seen.trouble };
    case 'seen':
      return act(ports, applied, ours && isLongOver(ours, seen.at) ? undefined : ours, seen, end);
  }
}

/** What stood there before a block that ended longer ago than that is no longer what a person says. Milliseconds. */
const remembered = 24 * 3_600_000;

function isLongOver({ sent }: Ours, at: number): boolean {
  return sent.every(({ until }) => Date.parse(until) <= at - remembered);
}

async function act(
  ports: BusyPorts,
  applied: Applied | undefined,
  ours: Ours | undefined,
  seen: Seen,
  end: string | undefined,
): Promise<Reconciled> {
  if (end && Date.parse(end) > seen.at) return apply(ports, applied, ours, seen, end);
  if (ours) return undo(ports, ours, seen);
  // GitHub's clock is ahead of ours: there the block is over.
  return note(ports, applied, end ? { kind: 'left', until: end } : undefined);
}

async function apply(
  ports: BusyPorts,
  applied: Applied | undefined,
  ours: Ours | undefined,
  seen: Seen,
  end: string,
): Promise<Reconciled> {
  const standing = ours && standingOf(ours, seen);
  const last = ours?.sent.at(-1);
  if (ours && standing === 'ours' && last?.until === end && isAlike(seen.status, last))
    return note(ports, ours, { ...ours, isConfirmed: true });
  const isNew = !ours || (standing === 'changed' && ours.sent.every(({ until }) => Date.parse(until) <= seen.at));
  if (isNew ? seen.status?.isBusy : standing === 'changed') return note(ports, applied, { kind: 'left', until: end });
  const { audience } = seen;
  if (audience.kind !== 'organization' && audience.kind !== 'everybody') return { kind: 'later', trouble: audience };
  const organization = audience.kind === 'organization' ? audience.id : undefined;
  const before = living(isNew ? seen.status : ours?.before, seen.at);
  const status = { ...wordsFor(before, organization), isBusy: true, until: end, ...(organization && { organization }) };
  const next: Ours = {
    kind: 'ours',
    sent: [...(ours?.sent ?? []).filter((one) => living(one, seen.at)), status],
    ...(before && { before }),
    sentAt: iso(ports.clock.now()),
    isConfirmed: false,
  };
  if (!(await ports.file.replace(applied, next))) return { kind: 'later' };
  const sent = await ports.remote.set(status);
  switch (sent.kind) {
    case 'done':
      return note(ports, next, { ...next, isConfirmed: true });
    case 'refused':
      return refuse(ports, next, isNew ? undefined : ours, sent.why);
    case 'blocked':
    case 'unsure':
      return { kind: 'later', trouble: sent.trouble };
  }
}

/** What the person says stays said, but not to others than they said it to. */
function wordsFor(before: GitHubStatus | undefined, organization: string | undefined) {
  if (before?.organization !== undefined && before.organization !== organization) return focusWords;
  return { message: before?.message ?? focusWords.message, emoji: before?.emoji ?? focusWords.emoji };
}

async function undo(ports: BusyPorts, ours: Ours, seen: Seen): Promise<Reconciled> {
  const standing = standingOf(ours, seen);
  if (standing === 'changed' || standing === 'untouched') return note(ports, ours, undefined);
  const back = living(ours.before, seen.at);
  if (standing === 'expired' && !back) return note(ports, ours, undefined);
  let sent = await ports.remote.set(back);
  // It cannot be said again as it was, for instance to an organization that the person has left.
  if (sent.kind === 'refused' && sent.why.kind === 'invalid' && back) sent = await ports.remote.set(undefined);
  switch (sent.kind) {
    case 'done':
      return note(ports, ours, undefined);
    case 'refused':
      return refuse(ports, ours, ours, sent.why);
    case 'blocked':
    case 'unsure':
      return { kind: 'later', trouble: sent.trouble };
  }
}

/**
 * @param before what is on the disk
 * @param ours what may still stand there and is to be given back once GitHub lets us
 */
async function refuse(
  { file }: BusyPorts,
  before: Applied | undefined,
  ours: Ours | undefined,
  why: BusyRefusal,
): Promise<Reconciled> {
  const isKept = await file.replace(before, ours ? { ...ours, refused: why } : { kind: 'refused', why });
  return isKept ? refused(why) : { kind: 'later' };
}

/**
 * What became of what we have sent. `expired`: nothing stands there, and its time is over; whether somebody took it away
 * before, nobody can tell. `untouched`: what stood there before still does. `changed`: somebody else has the word now.
 */
function standingOf(ours: Ours, { status, at }: Seen): 'ours' | 'expired' | 'untouched' | 'changed' {
  if (status && ours.sent.some((one) => isAlike(status, one))) return 'ours';
  if (!status && ours.sent.some((one) => !living(one, at))) return 'expired';
  return !ours.isConfirmed && isAlike(status, living(ours.before, at)) ? 'untouched' : 'changed';
}

function living(status: GitHubStatus | undefined, at: number): GitHubStatus | undefined {
  return status?.until !== undefined && Date.parse(status.until) <= at ? undefined : status;
}

/** Whoever it is shown to, and however the same instant is written. */
function isAlike(a: GitHubStatus | undefined, b: GitHubStatus | undefined): boolean {
  if (!a || !b) return a === b;
  const isSameEnd = a.until === b.until || Date.parse(a.until ?? '') === Date.parse(b.until ?? '');
  return a.message === b.message && a.emoji === b.emoji && a.isBusy === b.isBusy && isSameEnd;
}
