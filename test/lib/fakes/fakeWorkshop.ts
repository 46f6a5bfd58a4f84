/**
 * A work tree in memory: branches with their files, changes that are not committed, and what stands open. Switches as
 * git does, and refuses nothing by itself: whoever switches has to have looked. What a test scripts stands in `tree`.
 */
import type { Workshop } from '../../../src/app/app.js';
import type { Store } from '../../../src/base/store.js';
import type { BranchWork } from '../../../src/model/local/ownWork.js';
import type { NotOpened, ParkedFile, TakenOver, Tree, Unshared } from '../../../src/model/local/park.js';
import type { State } from '../../../src/model/state.js';
import type { Parking } from '../../../src/ports/stores.js';

export interface FakeTree {
  /** URI; undefined where no folder is open. */
  root: string | undefined;
  /** Whether there is git to ask. */
  git: 'here' | 'no';
  branch: string | undefined;
  /** The commit of each branch, and the paths that are there. */
  branches: Record<string, { readonly commit: string; readonly paths: readonly string[] }>;
  changed: number;
  unsaved: number;
  open: readonly ParkedFile[];
  isRebasing: boolean;
  /** Ignored files that any other branch would overwrite. */
  inTheWay: readonly string[];
  /** What git says instead of switching. */
  refusal: string | undefined;
  /** Paths that are there and cannot be read. */
  unreadable: readonly string[];
  /** What somebody has committed. */
  written: readonly BranchWork[];
  /** Paths of what is not committed, and what the server has not got. */
  unshared: Unshared;
  /** What comes of going on with a branch that was handed over. */
  takenOver: TakenOver;
  /** All that was done to it, in order. */
  readonly deeds: string[];
}

export const lighthouse = 'file:///home/ana/lighthouse';

export function fakeTree(): FakeTree {
  return {
    root: lighthouse,
    git: 'here',
    branch: 'main',
    branches: {
      main: { commit: 'a'.repeat(40), paths: ['README.md', 'src/lamp.ts'] },
      'lamp-fog': { commit: 'b'.repeat(40), paths: ['README.md', 'src/lamp.ts', 'src/horn.ts'] },
    },
    changed: 0,
    unsaved: 0,
    open: [],
    isRebasing: false,
    inTheWay: [],
    refusal: undefined,
    unreadable: [],
    written: [],
    unshared: { changed: [] },
    takenOver: { kind: 'done', root: lighthouse },
    deeds: [],
  };
}

export function fakeWorkshop(tree: FakeTree): Workshop {
  const here = () => (tree.branch === undefined ? undefined : tree.branches[tree.branch]);
  const switchTo = (deed: string, branch: string) => {
    if (tree.inTheWay.length > 0) return { kind: 'inTheWay', paths: tree.inTheWay } as const;
    if (tree.refusal !== undefined) return { kind: 'refused', detail: tree.refusal } as const;
    tree.deeds.push(`${deed} ${branch}`);
    tree.branch = branch;
    return undefined;
  };
  const checkOut: Workshop['checkOut'] = async (_root, goal) => {
    const found = tree.branches[goal];
    if (!found) return { kind: 'gone' };
    return switchTo('switch', goal) ?? { kind: 'done', commit: found.commit };
  };
  return {
    async bench() {
      if (tree.root === undefined) return undefined;
      const commit = here()?.commit;
      return {
        root: tree.root,
        ...(tree.branch !== undefined && { branch: tree.branch }),
        ...(commit !== undefined && { commit }),
        files: tree.open,
      };
    },
    async tree(root): Promise<Tree> {
      if (root !== tree.root) return { kind: 'elsewhere' };
      const branch = tree.branch === undefined ? {} : { branch: tree.branch };
      const { changed, unsaved, isRebasing } = tree;
      const rebasing = isRebasing ? { isRebasing } : {};
      return tree.git === 'here'
        ? { kind: 'git', ...branch, changed, unsaved, ...rebasing }
        : { kind: 'bare', ...branch };
    },
    checkOut,
    async begin(root, branch) {
      const known = await checkOut(root, branch);
      if (known.kind !== 'gone') return known;
      const from = here() ?? { commit: 'c'.repeat(40), paths: [] };
      const refused = switchTo('begin', branch);
      if (refused) return refused;
      tree.branches = { ...tree.branches, [branch]: from };
      return { kind: 'made' };
    },
    async ownHistory(_login, since) {
      tree.deeds.push(`history since ${new Date(since).toISOString()}`);
      return tree.written;
    },
    unshared: async () => tree.unshared,
    async takeOver({ branch }) {
      tree.deeds.push(`take over ${branch}`);
      if (tree.takenOver.kind === 'done') tree.branch = branch;
      return tree.takenOver;
    },
    async open(_root, files) {
      const there = here()?.paths ?? [];
      const missing = files.flatMap(({ path }): readonly NotOpened[] =>
        tree.unreadable.includes(path)
          ? [{ path, why: 'unreadable' }]
          : there.includes(path)
            ? []
            : [{ path, why: 'gone' }],
      );
      tree.open = files.filter(({ path }) => !missing.some((one) => one.path === path));
      tree.deeds.push(`open ${tree.open.map(({ path }) => path).join(' ')}`);
      return missing;
    },
  };
}

/** @param refuse throws where the disk refuses */
export function fakeParking(store: Store<State>, refuse: () => void): Parking {
  return {
    async add(park) {
      refuse();
      store.update((before) => ({ ...before, parks: [park, ...before.parks] }));
    },
    async forget(id) {
      refuse();
      store.update((before) => ({ ...before, parks: before.parks.filter((one) => one.id !== id) }));
    },
  };
}
