/** Write-ups and documents in memory: files that survive, an editor that may hold more than they do. */
import type { Documents, WriteUps } from '../../../src/app/app.js';
import { idTime } from '../../../src/base/id.js';
import type { Store } from '../../../src/base/store.js';
import type { WriteUpOrigin } from '../../../src/model/local/writeUp.js';
import type { State } from '../../../src/model/state.js';
import { readWriteUp } from '../../../src/records/writeUp.js';

export interface FakeWriteUps extends WriteUps {
  /** What stands in each file. */
  readonly files: ReadonlyMap<string, string>;
  /** Where the cursor is. */
  readonly shown: { readonly id: string; readonly line: number } | undefined;
  /** Types into the editor, which is then ahead of the file. */
  type(id: string, text: string): void;
  /** The file cannot be written any longer. */
  lock(): void;
  /** Another window deletes it. */
  vanish(id: string): void;
}

/** @param disk throws where the disk refuses */
export function fakeWriteUps(store: Store<State>, disk: () => void): FakeWriteUps {
  const files = new Map<string, string>();
  const origins = new Map<string, WriteUpOrigin>();
  const buffers = new Map<string, string>();
  const busy = new Set<string>();
  let shown: FakeWriteUps['shown'];
  let isLocked = false;
  const list = () => {
    const ids = [...files.keys()].sort().reverse();
    const writeUps = ids.map((id) => ({
      id,
      ...kindOf(origins.get(id)),
      title: readWriteUp(files.get(id) ?? '', []).title,
      at: new Date(idTime(id)).toISOString(),
    }));
    store.update((state) => ({ ...state, writeUps }));
  };
  const remove = (id: string) => {
    files.delete(id);
    origins.delete(id);
    list();
  };
  return {
    files,
    get shown() {
      return shown;
    },
    type: (id, text) => void buffers.set(id, text),
    lock: () => {
      isLocked = true;
    },
    vanish: remove,
    current: () => shown?.id,
    async begin(id, text, origin) {
      disk();
      files.set(id, text);
      origins.set(id, origin);
      list();
      shown = { id, line: 1 };
    },
    async open(id, line = 1) {
      if (!files.has(id)) return false;
      shown = { id, line };
      return true;
    },
    async read(id) {
      return buffers.get(id) ?? files.get(id);
    },
    originOf: async (id) => origins.get(id),
    async save(id) {
      const text = buffers.get(id);
      if (text === undefined) return true;
      if (isLocked) return false;
      files.set(id, text);
      buffers.delete(id);
      list();
      return true;
    },
    async markTried(id, origin) {
      disk();
      origins.set(id, { ...origin, wasTried: true });
    },
    async remove(id) {
      buffers.delete(id);
      if (shown?.id === id) shown = undefined;
      remove(id);
    },
    async alone(id, work) {
      if (busy.has(id)) return;
      busy.add(id);
      await work().finally(() => busy.delete(id));
    },
  };
}

const kindOf = (origin: WriteUpOrigin | undefined) => (origin?.kind === undefined ? {} : { kind: origin.kind });

export interface FakeDocuments extends Documents {
  /** Paths in the workspace. */
  paths: readonly string[];
  isLocked: boolean;
  /** What was put at the end, and of which; a new document where absent. */
  readonly added: readonly { readonly text: string; readonly file?: string }[];
  /** New documents under a name of their own. */
  readonly drafted: readonly { readonly name: string; readonly text: string; readonly beside?: string }[];
}

export function fakeDocuments(): FakeDocuments {
  const added: { text: string; file?: string }[] = [];
  const drafted: { name: string; text: string; beside?: string }[] = [];
  const documents: FakeDocuments = {
    paths: [],
    isLocked: false,
    added,
    drafted,
    list: async () => documents.paths.map((path) => ({ path, file: `file:///work/${path}` })),
    async append(text, file) {
      if (!documents.isLocked) added.push({ text, ...(file !== undefined && { file }) });
      return !documents.isLocked;
    },
    async draft(name, text, beside) {
      if (!documents.isLocked) drafted.push({ name, text, ...(beside !== undefined && { beside }) });
      return !documents.isLocked;
    },
  };
  return documents;
}
