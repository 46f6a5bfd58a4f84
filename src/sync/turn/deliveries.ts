/**
 * What comes in for one account: what the person did to it is taken in, news are received, and what is due is delivered. Works
 * on the file as it stands, since another window may lead as well, and writes it before anybody sees a change.
 */

import { dayOf, wallOf, zoneOf } from '../../base/zone.js';
import type { Board } from '../../model/board/board.js';
import { changesInbox, isForGitHub } from '../../model/board/mutation.js';
import { fullName, isMeant, type Team } from '../../model/board/team.js';
import type { Trouble } from '../../model/board/trouble.js';
import { isHeldBack, isQuiet, nextDelivery, runningFocus, windowsOf } from '../../model/focus/deliveryTimes.js';
import { focusEnded } from '../../model/focus/focus.js';
import { applyActions } from '../../model/inbox/actions.js';
import {
  deliver,
  forget,
  type Inbox,
  type Incoming,
  instant,
  nextWake,
  type Rules,
  type RunningFocus,
  wake,
} from '../../model/inbox/entries.js';
import { doneWith, metIn, readElsewhere, receiveNews as receiveInto, withNames } from '../../model/inbox/receive.js';
import { dutyOn } from '../../model/members.js';
import type { Declared, Status } from '../../model/people/member.js';
import { handOver } from '../../model/reach/rotation.js';
import {
  changesForMe,
  decisionsForMe,
  handOffsForMe,
  noLongerForMe,
  onBoard,
  rostersSeen,
  untoldOn,
} from '../../model/waits/changesForMe.js';
import type { Clock } from '../../ports/clock.js';
import type { Entry, Outbox } from '../../ports/outbox.js';
import type { Remote, Scope, Threads } from '../../ports/remote.js';
import type { InboxStore, StoredInbox } from '../../ports/stores.js';

export interface DeliveryPorts {
  readonly inbox: InboxStore;
  readonly outbox: Outbox;
  readonly remote: Pick<Remote, 'pullThreads' | 'leaveRoster'>;
  readonly clock: Clock;
  readonly team: Team;
  /** By the person in this team, with what is still owed to GitHub: all windows know the same. */
  declared(): Declared | undefined;
  /** What that comes to, joined or not, with focus that was begun in another team. */
  status(): Status | undefined;
  /** IANA name of this machine's zone. */
  zone(): string;
  /** As the person has set them. */
  rules(): Omit<Rules, 'isMyTurn'>;
}

export interface Deliveries {
  /** Takes in what was done to entries, and settles what only this machine has to know. */
  takeActions(entries: readonly Entry[]): Promise<Taken>;
  /** Receives what has happened between two boards, and what GitHub tells of. */
  receiveNews(before: Board, after: Board, scope: Scope): Promise<Received>;
  deliverDue(): Promise<Delivered>;
}

/** Each gives back the inbox as it then stands on the disk: nobody has to read it again. */
export interface Taken {
  /** What is left to send. */
  readonly entries: readonly Entry[];
  /** Absent where nothing was done. */
  readonly stored?: StoredInbox;
}

export interface Received {
  readonly stored: StoredInbox;
  /** Only what keeps everything else waiting. */
  readonly trouble?: Trouble;
}

export interface Delivered {
  readonly stored: StoredInbox;
  /** In how many milliseconds something will be due. */
  readonly nextIn: number;
}

/** Timers cannot wait for much longer than three weeks. */
const longestRest = 24 * 3_600_000;

export function createDeliveries(ports: DeliveryPorts): Deliveries {
  return {
    takeActions: (entries) => takeActions(ports, entries),
    receiveNews: (before, after, scope) => receiveNews(ports, before, after, scope),
    deliverDue: () => deliverDue(ports),
  };
}

async function takeActions(ports: DeliveryPorts, entries: readonly Entry[]): Promise<Taken> {
  const acts = entries.map(({ mutation }) => mutation).filter(changesInbox);
  if (acts.length === 0) return { entries };
  const today = (now: number) => dayAt(ports, now);
  const stored = await changeInbox(ports, (inbox) => applyActions(inbox, acts, today));
  if (stored.isNewer) return { entries: entries.filter(({ mutation }) => !changesInbox(mutation)), stored };
  const settled = new Set<string>();
  for (const one of acts) {
    if (isForGitHub(one) || !(await ports.outbox.claim(one.id))) continue;
    await ports.outbox.settle(one.id);
    settled.add(one.id);
  }
  return { entries: entries.filter(({ mutation }) => !settled.has(mutation.id)), stored };
}

async function receiveNews(ports: DeliveryPorts, before: Board, after: Board, scope: Scope): Promise<Received> {
  const { team } = ports;
  const known = await ports.inbox.read();
  if (known.isNewer) return { stored: known };
  const mine = ports.rules();
  const threads = await ports.remote.pullThreads(known.cursor, { scope, withAuthors: mine.people.length > 0 });
  const now = ports.clock.now();
  const isTurn = isMyTurn(after, team, now);
  const over = noLongerForMe(before, after, team);
  // What stands there now: GitHub may have taken its time, and another window may have led meanwhile.
  const stored = await ports.inbox.change((stored) => {
    const isRefused = threads.kind === 'refused' || (threads.kind === 'trouble' && stored.refused !== undefined);
    const since = sinceWhen(stored.inbox, now);
    const rosters = rostersSeen(stored.inbox.rosters ?? [], after, team);
    const all = [
      ...(threads.kind === 'changed'
        ? onBoard(threads.incoming, after, team, (key) => stored.inbox.entries.has(key))
        : []),
      ...(threads.kind === 'changed' ? withNames(stored.inbox, threads.named ?? []) : []),
      ...changesForMe(before, after, team, since, isRefused ? 'heardHere' : 'heardElsewhere', now),
      ...[...turnOf(after, team, now), ...decisionsForMe(after, team, now), ...handOffsForMe(after, team, now)].filter(
        ({ at }) => at >= since,
      ),
    ];
    const untold = untoldOn(after, team);
    const news = all.filter(({ key }) => !rosters.includes(key) && !untold.has(key));
    const metBefore = stored.inbox.met ?? {};
    const met = metIn(metBefore, news, mine);
    const rules: Rules = { ...mine, isMyTurn: isTurn, met };
    const isSame =
      stored.inbox.since === since && rosters.length === (stored.inbox.rosters ?? []).length && met === metBefore;
    const listening = isSame
      ? stored.inbox
      : { ...stored.inbox, since, ...(rosters.length > 0 && { rosters }), ...(met !== metBefore && { met }) };
    const left = doneWith(listening, over, now);
    const heard = receiveInto(left, news, rules, now, dayAt(ports, now));
    return withThreads({ ...stored, inbox: forget(followed(heard, threads), now) }, threads, stored);
  });
  const isLimited = threads.kind === 'trouble' && threads.trouble.kind === 'limited';
  // A window that dies in between looks again, and finds what it did.
  const left = await ports.remote.leaveRoster(after, stored.inbox.left);
  return {
    stored: left ? await changeInbox(ports, (inbox) => ({ ...inbox, left: [...(inbox.left ?? []), left] })) : stored,
    ...(isLimited && { trouble: threads.trouble }),
  };
}

async function deliverDue(ports: DeliveryPorts): Promise<Delivered> {
  const now = ports.clock.now();
  const declared = ports.declared();
  const status = ports.status();
  const isQuietNow = isQuiet(status, now);
  const isHeld = status !== undefined && isHeldBack(status, now);
  const isAtOnce = windowsOf(status).length === 0;
  const next = (inbox: Inbox) => {
    const after = inbox.deliveredAt === undefined ? undefined : instant(inbox.deliveredAt);
    return nextDelivery(status, ports.zone(), after, now);
  };
  const stored = await changeInbox(ports, (stored) => {
    // Whoever begins today has missed nothing.
    if (stored.deliveredAt === undefined) return { ...stored, deliveredAt: new Date(now).toISOString() };
    const { isQuiet: isOver, focus: _focus, isOut, ...rest } = stored;
    if (isQuietNow) return quiet(stored, declared && runningFocus(declared, ports.team.repository.id, now));
    // Away, or on a day off: what focus held waits for the first own delivery after that.
    if (isHeld) return isOut && !isOver ? stored : { ...rest, isOut: true };
    const inbox = notAhead(isOut ? backSince(rest, status, now) : isOver ? rest : stored, now);
    const due = isOver ? Math.min(next(inbox), endOf(ports, inbox, now)) : next(inbox);
    const isDue = due <= now && (isOver || !isAtOnce || isHolding(inbox));
    const delivered = isDue ? deliver(inbox, new Date(due).toISOString(), dayAt(ports, now)) : inbox;
    const ended = lastEnd(delivered, now);
    return ended === undefined ? delivered : wake(delivered, new Date(ended).toISOString(), dayAt(ports, now));
  });
  if (stored.isNewer) return { stored, nextIn: longestRest };
  const soonest = Math.min(
    isAtOnce && !isHeld ? Number.POSITIVE_INFINITY : next(stored.inbox),
    isHeld ? Number.POSITIVE_INFINITY : (nextWake(stored.inbox) ?? Number.POSITIVE_INFINITY),
  );
  return { stored, nextIn: Math.max(0, Math.min(soonest - now, longestRest)) };
}

/** Who says that they are back before they meant to be has missed nothing until then. */
function backSince(inbox: Inbox, status: Status | undefined, now: number): Inbox {
  const since = status?.mode === 'away' ? Number.NaN : instant(status?.since ?? '');
  const isLater = since <= now && since > instant(inbox.deliveredAt ?? '');
  return isLater ? { ...inbox, deliveredAt: new Date(since).toISOString() } : inbox;
}

/** The same inbox where nothing differs. @param focus absent where it was begun in another team */
function quiet(inbox: Inbox, focus: RunningFocus | undefined): Inbox {
  const isSame = inbox.isQuiet && (!focus || sameValue(inbox.focus, focus));
  return isSame ? inbox : { ...inbox, isQuiet: true, ...(focus && { focus }) };
}

type Stores = Pick<DeliveryPorts, 'inbox'>;

function changeInbox(stores: Stores, next: (inbox: Inbox) => Inbox): Promise<StoredInbox> {
  return stores.inbox.change((stored) => {
    const inbox = next(stored.inbox);
    return inbox === stored.inbox ? stored : { ...stored, inbox };
  });
}

/** The day on the person's own calendar. */
function dayAt(ports: DeliveryPorts, now: number): string {
  const zone = zoneOf(ports.declared()?.status.zone ?? '') ?? zoneOf(ports.zone());
  return new Date(dayOf(zone ? wallOf(zone, now) : now) * longestRest).toISOString().slice(0, 10);
}

/** When focus that was ended early ended. Whichever windows deliver then, or for a moment two, speak of the same delivery. */
function endOf(ports: DeliveryPorts, { deliveredAt }: Inbox, now: number): number {
  const { edited } = ports.declared() ?? {};
  const status = ports.status();
  const ends = [edited?.focusing, edited?.marks].map((at) => instant(at ?? ''));
  const isEnd = (at: number) => at > instant(deliveredAt ?? '') && at <= now && !isQuiet(status, at);
  const end = ends.filter(isEnd).sort((a, b) => b - a)[0] ?? focusEnded(status, now) ?? now;
  return status && isHeldBack(status, end) ? Number.POSITIVE_INFINITY : isEnd(end) ? end : now;
}

/** From when on what the board tells is news; a clock that was ahead then must not keep it back until that time comes. */
function sinceWhen({ since }: Inbox, now: number): string {
  return since !== undefined && instant(since) <= now ? since : new Date(now).toISOString();
}

/** The last delivery was before now, whatever the clock said then: one that was set back must not hold back for as long. */
function notAhead(inbox: Inbox, now: number): Inbox {
  const isAhead = instant(inbox.deliveredAt ?? '') > now;
  return isAhead ? { ...inbox, deliveredAt: new Date(now - 1).toISOString() } : inbox;
}

function isHolding({ entries }: Inbox): boolean {
  return [...entries.values()].some(({ stage }) => stage.kind === 'held');
}

/** The latest end of a snooze that is over: all windows then speak of the same delivery. */
function lastEnd({ entries }: Inbox, now: number): number | undefined {
  const ends = [...entries.values()].flatMap(({ stage }) =>
    stage.kind === 'snoozed' && stage.until !== 'activity' && instant(stage.until) <= now ? [instant(stage.until)] : [],
  );
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

function followed(inbox: Inbox, threads: Threads): Inbox {
  return threads.kind === 'changed' && threads.unread ? readElsewhere(inbox, threads.unread, threads.lookedAt) : inbox;
}

/** The same object where nothing differs: nothing is written then. */
function withThreads(next: StoredInbox, threads: Threads, before: StoredInbox): StoredInbox {
  const cursor = threads.cursor ?? before.cursor;
  const refused = threads.kind === 'trouble' ? before.refused : threads.kind === 'refused' ? threads.why : undefined;
  const isSame = next.inbox === before.inbox && refused === before.refused && sameValue(cursor, before.cursor);
  return isSame ? before : { inbox: next.inbox, ...(cursor !== undefined && { cursor }), ...(refused && { refused }) };
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** In one's own turn, or for somebody who is out. */
function isMyTurn(board: Board, { account }: Team, now: number): boolean {
  const duty = dutyOn(board, now);
  return duty?.onDuty !== undefined && isMeant(duty.file, duty.onDuty, account);
}

/** That the person has become the available one. */
function turnOf(board: Board, team: Team, now: number): readonly Incoming[] {
  const plan = board.teamFile?.rotation;
  if (!plan || !isMyTurn(board, team, now)) return [];
  const since = handOver(plan, now);
  if (!since) return [];
  const at = new Date(since.at).toISOString();
  return [
    {
      key: `turn/${at}`,
      repository: fullName(team.repository),
      subject: 'rotation',
      title: '',
      reason: 'rotation',
      at,
      isUnread: true,
    },
  ];
}
