/**
 * Owns what is known already: an index over resolved blockers and the documents of the workspace, built from the first
 * time it is wanted and in slices, then kept up change by change.
 */
import type { Knowledge, Known } from '../app.js';
import type { Board } from '../model/board.js';
import type { Item } from '../model/item.js';
import type { State } from '../model/state.js';
import type { Store } from '../model/store.js';
import type { Answer } from '../model/waits.js';
import { createIndex, type IndexedText } from './resembling.js';
import { sectionsOf } from './sections.js';

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
    if (confirmed.items === seen?.items && confirmed.answers === seen.answers) return;
    seen = confirmed;
    const gone = new Set(blockers.keys());
    for (const item of confirmed.items.values()) {
      const { number } = item;
      if (item.state !== 'closed' || number === undefined) continue;
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

function blockerEntry(item: Item, number: number, answer: Answer | undefined): Entry {
  return {
    text: { title: item.title, text: [answer?.text, item.notes].filter(Boolean).join('\n') },
    value: { kind: 'answer', title: item.title, number, ...(answer && { answer: answer.text }) },
  };
}
