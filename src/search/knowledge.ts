/**
 * What is known already: an index over resolved blockers, answered discussions, decisions and the documents of the workspace, built from the first time it is
 * wanted and in slices, then kept up change by change.
 */
import type { Store } from '../base/store.js';
import type { Board } from '../model/board/board.js';
import { type Item, isAwaitedItem } from '../model/board/item.js';
import type { Answer } from '../model/board/links.js';
import type { State } from '../model/state.js';
import { decidedBy } from '../model/threads/decision.js';
import type { Talk } from '../model/threads/talk.js';
import type { Thread } from '../model/threads/thread.js';
import { sectionsOf } from './sections.js';
import { createIndex, type IndexedText } from './similar.js';

export interface KnowledgePorts {
  readonly store: Store<State>;
  /**
   * Calls back with each document, now and whenever it changes; without text where it is gone. Resolves the call before
   * the next, so that nobody reads faster than it is taken in.
   */
  readDocuments(found: (document: Document) => Promise<void>): { dispose(): void };
  /** Milliseconds, for measuring. */
  now(): number;
  /** Lets others have their turn. */
  pause(): Promise<void>;
}

export interface Document {
  /** URI. */
  readonly file: string;
  /** Within the workspace. */
  readonly path: string;
  readonly text?: string;
}

const mostShown = 3;
/** Of all documents together: what they take of the memory has an end. */
const mostSections = 20_000;
/** Milliseconds. Whoever types must not feel it. */
const longestSlice = 8;

interface Entry {
  readonly text: IndexedText;
  readonly value: Known;
}

export function createKnowledge({ store, readDocuments, now, pause }: KnowledgePorts): Knowledge & { dispose(): void } {
  const index = createIndex<Known>();
  /** What is to be taken in, by id; without an entry it goes. */
  const waiting = new Map<string, (() => Entry) | undefined>();
  const blockers = new Map<number, { readonly item: Item; readonly answer: Answer | undefined }>();
  const discussions = new Map<number, { readonly thread: Thread; readonly talk: Talk }>();
  const documents = new Map<string, readonly string[]>();
  let sectionCount = 0;
  let seen: Board | undefined;
  let working: Promise<void> | undefined;
  let parts: readonly { dispose(): void }[] | undefined;
  let isDisposed = false;

  async function work(): Promise<void> {
    await pause();
    while (waiting.size > 0 && !isDisposed) {
      const began = now();
      for (const [id, make] of waiting) {
        waiting.delete(id);
        const entry = make?.();
        if (entry) index.put(id, entry.text, entry.value);
        else index.drop(id);
        if (now() - began >= longestSlice) break;
      }
      await pause();
    }
    working = undefined;
  }

  function takeIn(id: string, make?: () => Entry): void {
    waiting.set(id, make);
    working ??= work();
  }

  /** Only what is another object than before has changed. */
  function followBoard({ confirmed }: State): void {
    const before = seen;
    seen = confirmed;
    if (confirmed.items !== before?.items || confirmed.answers !== before.answers) followBlockers(confirmed);
    if (confirmed.threads !== before?.threads || confirmed.talks !== before.talks) followDiscussions(confirmed);
  }

  function followDiscussions({ threads, talks }: Board): void {
    const gone = new Set(discussions.keys());
    for (const thread of threads.values()) {
      const { number } = thread;
      const talk = number === undefined ? undefined : talks.get(number);
      if (number === undefined || !talk || answerIn(thread, talk) === undefined) continue;
      gone.delete(number);
      const known = discussions.get(number);
      if (known?.thread === thread && known.talk === talk) continue;
      discussions.set(number, { thread, talk });
      takeIn(`discussion/${number}`, () => discussionEntry(thread, number, talk));
    }
    for (const number of gone) {
      discussions.delete(number);
      takeIn(`discussion/${number}`);
    }
  }

  function followBlockers(confirmed: Board): void {
    const gone = new Set(blockers.keys());
    for (const item of confirmed.items.values()) {
      const { number } = item;
      if (item.state !== 'closed' || number === undefined || !isAwaitedItem(item)) continue;
      gone.delete(number);
      const answer = confirmed.answers.get(number);
      const known = blockers.get(number);
      if (known?.item === item && known.answer === answer) continue;
      blockers.set(number, { item, answer });
      takeIn(`#${number}`, () => blockerEntry(item, number, answer));
    }
    for (const number of gone) {
      blockers.delete(number);
      takeIn(`#${number}`);
    }
  }

  async function takeDocument({ file, path, text }: Document): Promise<void> {
    const before = documents.get(file) ?? [];
    const room = mostSections - (sectionCount - before.length);
    const sections = text === undefined ? [] : sectionsOf(text).slice(0, room);
    sectionCount += sections.length - before.length;
    const gone = new Set(before);
    const ids = sections.map(({ title, line, text: below }) => {
      const id = `${file}#${line}`;
      gone.delete(id);
      const value: Known = { kind: 'document', title, file, line, path };
      takeIn(id, () => ({ text: { title, text: below }, value }));
      return id;
    });
    for (const id of gone) takeIn(id);
    if (ids.length > 0) documents.set(file, ids);
    else documents.delete(file);
    await working;
  }

  return {
    resembling: (text) => index.resembling(text, mostShown),
    prepare() {
      if (parts || isDisposed) return;
      const unsubscribe = store.subscribe(followBoard);
      parts = [{ dispose: unsubscribe }, readDocuments(takeDocument)];
      followBoard(store.get());
    },
    dispose() {
      isDisposed = true;
      for (const part of parts ?? []) part.dispose();
    },
  };
}

function discussionEntry(thread: Thread, number: number, talk: Talk): Entry {
  const { title } = thread;
  const answer = answerIn(thread, talk);
  return {
    text: { title, text: [answer, talk.opening.text].filter(Boolean).join('\n') },
    value: { kind: 'answer', title, number, isDiscussion: true, ...(answer !== undefined && { answer }) },
  };
}

/** What was marked as the answer, or decided. */
function answerIn({ isAnswered }: Thread, talk: Talk): string | undefined {
  if (isAnswered && talk.answer) return talk.answer.said.text;
  const { terms } = talk.opening.record ?? {};
  return terms && decidedBy(terms, talk)?.words;
}

function blockerEntry(item: Item, number: number, answer: Answer | undefined): Entry {
  return {
    text: { title: item.title, text: [answer?.text, item.notes].filter(Boolean).join('\n') },
    value: { kind: 'answer', title: item.title, number, ...(answer && { answer: answer.text }) },
  };
}

export type Known =
  | {
      readonly kind: 'answer';
      /** Untrusted. */
      readonly title: string;
      readonly answer?: string;
      readonly number: number;
      readonly isDiscussion?: true;
    }
  | {
      readonly kind: 'document';
      readonly title: string;
      /** URI. */
      readonly file: string;
      /** Of its heading, counted from 1. */
      readonly line: number;
      readonly path: string;
    };

/** What is known already: resolved blockers, answered discussions and the documents of the workspace. */
export interface Knowledge {
  /** The most alike first, three at most; empty for text that says too little. Takes no longer than a key press. */
  resembling(text: string): readonly Known[];
  /** Begins to read the documents, should that not have been done. */
  prepare(): void;
}
