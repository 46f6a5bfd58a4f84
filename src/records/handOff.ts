/**
 * How a hand-off stands in the opening text of its discussion: what people read, and the machine block.
 *
 *     **Handed to:** @chidi
 *
 *     **Then:** @emi, @ana
 *
 *     **Branch:** `fix-lamp` at `0123abc` in `acme/lighthouse`
 *
 *     **Files:** `src/lamp.ts:12`
 *
 *     Pick it up with a comment that begins with **Picked up**. …
 *
 *     ## State now …
 *
 *     <!-- makertime {"v":1,"kind":"handOff","id":"…","by":1,"to":[{"id":3,"login":"chidi"}],"then":[…],"branch":"fix-lamp",…} -->
 *
 * For whoever works next, `to` is "next", and `among` says of whom. It is picked up by a comment with the block
 * {"v":1,"kind":"pickUp","id":"…","by":3,"of":"…"}.
 */
import * as v from 'valibot';
import { isLogin, type Person } from '../model/people/person.js';
import { type HandedFile, type HandOffTerms, handedFileText, pickUpText } from '../model/threads/handOff.js';
import { blockVersion, encode } from './block.js';
import { code } from './blocker.js';

export interface HandOffRecord extends HandOffTerms {
  /** ULID. */
  readonly id: string;
  readonly by: Person;
}

export function writeHandOff(text: string, record: HandOffRecord): string {
  const { id, by, to, isForNext, onward, code: handed, files } = record;
  const names = (people: readonly Person[]) => people.map(({ login }) => `@${login}`).join(', ');
  const own = [
    `**Handed to:** ${isForNext ? `whoever works next of ${names(to)}` : names(to)}`,
    onward.length > 0 && `**Then:** ${names(onward)}`,
    handed &&
      [
        `**Branch:** ${code(handed.branch)}`,
        handed.commit && `at ${code(handed.commit.slice(0, 10))}`,
        handed.repository && `in ${code(handed.repository)}`,
      ]
        .filter(Boolean)
        .join(' '),
    files.length > 0 && `**Files:** ${files.map((file) => code(handedFileText(file))).join(', ')}`,
    howToPickUp,
  ];
  const block = {
    ...(isForNext ? { to: 'next', among: to } : { to }),
    ...(onward.length > 0 && Object.fromEntries([[thenKey, onward]])),
    ...handed,
    ...(files.length > 0 && { files: files.map(handedFileText) }),
  };
  return encode(own.filter(Boolean).join('\n\n'), { v: blockVersion, kind: 'handOff', id, by: by.id, ...block }, text);
}

const howToPickUp =
  'Pick it up with a comment that begins with **Picked up**. Until then it stays in the hands of whoever had it last.';

/** The comment that picks it up. @param of the hand-off's ULID */
export function writePickUp(id: string, by: Person, of: string): string {
  return encode('', { v: blockVersion, kind: 'pickUp', id, by: by.id, of }, pickUpText());
}

/** The terms in a block; undefined where they cannot be read. */
export function handOffTermsIn(block: unknown): HandOffTerms | undefined {
  const read = v.safeParse(termsSchema, block);
  if (!read.success) return undefined;
  const { to, among, branch, repository, commit, files, [thenKey]: onward } = read.output;
  const people = to === 'next' ? among : to;
  const isPerson = ({ id, login }: Person) => id > 0 && isLogin(login);
  if (people.length === 0 || people.length + onward.length > mostNamed || ![...people, ...onward].every(isPerson))
    return undefined;
  return {
    to: people,
    ...(to === 'next' && { isForNext: true }),
    onward,
    ...(branch && { code: { branch, ...(repository && { repository }), ...(commit && { commit }) } }),
    files: files.slice(0, mostFiles).flatMap((text) => readFile(text) ?? []),
  };
}

/** A path within a repository; undefined for any that may lead out of it. */
export function readFile(text: string): HandedFile | undefined {
  const [, path = '', line] = /^(.+?)(?::(\d{1,7}))?$/s.exec(text.trim()) ?? [];
  const isWithin = path !== '' && !/^(?:\/|[a-z]:|~)|\\|\p{Cc}/iu.test(path) && !path.split('/').includes('..');
  if (!isWithin || path.length > longestPath) return undefined;
  return { path, ...(line !== undefined && Number(line) > 0 && { line: Number(line) }) };
}

/** Nobody hands over more. */
export const mostFiles = 20;
const mostNamed = 50;
const longestPath = 1_000;

/** How it is called there. */
const thenKey = 'then';
const person = v.object({ id: v.pipe(v.number(), v.integer()), login: v.string() });
const text = v.fallback(v.optional(v.pipe(v.string(), v.maxLength(1_000))), undefined);
const termsSchema = v.object({
  to: v.union([v.literal('next'), v.array(person)]),
  among: v.fallback(v.array(person), []),
  [thenKey]: v.fallback(v.array(person), []),
  branch: text,
  repository: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/))), undefined),
  commit: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/))), undefined),
  files: v.fallback(v.array(v.string()), []),
});
