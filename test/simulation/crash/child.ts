/** What a window does in the crash tests, as a process of its own: captures, claims, counts, or joins the lease until it is killed. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { idMaker } from '../../../src/base/id.js';
import { fileLock } from '../../../src/disk/files/lock.js';
import { thisProcess } from '../../../src/disk/files/process.js';
import { diskSteps, type Steps } from '../../../src/disk/files/steps.js';
import { versionedFile } from '../../../src/disk/files/versioned.js';
import { joinLease } from '../../../src/disk/lease/lease.js';
import { openOutbox } from '../../../src/disk/outbox/outbox.js';
import type { Mutation } from '../../../src/model/board/mutation.js';
import type { Clock, Log } from '../../../src/ports/clock.js';
import { sayAtOnce } from '../../lib/fakes/sayAtOnce.js';

const nothing = () => undefined;
const log: Log = { debug: nothing, info: nothing, warn: nothing, error: (message) => sayAtOnce(`error ${message}`) };
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const clock: Clock = { now: Date.now, sleep: pause, random: Math.random };
const newId = idMaker(Date.now, Math.random);
const inFlight = 6;

const [role, folder = '', more = ''] = process.argv.slice(2);

async function capture(): Promise<void> {
  const outbox = await openOutbox(folder, clock, log);
  sayAtOnce('ready');
  const loop = async () => {
    for (;;) {
      const mutation = newMutation();
      await outbox.add(mutation);
      sayAtOnce(mutation.id);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, loop));
}

function newMutation(): Mutation {
  const id = newId();
  const account = { server: 'https://github.example', id: 1, login: 'ana' };
  const team = { account, repository: { id: 10, owner: 'acme', name: 'team' } };
  const words = { title: `blocked ${id}`, notes: 'x'.repeat(Math.floor(Math.random() * 20_000)) };
  return { kind: 'capture', id, record: id, at: new Date().toISOString(), team, itemKind: 'blocker', words };
}

/** Takes what it can, holds each for a moment, and lets go in one of three ways. Writes down when it had what. */
async function claim(): Promise<void> {
  const outbox = await openOutbox(folder, clock, log);
  const note = (what: string, id: string) =>
    appendFileSync(more, `${process.hrtime.bigint()} ${process.pid} ${what} ${id}\n`);
  sayAtOnce('ready');
  const work = async (id: string) => {
    if (!(await outbox.claim(id))) return;
    note('has', id);
    await pause(Math.random() * 4);
    const end = Math.random();
    if (end < 0.02) {
      note('settles', id);
      await outbox.settle(id);
    } else {
      note('leaves', id);
      await (end < 0.6 ? outbox.release(id) : outbox.doubt(id, Date.now()));
    }
  };
  for (;;) {
    await outbox.recover();
    const ids = (await outbox.read()).entries.map((entry) => entry.mutation.id).sort(() => Math.random() - 0.5);
    for (let begin = 0; begin < ids.length; begin += inFlight)
      await Promise.all(ids.slice(begin, begin + inFlight).map(work));
    if (ids.length === 0) await pause(5);
  }
}

/** Adds to a number in a file, over and over, and says what it has made of it. */
async function count(): Promise<void> {
  const path = join(folder, 'number.json');
  const locked = fileLock(join(folder, 'number.lock'), diskSteps, thisProcess, Number(more));
  const file = (steps: Steps) => versionedFile(path, 1, v.object({ number: v.number() }), log, steps);
  sayAtOnce('ready');
  for (;;)
    sayAtOnce(
      await locked(async (steps) => {
        const number = ((await file(steps).read())?.number ?? 0) + 1;
        await file(steps).write({ number });
        return String(number);
      }),
    );
}

function lease(): void {
  const [interval, patience] = more.split(' ').map(Number);
  const joined = joinLease(folder, log, () => sayAtOnce('nudged'), interval, patience);
  const tell = () => sayAtOnce(joined.held() ? 'held' : 'lost');
  joined.watch(tell);
  sayAtOnce('ready');
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'nudge') joined.nudge();
    if (line === 'dispose') joined.dispose();
    if (line === 'ask') sayAtOnce(joined.held() ? 'yes' : 'no');
  });
}

if (role === 'capture') void capture();
if (role === 'claim') void claim();
if (role === 'lease') lease();
if (role === 'count') void count();
