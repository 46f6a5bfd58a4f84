/**
 * A decision in a discussion: its terms, the answers to it, and how it was made. What people write is what counts, whichever
 * way they write it; who wrote it comes from GitHub.
 *
 * An answer is a comment of its own whose first word is Agree, Object or Abstain, alone or before `.`, `:` or `!`; a thumbs up on the
 * opening text agrees. It is made by a comment that begins with "Decided:". These words are a format, the same in every language.
 */
import type { Person } from '../people/person.js';
import type { Said, Talk } from './talk.js';

export interface DecisionTerms {
  readonly decider: Person;
  /** Decides where the decider is off once it has closed. */
  readonly deputy?: Person;
  /** Who is asked. */
  readonly named: readonly Person[];
  /** ISO instant. */
  readonly closes: string;
  /** The number of an earlier decision whose place it takes once it is made. */
  readonly replaces?: number;
}

export const stances = ['agree', 'object', 'abstain'] as const;
export type Stance = (typeof stances)[number];

const stanceWords: Readonly<Record<Stance, string>> = { agree: 'Agree', object: 'Object', abstain: 'Abstain' };

/** A comment that answers. */
export function answerText(stance: Stance, words = ''): string {
  const word = stanceWords[stance];
  return words.trim() === '' ? `${word}.` : `${word}: ${words.trim()}`;
}

/** Undefined where a text is no answer. @param text untrusted Markdown */
export function answerIn(text: string): { readonly stance: Stance; readonly words: string } | undefined {
  const [start = '', word = ''] =
    /^\s{0,100}\*{0,2}(agree|object|abstain)\*{0,2}(?:[.:!]\*{0,2}|\s*?(?=\n)|\s*$)/i.exec(text) ?? [];
  const stance = stances.find((one) => one === word.toLowerCase());
  return stance && { stance, words: text.slice(start.length).trim() };
}

const decidedMark = '**Decided:**';

/** A comment that decides, and what stands above the opening text then. @param words one sentence */
export function decidedText(words: string): string {
  return `${decidedMark} ${words}`;
}

/** What was decided; undefined where a text decides nothing. @param text untrusted Markdown */
export function decidedIn(text: string): string | undefined {
  const [start] = /^\s{0,100}(?:\*\*decided:\*\*|decided:)/i.exec(text) ?? [];
  return start === undefined ? undefined : text.slice(start.length).trim();
}

/** The comment that an earlier decision gets. @param by the number of the decision that takes its place */
export function supersededText(by: number): string {
  return `**Superseded by #${by}.**`;
}

/** The number of the decision that took its place; undefined where a text says nothing of that. @param text untrusted Markdown */
export function supersededIn(text: string): number | undefined {
  const [, number] = /^\s{0,100}\*{0,2}superseded by #(\d{1,10})\b/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}

export interface Answered {
  readonly by: Person;
  readonly stance: Stance;
  readonly words: string;
  /** ISO instant. */
  readonly at: string;
}

export interface Decided {
  readonly by: Person;
  readonly words: string;
  /** ISO instant. */
  readonly at: string;
}

/** The last answer of each who is named, by their number. */
export function answersTo({ named }: DecisionTerms, talk: Talk): ReadonlyMap<number, Answered> {
  const asked = new Map(named.map((person) => [person.id, person]));
  const answers = new Map<number, Answered>();
  const take = (answer: Answered) => {
    const known = answers.get(answer.by.id);
    if (asked.has(answer.by.id) && (!known || known.at <= answer.at)) answers.set(answer.by.id, answer);
  };
  for (const { by, at } of talk.opening.thumbs ?? []) take({ by, at, stance: 'agree', words: '' });
  for (const comment of talk.comments) {
    const answer = answerIn(comment.text);
    const by = writerOf(comment);
    if (answer && by) take({ by, at: comment.at, ...answer });
  }
  return answers;
}

/** The first comment by which decider or deputy have decided. */
export function decidedBy({ decider, deputy }: DecisionTerms, talk: Talk): Decided | undefined {
  for (const comment of talk.comments) {
    const words = decidedIn(comment.text);
    const by = writerOf(comment);
    if (words !== undefined && by && (by.id === decider.id || by.id === deputy?.id))
      return { by, words, at: comment.at };
  }
  return undefined;
}

/** The last that somebody of the team has named as the one that took its place. */
export function supersededBy(talk: Talk): number | undefined {
  return talk.comments
    .filter(({ by }) => by.kind === 'person' && by.counts)
    .flatMap((one) => (writerOf(one) ? (supersededIn(one.text) ?? []) : []))
    .at(-1);
}

/** Undefined where somebody else has changed what a person wrote: nobody answers for another. */
export function writerOf({ by, edited, hidden }: Said): Person | undefined {
  if (by.kind !== 'person' || hidden?.kind === 'deleted') return undefined;
  const isTheirs = !edited || (edited.by.kind === 'person' && edited.by.person.id === by.person.id);
  return isTheirs ? by.person : undefined;
}
