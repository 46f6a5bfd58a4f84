import assert from 'node:assert/strict';
import { itemKey } from '../../src/model/board/item.js';
import type { Mutation } from '../../src/model/board/mutation.js';
import { capture, comment, resolve } from '../lib/fakes/builders.js';
import { fakeClock } from '../lib/fakes/fakeClock.js';
import { createMachine, type Machine, type SimulatedWindow } from '../lib/fakes/machine.js';
import { emulate } from '../lib/othersGithub/emulated.js';
import { teamOf } from '../lib/othersGithub/member.js';
import { storm } from '../lib/othersGithub/storm.js';
import { seed, times } from '../lib/suite/seed.js';

interface Told {
  readonly number: number;
  readonly body: string;
}

/** Simulated minutes, more or less. */
const minutes = times(5, 500);
const windowsEach = 2;

describe('at a GitHub of others, in a storm', () => {
  it('invariant 3: every capture and comment that was acknowledged is there exactly once, and nothing else is there twice', async () => {
    const clock = fakeClock(undefined, seed);
    const { random } = clock;
    const github = await emulate(clock, { people: ['ana', 'bo'], repositories: [{ name: 'team', private: true }] });
    const machines: Machine[] = [];
    let kills = 0;
    const kill = (machine: Machine | undefined, id?: number) => {
      const alive = machine?.windows.filter((window) => window.isAlive && (id === undefined || window.id === id)) ?? [];
      if (alive.length > 0) kills++;
      alive[0]?.kill();
    };
    const anyMachine = () => machines[Math.floor(random() * machines.length)];
    const bad = storm(github, random, () => kill(anyMachine()));
    let isOver = false;
    /** Two people, each with windows of their own. */
    const people = await Promise.all(
      ['ana', 'bo'].map(async (login) => {
        const team = await teamOf(github, clock, login, 'team');
        const machine: Machine = createMachine({
          github: bad,
          clock,
          team,
          token: () => github.tokenOf(login),
          onStep: (id) => {
            if (!isOver && random() < 0.004) kill(machine, id);
          },
        });
        machines.push(machine);
        return { team, machine };
      }),
    );
    const said: Mutation[] = [];
    const acknowledged = new Set<string>();
    const say = (window: SimulatedWindow, mutation: Mutation) => {
      said.push(mutation);
      void window.engine.record(mutation).then(
        () => acknowledged.add(mutation.id),
        () => undefined,
      );
    };
    const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(random() * all.length)];

    /** Windows that have died are opened again. */
    async function refill({ machine }: (typeof people)[number]): Promise<readonly SimulatedWindow[]> {
      const alive = () => machine.windows.filter((window) => window.isAlive);
      for (let tries = 0; alive().length < windowsEach && tries < 10; tries++)
        await Promise.race([machine.open().catch(() => undefined), clock.settle()]);
      return alive();
    }

    async function commentsOf(issues: readonly Told[]): Promise<readonly Told[]> {
      const lists: (readonly Told[])[] = [];
      for (const { number } of issues)
        lists.push(await github.ask<readonly Told[]>('ana', `GET /repos/acme/team/issues/${number}/comments?`));
      return lists.flat();
    }
    /** Of all windows that are there. Who died while saving leaves a text that a person has to see before it is sent. */
    const unsent = () =>
      people
        .flatMap(({ machine }) => machine.windows.filter(({ isAlive }) => isAlive))
        .flatMap(({ store }) => [
          ...store.get().unsent,
          ...store.get().refused.filter(({ reason }) => reason.kind !== 'interrupted'),
        ]);

    try {
      for (let minute = 0; minute < minutes; minute++) {
        for (const person of people) {
          const window = pick(await refill(person));
          if (!window) continue;
          const { team } = person;
          for (let n = 0; n < 2; n++) say(window, capture({ title: `blocked ${said.length}` }, { team }));
          const own = said.filter((one) => one.kind === 'capture' && one.team === team);
          const about = pick(own);
          if (about?.kind !== 'capture') continue;
          const key = itemKey(team.account.id, about.record);
          const isKnown = acknowledged.has(about.id);
          for (let n = 0; n < 2 && isKnown; n++) say(window, comment(key, `about ${said.length}`, { team }));
          if (isKnown && random() < 0.2) say(window, resolve(key, { team }));
        }
        await clock.advance(random() * 120_000);
        if (random() < 0.5) kill(anyMachine());
      }
      isOver = true;
      bad.end();
      for (const person of people) await refill(person);
      for (let hours = 0; hours < 8 && unsent().length > 0; hours++) await clock.advance(3_600_000 / 2);
      // Whoever would write something a second time has had the time to.
      await clock.advance(3_600_000 / 4);

      const issues = await github.ask<readonly Told[]>('ana', 'GET /repos/acme/team/issues?state=all');
      const comments = await commentsOf(issues);
      const texts = [...issues, ...comments].map(({ body }) => body);
      const counted = said
        .filter((one) => one.kind === 'capture' || one.kind === 'comment')
        .map((one) => ({ one, times: texts.filter((text) => text.includes(one.record)).length }));
      const saved = counted.filter(({ one }) => acknowledged.has(one.id));
      const lost = saved.filter(({ times }) => times === 0);
      const doubled = counted.filter(({ times }) => times > 1);
      const struck = [...bad.struck].map(([fault, times]) => `${times} ${fault}`);
      const all = [...bad.struck.values()].reduce((sum, times) => sum + times, 0);
      console.log(
        `      ${saved.length} saved, ${lost.length} lost, ${doubled.length} doubled; ${all} faults (${struck.join(', ')}), ${kills} kills, ${github.requests} requests`,
      );
      assert.deepEqual([lost, doubled], [[], []]);
      assert.deepEqual(unsent(), []);
      assert.ok(saved.length > minutes && all > minutes && kills > minutes / 4, 'not much of a storm');
    } finally {
      for (const machine of machines) machine.dispose();
      await github.close();
    }
  });
});
