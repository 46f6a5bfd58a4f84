// What a window's extension host tells of itself: which of our files it has loaded, and VS Code's own marks of activation.

import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../../lib/editor/cache.js';
import type { MachineOptions, ServerOptions } from '../../lib/editor/server.js';
import type { Workbench } from '../../lib/editor/workbench.js';
import { eventually } from '../../lib/suite/eventually.js';

export interface Told {
  /** Our own files, relative to the project, each once. */
  readonly loaded: readonly string[];
  /** Milliseconds that reading and running our code took. */
  readonly loading: number;
  /** Milliseconds in `activate()`. */
  readonly activating: number;
  /** When it was called, milliseconds since 1970. */
  readonly activatedAt: number;
}

export interface Probe {
  /** For the stage it is to be used on. */
  readonly options: MachineOptions & ServerOptions;
  ask(window: Workbench): Promise<Told>;
  close(): void;
}

const ours = 'makertime.makertime';

export function openProbe(): Probe {
  const place = mkdtempSync(join(tmpdir(), 'makertime-probe-'));
  const file = join(place, 'told.json');
  // Installed, since a window here has one extension under development.
  const extensionsFolder = join(place, 'extensions');
  cpSync(join(root, 'test', 'tools', 'bench', 'probe'), join(extensionsFolder, 'makertime.bench-probe-0.0.1'), {
    recursive: true,
  });
  return {
    options: { env: { MAKERTIME_PROBE: file }, extensionsFolder },
    async ask(window) {
      rmSync(file, { force: true });
      await window.run('Bench Probe: Tell What Is Loaded');
      const text = await eventually(async () => readWhole(file));
      const { scripts, marks } = text as { scripts: string[]; marks: { name: string; at: number }[] };
      const at = (what: string) => {
        const mark = marks.find(({ name }) => name === `code/extHost/${what}/${ours}`);
        if (!mark) throw new Error(`the extension host has no mark of ${what}`);
        return mark.at;
      };
      return {
        loaded: [...new Set(scripts.flatMap(ourFile))].sort(),
        loading: at('didLoadExtensionCode') - at('willLoadExtensionCode'),
        activating: at('didActivateExtension') - at('willActivateExtension'),
        activatedAt: at('willActivateExtension'),
      };
    },
    close: () => rmSync(place, { recursive: true, force: true }),
  };
}

/** Undefined while it is not there, or is being written. */
function readWhole(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function ourFile(url: string): readonly string[] {
  const path = url.startsWith('file:') ? fileURLToPath(url) : url;
  if (!path.startsWith('/') && !/^[A-Za-z]:\\/.test(path)) return [];
  try {
    const file = relative(realpathSync(root), realpathSync(path)).replaceAll('\\', '/');
    return file.startsWith('dist/') ? [file] : [];
  } catch {
    return []; // no file, but a name somebody gave to a script
  }
}
