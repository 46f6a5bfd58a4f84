// The scene of the product's end-to-end tests: the sample team on a simulated GitHub that listens, members' machines, windows.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeHost } from '../lib/editor/hosts.js';
import type { MachineOptions, ServerOptions } from '../lib/editor/server.js';
import { openStage, type Stage, type StageOptions, type Workbench } from '../lib/editor/workbench.js';
import { shiftedClock } from '../lib/github/clock.js';
import { buildSampleTeam, type SampleTeam } from '../lib/github/sampleTeam.js';
import { createGithub, type Github } from '../lib/github/simulation.js';
import { eventually } from '../lib/suite/eventually.js';
import { setUpMachine } from '../tools/sample/person.js';

export interface Scene {
  readonly github: Github;
  readonly team: SampleTeam;
  /** Milliseconds since 1970, as the scene's clocks show it. */
  now(): number;
  /** What clocks show from so many minutes after now to so many, in Berlin if nowhere else; for a pattern. */
  clocks(from: number, to: number, zone?: string): string;
  /** A member's computer; windows open on the sample repository. */
  machine(
    login: string,
    start: 'new' | 'connected',
    options?: StageOptions & MachineOptions & ServerOptions,
  ): Promise<Stage & { readonly folder: string }>;
  close(): Promise<void>;
}

export const repository = 'acme/team';

/** A high screen: trees draw only the rows in sight, and what is asked of them is what they hold. */
const usualSize = { width: 1280, height: 1500 };

/** A Wednesday, when people in most zones are awake: what is seen does not depend on when the tests run. */
const usualTime = '2026-11-25T13:40:00Z';

export async function openScene(time = usualTime): Promise<Scene> {
  const shift = Date.parse(time) - Date.now();
  const clock = shiftedClock(shift);
  const github = createGithub({ clock });
  const team = buildSampleTeam(github, { clock });
  const address = await github.listen();
  const place = mkdtempSync(join(tmpdir(), 'makertime-e2e-'));
  const stages: Stage[] = [];
  return {
    github,
    team,
    now: () => clock.now(),
    clocks(from, to, timeZone = 'Europe/Berlin') {
      const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
      const minutes = Array.from({ length: to - from + 1 }, (_, place) => from + place);
      return `(?:${minutes.map((minute) => shown.format(clock.now() + minute * 60_000)).join('|')})`;
    },
    async machine(login, start, options = {}) {
      const { trust, extensionsFolder, settings, sessions, providers, env, ...look } = options;
      const host = await takeHost({ ...(trust && { trust }), ...(extensionsFolder && { extensionsFolder }) });
      const shared = { address, tokens: team.tokens, isOurs: true };
      const { dataFolder } = host;
      const machine = { login, start, theme: '', shift, dataFolder };
      const { folder, host: usual } = await setUpMachine(join(place, `${login}-${stages.length}`), shared, machine);
      github.log.clear(); // setting up asked for ids
      host.setUp({
        ...usual,
        settings: { ...usual.settings, ...settings },
        env: { ...usual.env, ...env },
        ...(sessions && { sessions }),
        ...(providers && { providers }),
      });
      const stage = await openStage(host, { folder, size: usualSize, ...look });
      stages.push(stage);
      return Object.assign(stage, { folder });
    },
    async close() {
      for (const stage of stages) await stage.close();
      await github.close();
      rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What *Now* shows where something is still to come or to go. */
const unsettled = ['cloud-upload', 'debug-disconnect', 'sync'];

/** Waits until all that GitHub knows is shown, and knows all that was said: it comes in parts, the fast ones first. */
export async function upToDate(window: Workbench): Promise<void> {
  await eventually(async () => {
    const isHeard = (await window.statusItems()).some(({ ariaLabel }) =>
      /\bacme\/team\b.*\bLast sync: /.test(ariaLabel),
    );
    return isHeard && !(await window.view('Now').rows()).some(({ icon }) => unsettled.includes(icon));
  });
}

/** GitHub tells of news a little later; so often somebody who waits for them asks. */
export function heard(window: Workbench, isThere: () => Promise<boolean>, within = 60_000): Promise<boolean> {
  return eventually(async () => {
    await window.run('Makertime: Sync Now');
    return eventually(isThere, 5_000);
  }, within);
}

/** A window with the Makertime side bar open. */
export async function openWindow(stage: Stage): Promise<Workbench> {
  const window = await stage.open();
  await window.openContainer();
  return window;
}

/** The lines of Makertime's own log with these words, over all its windows. */
export async function logged(stage: Stage, words: string): Promise<readonly string[]> {
  const logs = join(stage.host.dataFolder, 'data', 'logs');
  const files = await eventually(async () => {
    const all = existsSync(logs) ? (readdirSync(logs, { recursive: true }) as string[]) : [];
    const ours = all.filter((file) => /Makertime\.log$/.test(file));
    return ours.length > 0 && ours;
  });
  const lines = files.flatMap((file) => readFileSync(join(logs, file), 'utf8').split('\n'));
  return lines.filter((line) => line.includes(words));
}
