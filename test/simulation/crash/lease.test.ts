import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../lib/suite/eventually.js';
import { times } from '../../lib/suite/seed.js';
import { type Child, type Children, openChildren, pause } from './children.js';

const interval = 300;
/** What happens to windows that look so seldom happens without a look. */
const seldom = 3_600_000;
/** A named pipe has no file that could be left, removed or in the way. */
const unix = process.platform === 'win32' ? it.skip : it;

describe('crash: lease', () => {
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

  function join_(folder: string, every = interval, user?: number, patience = 15_000): Child {
    const child = children.start('lease', folder, `${every} ${patience}`, user);
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

  const oneHolder = (among: readonly Child[]): Promise<Child> =>
    eventually(async () => {
      const held = await holders(among);
      assert.equal(held.length, 1, `${held.length} hold it`);
      return held[0];
    });

  const sockets = (folder: string) => readdirSync(folder).filter((name) => name !== 'lease.key');

  const ready = (among: readonly Child[]) =>
    Promise.all(among.map((child) => child.heard((lines) => lines.includes('ready'))));

  /** One holds it, and nobody changes his mind however often all are asked. */
  async function atRest(among: readonly Child[]): Promise<Child> {
    await ready(among);
    const holder = await oneHolder(among);
    await staysWith(holder, among);
    return holder;
  }

  /** Each answer is a turn of somebody's event loop: what was on its way has arrived by then. */
  async function staysWith(holder: Child, among: readonly Child[]): Promise<void> {
    for (let round = 0; round < 20; round++) {
      assert.deepEqual(
        (await holders(among)).map(({ pid }) => pid),
        [holder.pid],
        'at rest one holds it',
      );
      await pause(5);
    }
  }

  const isHolder = (lines: readonly string[]) => lines.includes('held');

  it('invariant 10, one window syncs: of three processes exactly one holds it; killed, another does without a look, and so on to the last', async () => {
    const folder = newFolder();
    let alive = [join_(folder, seldom), join_(folder, seldom), join_(folder, seldom)];
    let holder = await atRest(alive);
    while (alive.length > 1) {
      alive = alive.filter((child) => child !== holder);
      await holder.kill();
      holder = await oneHolder(alive);
      await staysWith(holder, alive);
    }
  });

  unix('a holder that closes properly leaves nothing behind, and another takes over', async () => {
    const folder = newFolder();
    const alive = [join_(folder, seldom), join_(folder, seldom)];
    const holder = await atRest(alive);
    holder.send('dispose');
    const other = alive.find((child) => child !== holder) as Child;
    await other.heard(isHolder);
    assert.ok(readlinkSync(join(folder, 'lease')).startsWith(`lease-${other.pid}-`));
    other.send('dispose');
    await eventually(() => readdirSync(folder).join() === 'lease.key');
  });

  unix('what a killed window left is found and removed', async () => {
    const folder = newFolder();
    const killed = join_(folder);
    await killed.heard(isHolder);
    await killed.kill();
    assert.equal(sockets(folder).length, 2);
    const next = join_(folder, seldom);
    await next.heard(isHolder);
    assert.ok(sockets(folder).every((name) => name === 'lease' || name.startsWith(`lease-${next.pid}-`)));
  });

  unix('a takeover whose window died half-way does not lock the others out', async () => {
    const folder = newFolder();
    const killed = join_(folder);
    await killed.heard(isHolder);
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
      await child.heard(isHolder);
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
      await eventually(async () => {
        const holder = await oneHolder([...alive, late]);
        return readlinkSync(join(folder, 'lease')).startsWith(`lease-${holder.pid}-`);
      });
      await atRest([...alive, late]);
    }
  });

  it('a nudge reaches the holder, and nobody else', async () => {
    const folder = newFolder();
    const alive = [join_(folder), join_(folder), join_(folder)];
    const holder = await atRest(alive);
    for (const child of alive) child.send('nudge');
    await holder.heard((lines) => lines.filter((line) => line === 'nudged').length === 2);
    await holders(alive); // who has answered has heard all that came before
    for (const child of alive) if (child !== holder) assert.ok(!child.lines.includes('nudged'));
  });

  /** So long nobody who is awake owes an answer here. */
  const patience = 1_500;

  unix(
    'a holder that is suspended is passed over; awake again it follows, and nobody else has held it with another',
    async () => {
      const folder = newFolder();
      const alive = [0, 1, 2].map(() => join_(folder, interval, undefined, patience));
      const holder = await atRest(alive);
      const others = alive.filter((child) => child !== holder);
      holder.suspend();
      const next = await oneHolder(others);
      assert.equal((await atRest(others)).pid, next.pid);
      // A nudge is a hint: while it looks for the new holder, one is lost.
      await eventually(() => {
        others.find((child) => child !== next)?.send('nudge');
        return next.lines.includes('nudged');
      });
      holder.resume();
      await holder.heard((lines) => lines.at(-1) === 'lost');
      assert.equal((await atRest(alive)).pid, next.pid);
    },
  );

  unix('a window that opens while the holder is suspended does not wait for it for ever', async () => {
    const folder = newFolder();
    const holder = join_(folder);
    await holder.heard((lines) => lines.includes('held'));
    holder.suspend();
    await join_(folder, interval, undefined, patience).heard((lines) => lines.includes('held'));
  });

  unix('a window that was suspended itself does not blame the others', async () => {
    const folder = newFolder();
    const alive = [0, 1].map(() => join_(folder, interval, undefined, patience));
    const holder = await atRest(alive);
    const follower = alive.find((child) => child !== holder) as Child;
    follower.suspend();
    await pause(patience * 2);
    follower.resume();
    assert.equal(await atRest(alive), holder);
    assert.ok(!follower.lines.includes('held'));
  });

  unix('a stranger who listens first, and does not know what stands in the key, is passed over', async () => {
    for (const says of ['nothing', 'anything', 'good-bye']) {
      const folder = newFolder();
      const stranger = createServer((socket) => {
        if (says === 'good-bye') socket.destroy();
        socket.on('error', () => undefined);
        socket.on('data', () => says === 'anything' && socket.write(`${'0'.repeat(64)}\n`));
      });
      await new Promise<void>((resolve) => stranger.listen(join(folder, 'lease-1-abcdef'), resolve));
      symlinkSync('lease-1-abcdef', join(folder, 'lease'));
      const alive = [0, 1].map(() => join_(folder, interval, undefined, patience));
      await Promise.any(alive.map((child) => child.heard((lines) => lines.includes('held'))));
      stranger.close();
    }
  });

  unix('a folder whose path is too long for a socket', async () => {
    const folder = newFolder('x'.repeat(120));
    const alive = [join_(folder), join_(folder)];
    const holder = await atRest(alive);
    assert.deepEqual(readdirSync(folder), ['lease.key']);
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
    await Promise.all(alive.map((child) => child.heard(isHolder)));
    assert.deepEqual(readdirSync(folder), []);
    chmodSync(folder, 0o755);
  });

  const rounds = times(3, 20);
  unix(
    `five processes at once, ${rounds} times, with a leftover in the way: at rest exactly one, without waiting for a check`,
    async () => {
      for (let round = 0; round < rounds; round++) {
        const folder = newFolder();
        if (round % 2 === 1) leaveSocket(folder);
        const alive = Array.from({ length: 5 }, () => join_(folder, seldom));
        await atRest(alive);
        const holder = await oneHolder(alive);
        await holder.kill();
        const rest = alive.filter((child) => child !== holder);
        await staysWith(await oneHolder(rest), rest);
        await Promise.all(rest.map((child) => child.kill()));
        open = [];
      }
    },
  );

  it('windows that come and are killed at random: whenever it is quiet exactly one holds it', async () => {
    const folder = newFolder();
    let alive: Child[] = [];
    for (let round = 0; round < times(6, 12); round++) {
      while (alive.length < 4) alive.push(join_(folder, seldom));
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
