// Owns the scene of the product's end-to-end tests: the sample team on a simulated GitHub that listens, a member's machine, windows.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shiftedClock } from '../github/clock.js';
import { buildSampleTeam, type SampleTeam } from '../github/sampleTeam.js';
import { createGithub, type Github } from '../github/simulation.js';
import { openStage, type Stage, type StageOptions, type Theme, type Workbench } from '../host/workbench.js';
import { setUpMachine } from '../sample/person.js';

export interface Scene {
  readonly github: Github;
  readonly team: SampleTeam;
  /** Milliseconds since 1970, as the scene's clocks show it. */
  now(): number;
  /** A member's computer; windows open on the sample repository. */
  machine(
    login: string,
    start: 'new' | 'connected',
    options?: StageOptions,
  ): Promise<Stage & { readonly folder: string }>;
  close(): Promise<void>;
}

export const repository = 'acme/team';

/** A high screen: trees draw only the rows in sight, and what is asked of them is what they hold. */
const usualSize = { width: 1280, height: 1300 };

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
    async machine(login, start, options = {}) {
      const shared = { address, tokens: team.tokens, isOurs: true };
      const theme: Theme = options.theme ?? 'dark';
      const { folder, host } = await setUpMachine(join(place, `${login}-${stages.length}`), shared, {
        login,
        start,
        theme: '',
        shift,
      });
      github.log.clear(); // setting up asked for ids
      const { settings, ...rest } = host;
      const { 'workbench.colorTheme': _theme, ...others } = settings ?? {};
      const stage = await openStage({
        ...rest,
        folder,
        size: usualSize,
        ...options,
        theme,
        settings: { ...others, ...options.settings },
      });
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

/** A window with the Makertime side bar open. */
export async function openWindow(stage: Stage): Promise<Workbench> {
  const window = await stage.open();
  await window.openContainer();
  return window;
}
