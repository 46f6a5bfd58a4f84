/**
 * Owns what came in for one account: folds in what the person did, hears what is new, delivers when it is time. Works on
 * the file as it stands, since another window may have led before, and writes it before anybody sees a change.
 */
import { allActed } from '../model/act.js';
import { hear, readElsewhere } from '../model/arrival.js';
import type { Board } from '../model/board.js';
import { concerning, onBoard } from '../model/concerns.js';
import { deliver, forget, type Inbox, type Incoming, instant, nextWake, type Rules, wake } from '../model/inbox.js';
import type { Declared } from '../model/member.js';
import { isForGitHub } from '../model/mutation.js';
import type { Trouble } from '../model/state.js';
import { fullName, type Team } from '../model/team.js';
import { isQuiet, nextDelivery, windowsOf } from '../time/delivery.js';
import { handOver, rotation } from '../time/rotation.js';
import { dayOf, wallOf, zoneOf } from '../time/zone.js';
import type { Clock, Entry, InboxStore, Outbox, Remote, StoredInbox, Threads } from './ports.js';

export interface DeliveryPorts {
  readonly inbox: InboxStore;
  readonly outbox: Outbox;
  readonly remote: Pick<Remote, 'pullThreads'>;
  readonly clock: Clock;
  readonly team: Team;
  /** By the person, with what is still owed to GitHub: all windows know the same. */
  declared(): Declared | undefined;
  /** IANA name of this machine's zone. */
  zone(): string;
  /** As the person has set them. */
  rules(): Omit<Rules, 'isMyTurn'>;
}

export interface Deliveries {
  /** Takes in what was done to parcels, and settles what only this machine has to know. Gives back what is left to send. */
  fold(entries: readonly Entry[]): Promise<readonly Entry[]>;
  /** What has happened between two boards, and what GitHub tells of. Gives back only what keeps everything else waiting. */
  hear(before: Board, after: Board, look: 'news' | 'whole'): Promise<Trouble | undefined>;
  /** Delivers what is due. Gives back in how many milliseconds something will be. */
  deliver(): Promise<number>;
}

/** Timers cannot wait for much longer than three weeks. */
const longestRest = 24 * 3_600_000;

export function createDeliveries(ports: DeliveryPorts): Deliveries {
  const { outbox, clock, team } = ports;

  async function change(next: (stored: StoredInbox) => StoredInbox): Promise<StoredInbox> {
    const stored = await ports.inbox.read();
    if (stored.isNewer) return stored;
    const changed = next(stored);
    if (changed !== stored) await ports.inbox.write(changed);
    return changed;
  }

  const changeInbox = (next: (inbox: Inbox) => Inbox) =>
    change((stored) => {
      const inbox = next(stored.inbox);
      return inbox === stored.inbox ? stored : { ...stored, inbox };
    });

  /** Today on the person's own calendar. */
  function today(now: number): string {
    const zone = zoneOf(ports.declared()?.status.zone ?? '') ?? zoneOf(ports.zone());
    return new Date(dayOf(zone ? wallOf(zone, now) : now) * longestRest).toISOString().slice(0, 10);
  }

  /** When focus that was ended early ended. Whichever windows deliver then, or for a moment two, speak of the same delivery. */
  function endOf({ deliveredAt }: Inbox, now: number): number {
    const { status, edited } = ports.declared() ?? {};
    const said = instant(edited?.said ?? '');
    return said > instant(deliveredAt ?? '') && said <= now && !isQuiet(status, said) ? said : now;
  }

  return {
    async fold(entries) {
      const acts = entries.map(({ mutation }) => mutation).filter((one) => one.kind === 'attend');
      if (acts.length === 0) return entries;
      const { isNewer } = await changeInbox((inbox) => allActed(inbox, acts, today));
      if (isNewer) return entries.filter(({ mutation }) => mutation.kind !== 'attend');
      const settled = new Set<string>();
      for (const one of acts) {
        if (isForGitHub(one) || !(await outbox.claim(one.id))) continue;
        await outbox.settle(one.id);
        settled.add(one.id);
      }
      return entries.filter(({ mutation }) => !settled.has(mutation.id));
    },
    async hear(before, after, look) {
      const { cursor, isNewer } = await ports.inbox.read();
      if (isNewer) return undefined;
      const mine = ports.rules();
      const threads = await ports.remote.pullThreads(cursor, look, mine.people.length > 0 ? 'named' : 'unnamed');
      const now = clock.now();
      const plan = after.teamFile?.rotation;
      const { login } = team.account;
      const rules: Rules = {
        ...mine,
        isMyTurn: plan !== undefined && rotation(plan, now)?.who?.toLowerCase() === login.toLowerCase(),
      };
      await change((stored) => {
        const isRefused = threads.kind === 'refused' || (threads.kind === 'trouble' && stored.refused !== undefined);
        const since = stored.inbox.since ?? new Date(now).toISOString();
        const news = [
          ...(threads.kind === 'changed' ? onBoard(threads.incoming, after, team) : []),
          ...concerning(before, after, team, since, isRefused ? 'heardHere' : 'heardElsewhere', now),
          ...turnOf(after, team, now).filter(({ at }) => at >= since),
        ];
        const listening = stored.inbox.since === since ? stored.inbox : { ...stored.inbox, since };
        const heard = hear(listening, news, rules, now, today(now));
        return withThreads({ ...stored, inbox: forget(followed(heard, threads), now) }, threads, stored);
      });
      return threads.kind === 'trouble' && threads.trouble.kind === 'limited' ? threads.trouble : undefined;
    },
    async deliver() {
      const now = clock.now();
      const status = ports.declared()?.status;
      const isQuietNow = isQuiet(status, now);
      const isAtOnce = windowsOf(status).length === 0;
      const next = (inbox: Inbox) => {
        const after = inbox.deliveredAt === undefined ? undefined : instant(inbox.deliveredAt);
        return nextDelivery(status, ports.zone(), after, now);
      };
      const { inbox, isNewer } = await changeInbox((stored) => {
        // Whoever begins today has missed nothing.
        if (stored.deliveredAt === undefined) return { ...stored, deliveredAt: new Date(now).toISOString() };
        const { isQuiet: isOver, ...rest } = stored;
        if (isQuietNow) return isOver ? stored : { ...stored, isQuiet: true };
        const inbox = notAhead(isOver ? rest : stored, now);
        const due = isOver ? Math.min(next(inbox), endOf(inbox, now)) : next(inbox);
        const isDue = due <= now && (isOver || !isAtOnce || isHolding(inbox));
        const delivered = isDue ? deliver(inbox, new Date(due).toISOString(), today(now)) : inbox;
        const ended = lastEnd(delivered, now);
        return ended === undefined ? delivered : wake(delivered, new Date(ended).toISOString(), today(now));
      });
      if (isNewer) return longestRest;
      const soonest = Math.min(
        isAtOnce && !isQuietNow ? Number.POSITIVE_INFINITY : next(inbox),
        isQuietNow ? Number.POSITIVE_INFINITY : (nextWake(inbox) ?? Number.POSITIVE_INFINITY),
      );
      return Math.max(0, Math.min(soonest - now, longestRest));
    },
  };
}

/** The last delivery was before now, whatever the clock said then: one that was set back must not hold back for as long. */
function notAhead(inbox: Inbox, now: number): Inbox {
  const isAhead = instant(inbox.deliveredAt ?? '') > now;
  return isAhead ? { ...inbox, deliveredAt: new Date(now - 1).toISOString() } : inbox;
}

function isHolding({ parcels }: Inbox): boolean {
  return [...parcels.values()].some(({ stage }) => stage.kind === 'held');
}

/** The latest end of a snooze that is over: all windows then speak of the same delivery. */
function lastEnd({ parcels }: Inbox, now: number): number | undefined {
  const ends = [...parcels.values()].flatMap(({ stage }) =>
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

/** That the person has become the available one. */
function turnOf({ teamFile }: Board, { account, repository }: Team, now: number): readonly Incoming[] {
  const plan = teamFile?.rotation;
  if (!plan || rotation(plan, now)?.who?.toLowerCase() !== account.login.toLowerCase()) return [];
  const since = handOver(plan, now);
  if (!since) return [];
  const at = new Date(since.at).toISOString();
  return [
    {
      key: `turn/${at}`,
      repository: fullName(repository),
      subject: 'rotation',
      title: '',
      reason: 'rotation',
      at,
      isUnread: true,
    },
  ];
}
