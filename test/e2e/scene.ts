// Owns the scene of the product's end-to-end tests: the sample team on a simulated GitHub that listens, a member's machine, windows.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSampleTeam, type SampleTeam } from '../github/sampleTeam.js';
import { createGithub, type Github } from '../github/simulation.js';
import { openStage, type Stage, type StageOptions, type Theme, type Workbench } from '../host/workbench.js';
import { setUpMachine } from '../sample/person.js';

export interface Scene {
  readonly github: Github;
  readonly team: SampleTeam;
  /** A member's computer; windows open on the sample repository. */
  machine(
    login: string,
    start: 'new' | 'connected',
    options?: StageOptions,
  ): Promise<Stage & { readonly folder: string }>;
  close(): Promise<void>;
}

export const repository = 'acme/team';

export async function openScene(): Promise<Scene> {
  const github = createGithub();
  const team = buildSampleTeam(github);
  const address = await github.listen();
  const place = mkdtempSync(join(tmpdir(), 'makertime-e2e-'));
  const stages: Stage[] = [];
  return {
    github,
    team,
    async machine(login, start, options = {}) {
      const shared = { address, tokens: team.tokens, isOurs: true };
      const theme: Theme = options.theme ?? 'dark';
      const { folder, host } = await setUpMachine(join(place, `${login}-${stages.length}`), shared, {
        login,
        start,
        theme: '',
      });
      github.log.clear(); // setting up asked for ids
      const { settings, ...rest } = host;
      const { 'workbench.colorTheme': _theme, ...others } = settings ?? {};
      const stage = await openStage({
        ...rest,
        folder,
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
