/** What the driver has heard and done in a chaos run: what people wanted kept and what became of it, what was delivered, and when what was disturbed. */
import type { Login } from './plan.js';
import type { Said, Trying } from './speech.js';

/** `tried`: nobody was told how it ended. */
export interface Wish {
  readonly login: Login;
  readonly trying: Trying;
  fate: 'tried' | 'saved' | 'failed';
}

export interface Delivered {
  readonly key: string;
  readonly at: string;
  readonly batch: string;
}

/** What excuses something by design: a process died, a clock was set, a disk refused, a process stood still. Milliseconds of the run. */
export interface Disturbed {
  readonly login: Login;
  readonly kind: 'kill' | 'ahead' | 'back' | 'disk' | 'stall';
  readonly from: number;
  until: number;
}

export interface Ledger {
  readonly wishes: ReadonlyMap<string, Wish>;
  readonly delivered: Readonly<Record<Login, readonly Delivered[]>>;
  /** By batch: which windows showed its toast. */
  readonly toasts: Readonly<Record<Login, ReadonlyMap<string, readonly number[]>>>;
  readonly errors: readonly string[];
  readonly disturbed: readonly Disturbed[];
  readonly counts: ReadonlyMap<string, number>;
  hear(login: Login, window: number, said: Said, at: number): void;
  disturb(disturbed: Disturbed): void;
  count(what: string): void;
  /** Of what happens, a line: shown where it concerns what is wrong. */
  note(at: number, line: string): void;
  historyOf(...names: readonly string[]): readonly string[];
}

/** Lines kept; older ones are about what has been judged. */
const mostLines = 100_000;

export function createLedger(isExpected: (error: string) => boolean): Ledger {
  const wishes = new Map<string, Wish>();
  const delivered: Record<Login, Delivered[]> = { ana: [], bo: [] };
  const toasts: Record<Login, Map<string, number[]>> = { ana: new Map(), bo: new Map() };
  const known = new Set<string>();
  const errors: string[] = [];
  const disturbed: Disturbed[] = [];
  const counts = new Map<string, number>();
  const lines: string[] = [];

  function note(at: number, line: string): void {
    lines.push(`${new Date(at).toISOString().slice(11, 23)} ${line.length > 400 ? `${line.slice(0, 400)}…` : line}`);
    if (lines.length > mostLines) lines.splice(0, mostLines / 2);
  }
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1);

  function hear(login: Login, window: number, said: Said, at: number): void {
    if (said.kind !== 'shown') note(at, `${login}/${window} ${JSON.stringify(said)}`);
    switch (said.kind) {
      case 'trying':
        wishes.set(said.id, { login, trying: said, fate: 'tried' });
        count(`${said.what} tried`);
        return;
      case 'saved':
      case 'failed': {
        const wish = wishes.get(said.id);
        if (wish) wish.fate = said.kind;
        count(`${wish?.trying.what} ${said.kind}`);
        return;
      }
      case 'toast':
        toasts[login].set(said.batch, [...(toasts[login].get(said.batch) ?? []), window]);
        count('toast');
        return;
      case 'delivered': {
        const name = `${login} ${said.key} ${said.at} ${said.batch}`;
        if (known.has(name)) return;
        known.add(name);
        delivered[login].push(said);
        count('delivered');
        return;
      }
      case 'stalled':
        disturbed.push({ login, kind: 'stall', from: said.since, until: at });
        count('process stood still');
        return;
      case 'error':
        if (!isExpected(said.message)) errors.push(`${login}/${window}: ${said.message}`);
        return;
      case 'ready':
      case 'skipped':
      case 'shown':
        return;
    }
  }

  return {
    wishes,
    delivered,
    toasts,
    errors,
    disturbed,
    counts,
    hear,
    disturb: (one) => void disturbed.push(one),
    count,
    note,
    historyOf: (...names) => lines.filter((line) => names.some((name) => name !== '' && line.includes(name))),
  };
}
