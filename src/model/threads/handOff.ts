/** What a hand-off says, and how it is picked up: by a comment whose first words are "Picked up", alone or before `.`, `:`, `!` or `,`. */
import type { Person } from '../people/person.js';
import { writerOf } from './decision.js';
import type { Talk } from './talk.js';

export interface HandOffTerms {
  /** Any of them may pick it up: the first who does has it. */
  readonly to: readonly Person[];
  /** Of those in `to` it is meant for whoever works next. */
  readonly isForNext?: true;
  /** To whom it goes on after that, one after the other. */
  readonly onward: readonly Person[];
  readonly code?: HandedCode;
  /** To be opened, within the repository of the code. */
  readonly files: readonly HandedFile[];
}

export interface HandedCode {
  /** `owner/name`; absent where nobody knows whether it is on GitHub. */
  readonly repository?: string;
  readonly branch: string;
  /** Where the branch was. */
  readonly commit?: string;
}

export interface HandedFile {
  /** Below the root, with `/`. */
  readonly path: string;
  /** Counted from 1. */
  readonly line?: number;
}

export interface PickUp {
  readonly by: Person;
  /** ISO instant. */
  readonly at: string;
}

/** "src/lamp.ts:12" */
export function handedFileText({ path, line }: HandedFile): string {
  return line === undefined ? path : `${path}:${line}`;
}

const pickedUpWords = 'Picked up';

/** A comment that picks it up. */
export function pickUpText(): string {
  return `${pickedUpWords}.`;
}

/** @param text untrusted Markdown */
export function isPickUp(text: string): boolean {
  return /^\s{0,100}\*{0,2}picked up\*{0,2}(?:[.:!,]|\s*?(?=\n)|\s*$)/i.test(text);
}

/** The way it takes: first to these people, then to one after the other. */
export function stopsOf({ to, onward }: HandOffTerms): readonly (readonly Person[])[] {
  return [to, ...onward.map((person) => [person])];
}

/** Who has picked it up, in GitHub's order: one for each stop. Nobody picks up what is not handed to them, or for another. */
export function pickUpsIn(terms: HandOffTerms, comments: Talk['comments']): readonly PickUp[] {
  const stops = stopsOf(terms);
  const done: PickUp[] = [];
  for (const comment of comments) {
    const by = isPickUp(comment.text) ? writerOf(comment) : undefined;
    if (by && stops[done.length]?.some(({ id }) => id === by.id)) done.push({ by, at: comment.at });
  }
  return done;
}
