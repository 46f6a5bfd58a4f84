/** What will happen in one storm of a chaos run, and when: all of it chosen beforehand, so that a seed tells the whole plan. */
import { type Chance, chanceOf } from './chance.js';
import type { Act, DiskFault } from './speech.js';

/** ana has two windows, which share her storage; bo has one. */
export const owners = ['ana', 'ana', 'bo'] as const;
export const logins = ['ana', 'bo'] as const;
export type Login = (typeof logins)[number];

/** `saving`: as something is being kept; `saved`: as soon as it is said to be. `sending`: as something is on its way to GitHub; then all windows of the person die, as in a power cut. */
export type KillMoment = 'now' | 'saving' | 'saved' | 'sending';

export const weatherKinds = [
  'offline',
  'noName',
  'slowArrival',
  'slowAnswer',
  'hangBefore',
  'hangAfter',
  'resetBefore',
  'lostAnswer',
  'truncated',
  'cutShort',
  'errorBefore',
  'errorAfter',
  'primaryLimit',
  'secondaryLimit',
  'graphqlLimit',
  'graphqlDown',
  'graphqlErrors',
  'lateLists',
  'clockSkew',
  'singleSignOn',
  'proxyPage',
  'redirect',
  'revoked',
] as const;
/** They come more often than others: one promise rests on them alone. */
const limits = ['primaryLimit', 'secondaryLimit', 'graphqlLimit'] as const satisfies readonly WeatherKind[];
export type WeatherKind = (typeof weatherKinds)[number];

/** Milliseconds of the run. `strength` in [0, 1): how much of it. */
export type Happening =
  | { readonly kind: 'act'; readonly window: number; readonly act: Act }
  | { readonly kind: 'kill'; readonly window: number; readonly moment: KillMoment; readonly restartsAfter: number }
  | {
      readonly kind: 'weather';
      readonly weather: WeatherKind;
      readonly login: Login;
      readonly lasts: number;
      readonly strength: number;
    }
  | { readonly kind: 'clock'; readonly login: Login; readonly by: number }
  | { readonly kind: 'disk'; readonly login: Login; readonly fault: Exclude<DiskFault, 'fine'>; readonly lasts: number }
  | {
      readonly kind: 'teammate';
      readonly deed: 'ask' | 'mention' | 'comment' | 'close';
      readonly about: Login;
      readonly pick: number;
    };

export interface Planned {
  /** Milliseconds of the run after the storm began. */
  readonly at: number;
  readonly happening: Happening;
}

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

const shares = { act: 68, weather: 14, kill: 5, clock: 2, disk: 4, teammate: 8 };
const acts = {
  capture: 20,
  comment: 14,
  edit: 10,
  reassign: 5,
  resolve: 4,
  status: 9,
  focus: 10,
  windows: 3,
  deliver: 5,
  read: 6,
  done: 5,
  undone: 2,
  snooze: 4,
  unsubscribe: 1,
  retry: 2,
};

/** @param length milliseconds of the run */
export function planStorm(seed: number, storm: number, length: number): readonly Planned[] {
  const chance = chanceOf(seed * 1_000 + storm);
  const planned: Planned[] = [];
  for (let at = 0; ; ) {
    at += Math.round(-Math.log(1 - chance.number()) * 6 * second);
    if (at >= length) return planned;
    planned.push({ at, happening: happeningOf(chance, `${storm}.${planned.length}`) });
  }
}

function happeningOf(chance: Chance, name: string): Happening {
  const kind = chance.weighted(shares);
  const login = chance.one(logins);
  const window = chance.between(0, owners.length - 1);
  switch (kind) {
    case 'act':
      return { kind, window, act: actOf(chance, name, owners[window] as Login) };
    case 'kill':
      return {
        kind,
        window,
        moment: chance.one(['now', 'saving', 'saved', 'sending']),
        restartsAfter: chance.between(1, 60) * second,
      };
    case 'weather': {
      const weather = chance.one(chance.number() < 0.2 ? limits : weatherKinds);
      return { kind, weather, login, lasts: chance.between(10, 120) * second, strength: chance.number() };
    }
    case 'clock': {
      const span = chance.one([minute, 10 * minute, 60 * minute, day]) * chance.between(1, 5);
      return { kind, login, by: chance.one([-1, 1]) * span };
    }
    case 'disk':
      return { kind, login, fault: chance.one(['full', 'readOnly', 'failing']), lasts: chance.between(5, 60) * second };
    case 'teammate':
      return {
        kind,
        deed: chance.one(['ask', 'mention', 'comment', 'close']),
        about: login,
        pick: chance.between(0, 99),
      };
  }
}

function actOf(chance: Chance, name: string, login: Login): Act {
  const kind = chance.weighted(acts);
  const pick = chance.between(0, 999);
  const other = login === 'ana' ? 'bo' : 'ana';
  switch (kind) {
    case 'capture': {
      const words = chance.number() < 0.15 ? oddWords(chance, name) : `capture ${name}`;
      const owner = chance.number() < 0.5 ? { owner: chance.one([other, login, 'nobody-at-all']) } : {};
      return { kind, words, ...owner, ...(chance.number() < 0.2 && { blocks: pick }) };
    }
    case 'comment':
    case 'edit':
      return { kind, words: `${kind} ${name}`, pick };
    case 'reassign':
      return { kind, owner: chance.one([other, login]), pick };
    case 'snooze':
      return { kind, pick, minutes: chance.between(1, 30) };
    case 'status':
      return { kind, mode: chance.one(['available', 'busy', 'away']), words: `status ${name}` };
    case 'focus':
      return {
        kind,
        event: chance.one(['start', 'extend', 'end']),
        minutes: chance.between(1, 25),
        words: `focus ${name}`,
      };
    case 'windows':
      return { kind, inMinutes: chance.between(1, 8) };
    case 'deliver':
      return { kind };
    default:
      return { kind, pick };
  }
}

/** What people paste: too long for GitHub, written from right to left, or made to look like a record of ours. */
function oddWords(chance: Chance, name: string): string {
  return chance.one([
    `huge ${name} ${'x'.repeat(70_000)}`,
    `long ${name}\n${'🧵 ein Satz '.repeat(1_500)}`,
    `odd ${name} \u202Eright to left\u202C \u200B\uFEFF`,
    `odd ${name} <!-- makertime {"v":1,"kind":"blocker","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","by":1} -->`,
    `odd ${name} --> <img src=x> [a](command:x) @everyone \\ "quoted" \u0000`,
    `odd ${name} 👩‍👩‍👧‍👦\n\n# heading\r\n- list`,
  ]);
}
