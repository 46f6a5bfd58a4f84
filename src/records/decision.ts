/**
 * How a decision stands in the opening text of its discussion: what people read, and the machine block.
 *
 *     **Decider:** @ana (@chidi where ana is off)
 *
 *     **Asked:** @bo, @emi
 *
 *     **Closes:** Thu 26 Nov 2026, 16:30 UTC (17:30 in Berlin, 22:00 in Kolkata)
 *
 *     **Replaces:** #41
 *
 *     Answer with a comment that begins with **Agree**, …
 *
 *     ## Proposal …
 *
 *     <!-- makertime {"v":1,"kind":"decision","id":"…","by":1,"decider":{"id":1,"login":"ana"},"deputy":…,"named":[…],"closes":"…"} -->
 *
 * Once it is made, "**Decided:** …" stands above all of it. What answers are is in model/threads/decision.ts.
 */
import * as v from 'valibot';
import { wallOf, zoneOf } from '../base/zone.js';
import { isLogin, type Person } from '../model/people/person.js';
import { type DecisionTerms, decidedIn, decidedText } from '../model/threads/decision.js';
import { blockVersion, encode } from './block.js';

export interface DecisionRecord extends DecisionTerms {
  /** ULID. */
  readonly id: string;
  readonly by: Person;
  /** IANA names: whose clocks show the closing time as well. */
  readonly zones: readonly string[];
}

export function writeDecision(text: string, record: DecisionRecord): string {
  const { id, by, decider, deputy, named, closes, replaces, zones } = record;
  const own = [
    `**Decider:** @${decider.login}${deputy ? ` (@${deputy.login} where ${decider.login} is off)` : ''}`,
    `**Asked:** ${named.map(({ login }) => `@${login}`).join(', ')}`,
    `**Closes:** ${closingWords(Date.parse(closes), zones)}`,
    ...(replaces === undefined ? [] : [`**Replaces:** #${replaces}`]),
    howToAnswer,
  ];
  const terms = { decider, ...(deputy && { deputy }), named, closes, ...(replaces !== undefined && { replaces }) };
  return encode(own.join('\n\n'), { v: blockVersion, kind: 'decision', id, by: by.id, ...terms }, text);
}

const howToAnswer =
  'Answer with a comment that begins with **Agree**, with **Object:** and why, and what you would do instead, or with **Abstain**. ' +
  'A 👍 on this text agrees. The last answer counts. An objection stands until whoever raised it answers otherwise, or the decider says why not.';

/** What was proposed, in its author's words: without what this file adds. @param prose untrusted Markdown */
export function proposalIn(prose: string): string {
  return prose.replace(`${howToAnswer}\n\n`, '').trimEnd();
}

/** The terms in a block; undefined where they cannot be read. */
export function termsIn(block: unknown): DecisionTerms | undefined {
  const read = v.safeParse(termsSchema, block);
  if (!read.success) return undefined;
  const { decider, deputy, named, closes, replaces } = read.output;
  const people = [decider, ...named, ...(deputy ? [deputy] : [])];
  if (named.length > mostNamed || !people.every(({ id, login }) => id > 0 && isLogin(login))) return undefined;
  return { decider, ...(deputy && { deputy }), named, closes, ...(replaces !== undefined && { replaces }) };
}

/** What was decided, and how everybody stood to it. */
export interface Making {
  /** One sentence each. */
  readonly what: string;
  readonly why: string;
  readonly by: Person;
  /** Whose objections stand, and why it is decided all the same. */
  readonly overruled: readonly { readonly by: Person; readonly why: string }[];
  readonly agreed: readonly Person[];
  readonly abstained: readonly Person[];
  readonly silent: readonly Person[];
  /** Of the silent those who had no chance to answer. */
  readonly unheard: readonly Person[];
}

/** The comment that makes a decision. */
export function writeDecided({ what, why, by, overruled, agreed, abstained, silent, unheard }: Making): string {
  const line = (text: string) => text.replace(/\s+/g, ' ').trim();
  const list = (people: readonly Person[]) => people.map(({ login }) => `@${login}`).join(', ');
  const heard = silent.filter(({ id }) => !unheard.some((one) => one.id === id));
  const stood = [
    agreed.length > 0 && `Agreed: ${list(agreed)}.`,
    abstained.length > 0 && `Abstained: ${list(abstained)}.`,
    heard.length > 0 && `No answer: ${list(heard)}.`,
    unheard.length > 0 && `No delivery time before it closed, so their silence is no consent: ${list(unheard)}.`,
  ];
  return [
    decidedText(`${line(what)}, by ${by.login} because ${line(why)}`),
    ...overruled.map((one) => `Overruled: the objection of @${one.by.login}, because ${line(one.why)}`),
    stood.filter(Boolean).join(' '),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The opening text once it is decided: with one line more, or with another one where it was decided already. */
export function withDecided(prose: string, words: string): string {
  const [first = '', ...rest] = prose.split('\n');
  const below = decidedIn(first) === undefined ? prose : rest.join('\n');
  return `${decidedText(words)}\n\n${below.trimStart()}`;
}

/** "Thu 26 Nov 2026, 16:30 UTC (17:30 in Berlin)" */
export function closingWords(at: number, zones: readonly string[]): string {
  const clocks = [...new Set(zones)].flatMap((name) => {
    const zone = zoneOf(name);
    if (!zone || zone.offsetAt(at) === 0) return [];
    const there = wallOf(zone, at);
    const isSameDay = words(there, day) === words(at, day);
    const place = name.split('/').at(-1)?.replaceAll('_', ' ');
    return [`${isSameDay ? '' : `${words(there, { weekday: 'short' })} `}${words(there, time)} in ${place}`];
  });
  const others = clocks.length > 0 ? ` (${clocks.join(', ')})` : '';
  return `${words(at, day).replaceAll(',', '')}, ${words(at, time)} UTC${others}`;
}

const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** @param wall what clocks show, as if they stood in UTC */
function words(wall: number, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' }).format(wall);
}

/** Nobody asks more. */
const mostNamed = 50;
const person = v.object({ id: v.pipe(v.number(), v.integer()), login: v.string() });
const termsSchema = v.object({
  decider: person,
  deputy: v.fallback(v.optional(person), undefined),
  named: v.array(person),
  closes: v.pipe(v.string(), v.isoTimestamp()),
  replaces: v.fallback(v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31))), undefined),
});
