/** What is printed at the end of a chaos run: figures as a table, each broken promise with its history, and the line that runs it again. */
import type { Breach } from './breach.js';
import type { Ledger } from './ledger.js';
import { type Place, teamName } from './place.js';

interface Run {
  readonly ledger: Ledger;
  readonly place: Place;
  readonly breaches: readonly Breach[];
  readonly storms: number;
  readonly speed: number;
  /** Milliseconds of the run. */
  readonly longestCalm: number;
  /** Bytes. */
  readonly mostMemory: number;
  /** Milliseconds. */
  readonly took: number;
  readonly line: string;
}

/** More tell nothing new. */
const mostBreaches = 20;
const mostLines = 40;

/** A disk that fails when something is to be taken back, too, leaves it there: so the caller is told wrongly, but nothing is lost. */
function unasked({ ledger, place: { github } }: Run): number {
  const issues = github.issues(teamName);
  const texts = issues.flatMap(({ number, body }) => [
    body ?? '',
    ...github.comments(teamName, number).map((one) => one.body),
  ]);
  const failed = [...ledger.wishes.values()].filter(({ fate }) => fate === 'failed');
  const marks = failed.flatMap(({ trying: { what, mark } }) =>
    mark && what !== 'edit' && what !== 'status' ? [mark] : [],
  );
  return marks.filter((mark) => texts.some((text) => text.includes(mark))).length;
}

export function report(run: Run): void {
  const { ledger, place, breaches, longestCalm, speed } = run;
  const { entries } = place.github.log;
  const sum = (kind: string, fate: string) => ledger.counts.get(`${kind} ${fate}`) ?? 0;
  const kinds = ['capture', 'comment', 'edit', 'resolve', 'depend', 'status', 'attend'];
  const rows: readonly (readonly [string, string | number])[] = [
    ...[...ledger.counts].filter(([name]) => /^(?:act|weather|disk|clock|teammate|kill|process)\b/.test(name)).sort(),
    ...kinds.map((kind) => {
      const lost = breaches.filter(({ promise, what }) => promise.startsWith(kind) && what.includes('lost')).length;
      const doubled = breaches.filter(
        ({ promise, what }) => promise.startsWith(kind) && what.includes('doubled'),
      ).length;
      const said = `${sum(kind, 'tried')} tried, ${sum(kind, 'saved')} saved, ${sum(kind, 'failed')} not saved`;
      return [kind, `${said}; ${lost} lost, ${doubled} doubled`] as const;
    }),
    ['not saved, and there all the same', unasked(run)],
    ['deliveries, toasts', `${ledger.counts.get('delivered') ?? 0}, ${ledger.counts.get('toast') ?? 0}`],
    [
      'requests',
      `${entries.length}, charged ${place.github.log.charged()}, 304 ${place.github.log.count({ status: 304 })}`,
    ],
    ['told to wait', entries.filter(({ wait }) => wait !== undefined).length],
    ['storms', run.storms],
    [
      'longest time to converge',
      `${(longestCalm / 1000).toFixed(0)} s of the run, ${(longestCalm / speed / 1000).toFixed(1)} s here`,
    ],
    ['most memory of a window', `${Math.round(run.mostMemory / 2 ** 20)} MB`],
    ['took', `${(run.took / 1000).toFixed(0)} s, at ${speed} times the speed`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, figure] of rows) console.log(`${name.padEnd(width)}  ${figure}`);
  for (const one of breaches.slice(0, mostBreaches)) {
    console.log(`\nBROKEN, ${one.promise}: ${one.what}`);
    const history = ledger.historyOf(...one.names);
    for (const line of history.slice(-mostLines)) console.log(`    ${line}`);
  }
  console.log(`\n${breaches.length === 0 ? 'all promises kept' : `${breaches.length} broken`}: ${run.line}`);
}
