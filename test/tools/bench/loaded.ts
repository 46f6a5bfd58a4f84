// Which of our files a real window loads: without a team, beside a window that asks for both, and when it asks GitHub itself.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openScene, openWindow } from '../../e2e/scene.js';
import { root } from '../../lib/editor/cache.js';
import { eventually } from '../../lib/suite/eventually.js';
import type { Bench, Figure } from './figures.js';
import { count } from './figures.js';
import { openProbe } from './probe.js';
import { holdsOctokit } from './sizes.js';

export const benchLoaded: Bench = async () => {
  const scene = await openScene();
  const probe = openProbe();
  try {
    const fresh = await scene.machine('bo', 'new', probe.options);
    const without = await probe.ask(await fresh.open()); // and nobody looks at our views
    await fresh.close();
    scene.github.log.clear();
    const stage = await scene.machine('ana', 'connected', probe.options);
    const asking = await openWindow(stage);
    await eventually(async () => scene.github.log.count() > 0);
    const first = await probe.ask(asking);
    // Both have the team; the first one asks for both.
    const beside = await openWindow(stage);
    await beside.view('Waiting').row('Waiting for me');
    const second = await probe.ask(beside);
    return [
      ...told('without a team', without.loaded),
      ...told('beside a window that asks GitHub', second.loaded),
      ...told('having asked GitHub', first.loaded),
    ];
  } finally {
    probe.close();
    await scene.close();
  }
};

function told(when: string, loaded: readonly string[]): readonly Figure[] {
  const files = loaded.map((file) => join(root, file));
  return [
    count(`${when}: files`, files.length),
    count(
      `${when}: kB`,
      files.reduce((sum, file) => sum + statSync(file).size / 1000, 0),
    ),
    count(`${when}: of them with octokit`, files.filter(holdsOctokit).length),
  ];
}
