/** A chaos run as it happens: opens windows, makes a plan come true, and brings calm. Judges nothing. */
import type { FastClock, FastTime } from './clock.js';
import { layOut } from './conditions.js';
import type { Disturbed, Ledger } from './ledger.js';
import type { Place } from './place.js';
import { type Happening, type Login, logins, owners, type Planned } from './plan.js';
import { startWindow, type WindowProcess } from './processes.js';
import type { DiskFault, Order, Shown } from './speech.js';
import { teammateActs } from './teammate.js';

interface Slot {
  readonly login: Login;
  process: WindowProcess | undefined;
  shown: Shown | undefined;
  /** It dies as soon as it says this. */
  diesAt: 'trying' | 'saved' | undefined;
}

interface Machine {
  ahead: number;
  disk: DiskFault;
  token: string;
}

export interface Scene {
  open(): Promise<void>;
  storm(plan: readonly Planned[]): Promise<void>;
  /** Ends all weather, starts every window, and wakes them. */
  calm(): Promise<void>;
  order(window: number, order: Order): void;
  /** What all windows show now; undefined for one that does not answer. */
  look(): Promise<readonly (Shown | undefined)[]>;
  dispose(): Promise<void>;
}

/** A kill that waits for its moment waits no longer than that, in milliseconds of the run. */
const killPatience = 20_000;

export function createScene(place: Place, ledger: Ledger, clock: FastClock, time: FastTime): Scene {
  const machines: Record<Login, Machine> = {
    ana: { ahead: 0, disk: 'fine', token: place.token('ana') },
    bo: { ahead: 0, disk: 'fine', token: place.token('bo') },
  };
  const slots: Slot[] = owners.map((login) => ({ login, process: undefined, shown: undefined, diesAt: undefined }));
  const diesSending = new Set<Login>();
  /** What ends what is laid out now. */
  const ends = new Set<() => void>();
  let over = new AbortController();
  let looks = 0;

  const slotsOf = (login: Login) => slots.filter((slot) => slot.login === login);
  const tellAll = (login: Login, order: Order) => slotsOf(login).forEach((slot) => void slot.process?.send(order));

  function start(slot: Slot): void {
    if (slot.process?.isAlive) return;
    const { login } = slot;
    const window = slots.indexOf(slot);
    slot.process = startWindow(
      {
        root: place.rootOf(login),
        team: place.teams[login],
        time,
        ...machines[login],
        rules: { people: login === 'bo' ? ['cy'] : [], repositories: [], ignored: [] },
        tellsBusy: login === 'bo',
        work: place.work,
      },
      (said) => {
        ledger.hear(login, window, said, clock.now());
        if (said.kind === 'shown') slot.shown = said;
        if (said.kind === slot.diesAt) void kill(slot);
      },
      (why) => ledger.hear(login, window, { kind: 'error', message: why }, clock.now()),
    );
  }

  async function kill(slot: Slot): Promise<void> {
    slot.diesAt = undefined;
    if (!slot.process?.isAlive) return;
    const now = clock.now();
    ledger.count('kill -9');
    ledger.note(now, `${slot.login}/${slots.indexOf(slot)} killed`);
    ledger.disturb({ login: slot.login, kind: 'kill', from: now, until: now });
    await slot.process.kill();
  }

  place.onWrite((login) => {
    for (const one of logins)
      if (one === login && diesSending.delete(one)) slotsOf(one).forEach((slot) => void kill(slot));
  });

  async function die({ window, moment, restartsAfter }: Happening & { kind: 'kill' }): Promise<void> {
    const slot = slots[window] as Slot;
    const victims = moment === 'sending' ? slotsOf(slot.login) : [slot];
    if (moment === 'now') await kill(slot);
    else if (moment === 'saving') slot.diesAt = 'trying';
    else if (moment === 'saved') slot.diesAt = 'saved';
    else diesSending.add(slot.login);
    const { signal } = over;
    if (moment !== 'now') await clock.sleep(killPatience, signal);
    if (signal.aborted) return;
    diesSending.delete(slot.login);
    for (const one of victims) await kill(one);
    await clock.sleep(restartsAfter, signal);
    if (!signal.aborted) victims.forEach(start);
  }

  /** Lasts so long, or until calm comes. */
  function lasting(ms: number, end: () => void): void {
    const once = () => ends.delete(once) && end();
    ends.add(once);
    void clock.sleep(ms).then(once);
  }

  function happen(happening: Happening): void {
    const now = clock.now();
    ledger.note(now, JSON.stringify(happening));
    switch (happening.kind) {
      case 'act':
        ledger.count(`act ${happening.act.kind}`);
        slots[happening.window]?.process?.send({ kind: 'act', act: happening.act });
        return;
      case 'kill':
        void die(happening);
        return;
      case 'weather': {
        ledger.count(`weather ${happening.weather}`);
        const { login, lasts } = happening;
        if (happening.weather === 'revoked') {
          place.github.revokeToken(machines[login].token);
          machines[login].token = place.token(login);
          lasting(lasts, () => tellAll(login, { kind: 'token', token: machines[login].token }));
          return;
        }
        lasting(lasts, layOut(place.github, happening));
        return;
      }
      case 'clock': {
        const { login, by } = happening;
        ledger.count(`clock set ${by > 0 ? 'ahead' : 'back'}`);
        ledger.disturb({ login, kind: by > 0 ? 'ahead' : 'back', from: now, until: now });
        machines[login].ahead += by;
        tellAll(login, { kind: 'clock', ahead: machines[login].ahead });
        return;
      }
      case 'disk': {
        const { login, fault, lasts } = happening;
        ledger.count(`disk ${fault}`);
        const entry: Disturbed = { login, kind: 'disk', from: now, until: Number.POSITIVE_INFINITY };
        ledger.disturb(entry);
        setDisk(login, fault);
        lasting(lasts, () => {
          entry.until = clock.now();
          setDisk(login, 'fine');
        });
        return;
      }
      case 'teammate':
        ledger.count(`teammate ${happening.deed}`);
        teammateActs(place.github, happening);
    }
  }

  function setDisk(login: Login, fault: DiskFault): void {
    machines[login].disk = fault;
    tellAll(login, { kind: 'disk', fault });
  }

  async function look(): Promise<readonly (Shown | undefined)[]> {
    const number = ++looks;
    for (const slot of slots) slot.process?.send({ kind: 'look', number });
    const deadline = Date.now() + 5_000;
    while (slots.some((slot) => slot.shown?.number !== number) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return slots.map(({ shown }) => (shown?.number === number ? shown : undefined));
  }

  return {
    async open() {
      slots.forEach(start);
      slots[0]?.process?.send({ kind: 'wake' });
    },
    async storm(plan) {
      const began = clock.now();
      for (const { at, happening } of plan) {
        await clock.sleep(began + at - clock.now());
        happen(happening);
      }
    },
    async calm() {
      over.abort();
      over = new AbortController();
      for (const end of [...ends]) end();
      diesSending.clear();
      // What was about to die does so now, and what is dead comes back.
      for (const slot of slots) if (slot.diesAt) await kill(slot);
      slots.forEach(start);
    },
    order: (window, order) => slots[window]?.process?.send(order),
    look,
    async dispose() {
      await Promise.all(slots.map((slot) => slot.process?.kill()));
    },
  };
}
