import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, type Children, openChildren, pause } from './children.js';

const interval = 300;
/** A named pipe has no file that could be left, removed or in the way. */
const unix = process.platform === 'win32' ? it.skip : it;

describe('crash: lease', function () {
  this.timeout(120_000);
  let children: Children;
  let serial = 0;
  let open: Child[] = [];
  before(async () => {
    children = await openChildren();
  });
  after(() => children.dispose());
  afterEach(async () => {
    await Promise.all(open.map((child) => child.kill()));
    open = [];
  });

  function newFolder(name = `lease-${serial++}`): string {
    const folder = join(children.folder, name);
    mkdirSync(folder);
    return folder;
  }

  function join_(folder: string, every = interval, user?: number): Child {
    const child = children.start('lease', folder, String(every), user);
    open.push(child);
    return child;
  }

  const answers = (child: Child) => child.lines.filter((line) => line === 'yes' || line === 'no');
  async function holds(child: Child): Promise<boolean> {
    const before_ = answers(child).length;
    child.send('ask');
    await child.heard(() => answers(child).length > before_);
    return answers(child).at(-1) === 'yes';
  }

  async function holders(among: readonly Child[]): Promise<readonly Child[]> {
    const held = await Promise.all(among.map(holds));
    return among.filter((_, index) => held[index]);
  }

  async function oneHolder(among: readonly Child[], within = 3_000): Promise<Child> {
    for (const end = Date.now() + within; ; await pause(20)) {
      const held = await holders(among);
      if (held.length === 1) return held[0] as Child;
      assert.ok(Date.now() < end, `${held.length} hold it`);
    }
  }

  const ready = (among: readonly Child[]) =>
    Promise.all(among.map((child) => child.heard((lines) => lines.includes('ready'))));

  /** The followers are connected and nobody changes his mind. */
  async function atRest(among: readonly Child[]): Promise<Child> {
    await ready(among);
    await oneHolder(among);
    await pause(250);
    const held = await holders(among);
    assert.equal(held.length, 1, 'at rest one holds it');
    return held[0] as Child;
  }

  it('three processes: exactly one holds it; killed, another does within a second, and so on to the last', async () => {
    const folder = newFolder();
    let alive = [join_(folder), join_(folder), join_(folder)];
    let holder = await atRest(alive);
    while (alive.length > 1) {
      alive = alive.filter((child) => child !== holder);
      const began = performance.now();
      await holder.kill();
      holder = await oneHolder(alive, 1_000);
      const took = performance.now() - began;
      assert.ok(took < 1_000, `${took} ms`);
      await pause(100);
      assert.deepEqual(await holders(alive), [holder]);
    }
  });

  unix('a holder that closes properly leaves nothing behind, and another takes over', async () => {
    const folder = newFolder();
    const alive = [join_(folder), join_(folder)];
    const holder = await atRest(alive);
    holder.send('dispose');
    const other = alive.find((child) => child !== holder) as Child;
    await other.heard((lines) => lines.includes('held'), 1_000);
    assert.ok(readlinkSync(join(folder, 'lease')).startsWith(`lease-${other.pid}-`));
    other.send('dispose');
    await pause(100);
    assert.deepEqual(readdirSync(folder), []);
  });

  unix('what a killed window left is found and removed', async () => {
    const folder = newFolder();
    const killed = join_(folder);
    await killed.heard((lines) => lines.includes('held'));
    await killed.kill();
    assert.equal(readdirSync(folder).length, 2);
    const next = join_(folder);
    await next.heard((lines) => lines.includes('held'), 1_500);
    assert.ok(readdirSync(folder).every((name) => name === 'lease' || name.startsWith(`lease-${next.pid}-`)));
  });

  unix('a takeover whose window died half-way does not lock the others out', async () => {
    const folder = newFolder();
    const killed = join_(folder);
    await killed.heard((lines) => lines.includes('held'));
    await killed.kill();
    unlinkSync(join(folder, readlinkSync(join(folder, 'lease'))));
    await atRest([join_(folder), join_(folder), join_(folder)]);
  });

  for (const [what, put] of [
    ['a file', (path: string) => writeFileSync(path, 'not a socket')],
    ['a folder', (path: string) => mkdirSync(path)],
  ] as const)
    unix(`${what} in the way: somebody syncs`, async () => {
      const folder = newFolder();
      put(join(folder, 'lease'));
      const child = join_(folder);
      await child.heard((lines) => lines.includes('held'), 2_000);
    });

  unix('the address removed by hand: after the interval one holds it', async () => {
    for (const both of [false, true]) {
      const folder = newFolder();
      const alive = [join_(folder), join_(folder), join_(folder)];
      await atRest(alive);
      const socket = readlinkSync(join(folder, 'lease'));
      unlinkSync(join(folder, 'lease'));
      if (both) unlinkSync(join(folder, socket));
      const late = join_(folder);
      await ready([late]);
      await pause(interval + 200);
      await atRest([...alive, late]);
    }
  });

  it('a nudge reaches the holder, and nobody else', async () => {
    const folder = newFolder();
    const alive = [join_(folder), join_(folder), join_(folder)];
    const holder = await atRest(alive);
    for (const child of alive) child.send('nudge');
    await holder.heard((lines) => lines.filter((line) => line === 'nudged').length === 2, 1_000);
    await pause(50);
    for (const child of alive) if (child !== holder) assert.ok(!child.lines.includes('nudged'));
  });

  unix('a folder whose path is too long for a socket', async () => {
    const folder = newFolder('x'.repeat(120));
    const alive = [join_(folder), join_(folder)];
    const holder = await atRest(alive);
    assert.deepEqual(readdirSync(folder), []);
    const own = join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `makertime-${process.getuid?.() ?? 0}`);
    assert.ok(readdirSync(own).some((name) => name.includes(`-${holder.pid}-`)));
  });

  unix('a read-only folder: each window syncs for itself', async () => {
    const folder = newFolder();
    chmodSync(children.folder, 0o755);
    chmodSync(folder, 0o555);
    // Root may write anywhere; nobody may not.
    const user = process.getuid?.() === 0 ? 65_534 : undefined;
    const alive = [join_(folder, interval, user), join_(folder, interval, user)];
    await Promise.all(alive.map((child) => child.heard((lines) => lines.includes('held'), 2_000)));
    assert.deepEqual(readdirSync(folder), []);
    chmodSync(folder, 0o755);
  });

  unix(
    'five processes at once, twenty times, with a leftover in the way: at rest exactly one, without waiting for a check',
    async () => {
      const slow = 60_000;
      for (let round = 0; round < 20; round++) {
        const folder = newFolder();
        if (round % 2 === 1) leaveSocket(folder);
        const alive = Array.from({ length: 5 }, () => join_(folder, slow));
        await atRest(alive);
        const holder = await oneHolder(alive);
        await holder.kill();
        const rest = alive.filter((child) => child !== holder);
        await oneHolder(rest, 1_000);
        await pause(100);
        assert.equal((await holders(rest)).length, 1, `round ${round}`);
        await Promise.all(rest.map((child) => child.kill()));
        open = [];
      }
    },
  );

  it('windows that come and are killed at random: whenever it is quiet exactly one holds it', async () => {
    const folder = newFolder();
    let alive: Child[] = [];
    for (let round = 0; round < 12; round++) {
      while (alive.length < 4) alive.push(join_(folder, 60_000));
      await pause(Math.random() * 150);
      const doomed = alive.filter(() => Math.random() < 0.4);
      await Promise.all(doomed.map((child) => child.kill()));
      alive = alive.filter((child) => !doomed.includes(child));
      if (alive.length > 0) await atRest(alive);
    }
  });

  /** As a window leaves it that was killed: a link to what refuses to answer. */
  function leaveSocket(folder: string): void {
    writeFileSync(join(folder, 'lease-99999999-abcdef'), '');
    symlinkSync('lease-99999999-abcdef', join(folder, 'lease'));
  }
});
