/**
 * How it stands in a comment when its author will look at what waits for them. One comment a person and issue, edited.
 *
 *     I will look at this on Tue 24 Nov, 11:00 (Europe/Berlin).
 *
 *     <!-- makertime {"v":1,"kind":"promise","by":1,"at":"2026-11-24T10:00:00.000Z"} -->
 *
 * `at` is null once it is withdrawn. Who wrote it comes from GitHub: a block that names somebody else promises nothing.
 */
import * as v from 'valibot';
import { wallOf, zoneOf } from '../base/zone.js';
import type { Person } from '../model/people/person.js';
import { type Block, blockVersion, decode, encode, proseOf } from './block.js';

export interface PromiseRecord {
  readonly by: Person;
  /** ISO instant. */
  readonly at: string | null;
  /** IANA name: whose clocks the sentence is told by. */
  readonly zone: string;
}

export type ReadPromise =
  /** `null`: withdrawn, or no time that can be read. */
  { readonly kind: 'ours'; readonly at: string | null } | { readonly kind: 'newer' };

export function writePromise(promise: PromiseRecord): string {
  return textOf('', { v: blockVersion, kind: 'promise', by: promise.by.id }, promise);
}

/** @param author who GitHub says wrote the comment. Undefined where it holds no promise of theirs. */
export function readPromise(body: string, author: Pick<Person, 'id'>): ReadPromise | undefined {
  const decoded = decode(body);
  if (decoded.kind !== 'block' && decoded.kind !== 'newer') return undefined;
  const { kind, by, at } = decoded.block;
  if (kind !== 'promise' || by !== author.id) return undefined;
  return decoded.kind === 'newer' ? { kind: 'newer' } : { kind: 'ours', at: v.parse(instantSchema, at) };
}

/** What people have added stays, and so does what other versions have put into the block. Undefined where it may not be rewritten. */
export function editPromise(body: string, promise: PromiseRecord): string | undefined {
  const decoded = decode(body);
  return decoded.kind === 'block' ? textOf(proseOf(body), decoded.block, promise) : undefined;
}

function textOf(prose: string, block: Block, promise: PromiseRecord): string {
  const others = prose.split(/\r?\n/).filter((line) => !own.test(line));
  return encode(sentence(promise), { ...block, at: promise.at }, others.join('\n'));
}

const own = /^(?:I will look at this on .{1,100} \(.{1,60}\)|I no longer know when I will look at this)\.$/;

function sentence({ at, zone: name }: PromiseRecord): string {
  if (at === null) return 'I no longer know when I will look at this.';
  const zone = zoneOf(name);
  const instant = Date.parse(at);
  return `I will look at this on ${wallTime(zone ? wallOf(zone, instant) : instant)} (${zone ? name : 'UTC'}).`;
}

/** "Tue 24 Nov, 11:00". @param wall what clocks show, as if they stood in UTC */
function wallTime(wall: number): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  const parts = Object.fromEntries(format.formatToParts(wall).map(({ type, value }) => [type, value]));
  return `${parts.weekday} ${parts.day} ${parts.month}, ${parts.hour}:${parts.minute}`;
}

const instantSchema = v.fallback(v.nullable(v.pipe(v.string(), v.isoTimestamp())), null);
