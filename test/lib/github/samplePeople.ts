/** Who is in the sample team and what holds them up: plain data, nothing happens here. */

import type { Context } from '../../../src/model/board/item.js';
import type { Mode } from '../../../src/model/people/member.js';
import type { Role } from './world.js';

export interface SamplePerson {
  readonly login: string;
  /** On their profile; not everybody writes one. */
  readonly name: string | null;
  readonly zone: string;
  /** In the team repository. */
  readonly role: Role;
}

export const samplePeople = [
  { login: 'ana', name: 'Ana Duarte', zone: 'Europe/Berlin', role: 'write' },
  { login: 'bo', name: 'Bo Lindqvist', zone: 'Asia/Kolkata', role: 'write' },
  { login: 'chidi', name: 'Chidiebere Okafor', zone: 'Africa/Lagos', role: 'write' },
  { login: 'dana', name: 'Dana Whitfield', zone: 'America/New_York', role: 'admin' },
  { login: 'emi', name: null, zone: 'Asia/Tokyo', role: 'triage' },
  { login: 'finn', name: 'Finn Albrecht', zone: 'Europe/Berlin', role: 'write' },
  { login: 'gus', name: 'Gus Moreno', zone: 'America/New_York', role: 'write' },
  { login: 'hana', name: 'Hana Petrov', zone: 'America/Los_Angeles', role: 'read' },
] as const satisfies readonly SamplePerson[];

export type SampleLogin = (typeof samplePeople)[number]['login'];

/** Work that is nobody's blocker. `pullRequest`: opened from a branch. */
export interface SampleWork {
  readonly kind: 'issue' | 'pullRequest';
  readonly by: SampleLogin;
  readonly hoursAgo: number;
  readonly title: string;
  readonly assignees: readonly SampleLogin[];
}

export const sampleWork: readonly SampleWork[] = [
  { kind: 'issue', by: 'dana', hoursAgo: 96, title: 'Write down how we release', assignees: ['chidi'] },
  { kind: 'issue', by: 'bo', hoursAgo: 90, title: 'Borrow a second fog machine', assignees: ['emi', 'bo'] },
  { kind: 'issue', by: 'gus', hoursAgo: 81, title: 'Renew the certificate of the staging horn', assignees: ['dana'] },
  { kind: 'issue', by: 'dana', hoursAgo: 75, title: 'Choose a date for the offsite', assignees: ['ana', 'hana'] },
  {
    kind: 'pullRequest',
    by: 'bo',
    hoursAgo: 54,
    title: 'Team file: who is on duty over the holidays',
    assignees: ['bo'],
  },
];

export interface SampleBlocker {
  readonly by: SampleLogin;
  readonly hoursAgo: number;
  readonly title: string;
  readonly notes?: string;
  readonly owner?: SampleLogin;
  /** Hours from now; negative: it is overdue. */
  readonly needInHours?: number;
  readonly outcome?: string;
  readonly context?: Context;
  readonly answers?: readonly { readonly by: SampleLogin; readonly hoursAgo: number; readonly text: string }[];
  readonly closed?: { readonly by: SampleLogin; readonly hoursAgo: number };
}

const inLighthouse = (path: string, line: number): Context => ({
  repository: 'acme/lighthouse',
  branch: 'main',
  path,
  lines: [line, line],
});

export const sampleBlockers: readonly SampleBlocker[] = [
  {
    by: 'hana',
    hoursAgo: 52,
    title: 'Cannot open the design file of the control panel',
    owner: 'chidi',
    outcome: 'I can comment on it',
    answers: [
      { by: 'chidi', hoursAgo: 45, text: 'You are invited now. Tell me if the second page asks for a password.' },
    ],
    closed: { by: 'chidi', hoursAgo: 44 },
  },
  {
    by: 'dana',
    hoursAgo: 30,
    title: 'Which candela figure goes into the brochure?',
    owner: 'ana',
    answers: [{ by: 'ana', hoursAgo: 27, text: 'The measured one: 1.2 million. The old page rounds up.' }],
    closed: { by: 'dana', hoursAgo: 26 },
  },
  {
    by: 'bo',
    hoursAgo: 20,
    title: 'lamp.ts does not compile: what is "half" in fog?',
    notes: 'I can change the type or the value, but I do not know which one the harbour reads.',
    owner: 'ana',
    needInHours: 5,
    outcome: 'One of the two is changed on main',
    context: {
      ...inLighthouse('src/lamp.ts', 3),
      diagnostic: "Type 'string' is not assignable to type 'number'. (ts2322)",
    },
  },
  {
    by: 'ana',
    hoursAgo: 17,
    title: 'The key for the staging lens has expired',
    owner: 'dana',
    needInHours: 8,
    outcome: 'A new key is in the staging vault',
    answers: [{ by: 'dana', hoursAgo: 2, text: 'Asked security; they answer by noon my time.' }],
  },
  {
    by: 'emi',
    hoursAgo: 9,
    title: 'Two tide tables disagree for Tokyo Bay',
    notes: 'They are 40 minutes apart in November. The horn test picks the wrong one half of the time.',
    owner: 'ana',
    needInHours: 26,
  },
  {
    by: 'chidi',
    hoursAgo: 6,
    title: 'Waiting for the recording of the harbour horn',
    owner: 'bo',
    outcome: 'Thirty seconds of it, in any format',
    context: inLighthouse('src/horn.ts', 2),
  },
  { by: 'gus', hoursAgo: 3, title: 'Release build stops: the runners have no disk space left' },
  {
    by: 'finn',
    hoursAgo: 28,
    title: 'Review of the lens rotation before the freeze',
    owner: 'gus',
    needInHours: -1,
    outcome: 'Approved, or a list of what is missing',
    context: inLighthouse('src/lens.ts', 5),
    answers: [{ by: 'gus', hoursAgo: 22, text: 'Halfway through. The cosine looks right, the units do not.' }],
  },
];

/** What bo and dana run into during the day. */
export const dailyBlockers: readonly Omit<SampleBlocker, 'by' | 'hoursAgo'>[] = [
  { title: 'Which branch does the harbour deploy from?', owner: 'ana', outcome: 'A branch name in the README' },
  { title: 'Test data for the fog sensor is gone', owner: 'finn', needInHours: 6 },
  {
    title: 'The lens turns the wrong way on the southern model',
    owner: 'ana',
    context: inLighthouse('src/lens.ts', 5),
  },
  {
    title: 'No permission to restart the staging horn',
    owner: 'gus',
    needInHours: 4,
    outcome: 'Role "operator" for me',
  },
  { title: 'Do we still support lamps without a dimmer?', owner: 'ana', needInHours: 24 },
  { title: "The buoy supplier's invoice needs a second signature" },
  {
    title: 'The horn interval is 30 here and 20 in the contract',
    owner: 'chidi',
    context: inLighthouse('src/horn.ts', 2),
  },
  { title: 'Who talks to the coast guard about the test on Friday?', owner: 'ana', needInHours: 12 },
];

export const dailyAnswers: readonly string[] = [
  'Looking at it now. More before the end of my day.',
  'I have seen this before: it was the cache. Can you clear it and try again?',
  'Not mine, but I know whose. I have asked them.',
  'Yes, go ahead. I will write it down in the README.',
  'I need one more detail: does it also happen on staging?',
  'Done on my side. Please check.',
];

export const dailyResolutions: readonly string[] = [
  'Solved: the setting was missing in the environment, I have added it.',
  'We do not need this anymore, the other way works.',
  'Merged. Thank you for waiting.',
  'Answered in the call, short version: keep it as it is.',
];

/** `mode: 'focus'` begins a block, over whatever else is said. */
export type SampleSaying =
  | { readonly mode: 'focus'; readonly text?: string; readonly minutes: number }
  | { readonly mode: Mode; readonly text?: string; readonly minutes?: number };

/** What bo and dana declare during the day; without minutes until they go home. */
export const dailySayings: readonly SampleSaying[] = [
  { mode: 'focus', text: 'One thing at a time', minutes: 50 },
  { mode: 'focus', minutes: 25 },
  { mode: 'busy', text: 'Call with the harbour', minutes: 30 },
  { mode: 'busy', text: 'Out for a walk', minutes: 40 },
  { mode: 'available', text: 'Back at the desk' },
  { mode: 'available' },
];
