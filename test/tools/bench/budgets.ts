/**
 * What every figure must not exceed, by bench and name, and why. `told` is for what is measured and promised nowhere.
 * `*` stands for anything, once in a name. A figure without a line here is an error, and so is a line without a figure.
 */
export interface Budget {
  readonly most: number;
  /** Which figure of a time it is about; its p99 where absent. Of what waits for other processes the shortest says most. */
  readonly of?: 'min' | 'p50' | 'p99' | 'max';
  /** Who asks for it, and what for. */
  readonly why: string;
}

export type Budgets = Readonly<Record<string, Budget | 'told'>>;

const eye = 'what is done while somebody looks is done within a blink';
const unseen = 'nobody looks, nothing is asked that costs anything';
const polite = 'F2: who is polite leaves the 5,000 an hour to whatever else a person uses';
const light = 'the aim of the package: a small download, a small start';
const fair = 'no part of the editor waits for us';
const later = 'octokit is loaded when the first request leaves';

export const budgets = {
  sizes: {
    'entry and what it loads at once, kB': { most: 140, why: `${light}; 4 kB of it lock what several windows change` },
    'entry and what it loads at once, files': 'told',
    'loaded later, kB': 'told',
    'loaded later, files': 'told',
    'pages, kB': 'told',
    'entry holds octokit': { most: 0, why: later },
    'loaded later holds octokit': { most: 1, why: 'once is enough' },
    '.vsix, kB': { most: 550, why: light },
  },
  hours: {
    '*: requests': {
      most: 300,
      why: 'a look a minute at repository, news, roster and notifications, and a thorough one each half hour',
    },
    '*: of them 304': 'told',
    // GitHub hides what was read elsewhere behind a 304: every ten minutes notifications are asked for without a condition.
    'idle hour, 1 window: REST, charged': {
      most: 6,
      why: 'nothing is charged when nothing changes, but for whole looks',
    },
    'idle hour, 5 windows: REST, charged': { most: 6, why: 'however many windows are open, one of them asks' },
    'busy hour, 1 window: REST, charged': {
      most: 140,
      why: 'one more for each look at a repository that has changed: whether it is still the same is asked first',
    },
    'busy hour, 5 windows: REST, charged': { most: 140, why: 'however many windows are open, one of them asks' },
    'idle hour, views closed, 1 window: REST, charged': { most: 0, why: unseen },
    'idle hour, views closed, 5 windows: REST, charged': { most: 0, why: unseen },
    'idle hour, views closed, 1 window: GraphQL, points': { most: 0, why: unseen },
    'idle hour, views closed, 5 windows: GraphQL, points': { most: 0, why: unseen },
    'idle hour, 1 window: GraphQL, points': { most: 60, why: polite },
    'idle hour, 5 windows: GraphQL, points': { most: 60, why: polite },
    'busy hour, 1 window: GraphQL, points': { most: 70, why: 'one more for each look that finds a reply' },
    'busy hour, 5 windows: GraphQL, points': { most: 70, why: 'one more for each look that finds a reply' },
  },
  visible: {
    'status, said to seen by a teammate': { most: 70, why: 'B1: with the next look, and looks are a minute apart' },
  },
  capture: {
    'outbox.add (*': {
      most: 10,
      of: 'p50',
      why: 'promise 2: what is called saved is on the disk, and nobody waits for that',
    },
    'engine.record, offline (*': { most: 10, of: 'p50', why: 'promise 2, and invariant 1: durable before visible' },
    'engine.record, offline, without a pause*': 'told',
    'first read*': 'told',
    'read again*': 'told',
    'event loop held up meanwhile*': 'told',
  },
  schedule: { 'availability of *': 'told', 'overlap of *': 'told' },
  team: {
    'Team view, 200 members, first': 'told',
    'Team view, 200 members, a minute later': { most: 150, why: eye },
    'Team view, 200 members, one has changed': { most: 150, why: eye },
  },
  ledger: {
    'ledger, 1,000 members, 10,000 blockers, first': 'told',
    'ledger, one has changed': { most: 250, why: eye },
    'ledger, a status has changed': { most: 50, why: eye },
    'Waiting view, first': 'told',
    'Waiting view, a minute later': { most: 300, why: eye },
    'Waiting view, one has changed': { most: 400, why: eye },
  },
  resembling: {
    'taking in an entry*': 'told',
    'resembling *': { most: 50, of: 'p50', why: 'C7: a similar capture is shown while its line is typed' },
    'changing an entry*': { most: 20, of: 'p50', why: fair },
  },
  scale: {
    'on the board: *': 'told',
    'until all dependencies are known: *': 'told',
    'board file, kB': { most: 12_000, why: 'a window that opens reads all of it' },
    'heap of the board, kB': { most: 60_000, why: 'the extension host is shared with all others' },
    'first paint: *': 'told',
    'one change: rows redrawn, most': { most: 10, why: 'rows that have not changed stay as they are' },
    'one change: written, kB, most': { most: 50, why: 'one change is one line, however large the board' },
    'one change: from the answer to the store': 'told',
    'one change: * view': 'told',
    'an idle hour: requests': 'told',
    'an idle hour: of them 304': 'told',
    'an idle hour: REST, charged': { most: 42, why: 'nothing is charged when nothing changes, but for whole looks' },
    'an idle hour: GraphQL, points': { most: 80, why: polite },
    'an idle hour: written, kB': 'told',
    'held up: *': { most: 50, of: 'max', why: `${fair}: no slice over 50 ms at 10,000 items` },
  },
  threads: {
    'Threads, 2000 discussions from the disk, first': { most: 200, why: 'a side bar that opens is there at once' },
    'Threads, 2000 discussions from the disk, again': { most: 200, why: 'a side bar that opens is there at once' },
    'page, 500 comments: the first can be read': { most: 300, of: 'p50', why: eye },
    'page, 500 comments: all are there': 'told',
  },
  growth: {
    // A page has a hundred: 130 issues are 2 pages, 13,250 are 133, each in the list of news and in that of open ones.
    'cold sync, * members, 100 blockers: requests': { most: 40, why: polite },
    'cold sync, * members, 10000 blockers: requests': { most: 320, why: polite },
    'cold sync, *: REST, charged': { most: 310, why: polite },
    'cold sync, *: GraphQL, points': { most: 100, why: polite },
    'cold sync, *: received, kB': 'told',
    'cold sync, *: own CPU, s': 'told',
    'incremental sync, *: requests': { most: 22, why: 'the roster has a page for each hundred members, mostly a 304' },
    'incremental sync, *: REST, charged': {
      most: 10,
      why: 'one page of news; whoever asks for news has notifications and the team file looked at',
    },
    'incremental sync, *: GraphQL, points': 'told',
    'incremental sync, *: received, kB': { most: 1_500, why: 'what a change costs does not grow with the team' },
    'incremental sync, *: own CPU, s': 'told',
  },
  activation: {
    'loading the entry': 'told',
    'in activate()': { most: 15, of: 'min', why: fair },
    'from activate() to the first row from the disk': 'told',
  },
  loaded: {
    'without a team: files': 'told',
    'without a team: kB': { most: 150, why: light },
    'without a team: of them with octokit': { most: 0, why: later },
    'beside a window that asks GitHub: files': 'told',
    'beside a window that asks GitHub: kB': 'told',
    'beside a window that asks GitHub: of them with octokit': { most: 0, why: later },
    'having asked GitHub: files': 'told',
    'having asked GitHub: kB': 'told',
    'having asked GitHub: of them with octokit': { most: 1, why: 'once is enough' },
  },
  keys: {
    'capture in the workbench, 2 keys and the line': 'told',
    'capture with owner in the workbench, 3 keys and the line': 'told',
  },
  focus: { 'focus, key to status bar': 'told', 'focus, key to status bar of another window': 'told' },
} as const satisfies Readonly<Record<string, Budgets>>;
