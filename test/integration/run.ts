// The integration stage: @vscode/test-electron starts the tests in the VS Code from npm, or in a desktop one
// (VSCODE_TEST_HOST=desktop, which downloads it; VSCODE_TEST_VERSION says which).

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { downloadAndUnzipVSCode, runTests, TestRunFailedError } from '@vscode/test-electron';
import { cacheFolder, fail, root } from '../lib/editor/cache.js';
import { ensureChromium } from '../lib/editor/chromium.js';
import { ensureVscode } from '../lib/editor/install.js';
import type { TestSession } from '../lib/editor/server.js';
import { makeLighthouse } from '../lib/fakes/lighthouse.js';

/** What the tests find signed in, with scopes that the extension asks for. */
const ana = { account: { id: '1', label: 'ana' }, scopes: ['repo', 'read:user', 'user:email'] };
const sessions: readonly TestSession[] = [
  { ...ana, provider: 'github', token: 'test-token-of-ana' },
  { ...ana, provider: 'github-enterprise', token: 'enterprise-token-of-ana' },
];

const desktop = process.env.VSCODE_TEST_HOST === 'desktop';
const place = mkdtempSync(join(tmpdir(), 'makertime-integration-'));
try {
  const folder = makeLighthouse(join(place, 'lighthouse'), 'https://github.com/acme/lighthouse.git');
  const data = join(place, 'data');
  await runTests({
    vscodeExecutablePath: desktop ? await desktopVscode() : await ourVscode(),
    extensionDevelopmentPath: desktop ? [root, join(root, 'test', 'lib', 'editor', 'authentication')] : root,
    extensionTestsPath: join(root, 'out', 'integration.js'),
    extensionTestsEnv: {
      MAKERTIME_TEST_SESSIONS: JSON.stringify(sessions),
      MAKERTIME_TEST_HOST_CHECK: 'here',
    },
    launchArgs: [folder, `--user-data-dir=${data}`, ...(desktop ? desktopArguments(data) : [])],
  });
} catch (error) {
  if (error instanceof TestRunFailedError) process.exitCode = 1;
  else fail(error);
} finally {
  rmSync(place, { recursive: true, force: true, maxRetries: 5 });
}

/** Installs first, so that progress is seen here and not inside a test run. */
async function ourVscode(): Promise<string> {
  await ensureVscode();
  await ensureChromium();
  return join(root, 'test', 'lib', 'editor', 'code');
}

function desktopVscode(): Promise<string> {
  const version = process.env.VSCODE_TEST_VERSION ?? 'stable';
  return downloadAndUnzipVSCode({ version, cachePath: join(cacheFolder(), 'desktop') });
}

/** The sign-in for tests takes the built-in one's place; the editor stays quiet. */
function desktopArguments(data: string): string[] {
  const user = join(data, 'User');
  mkdirSync(user, { recursive: true });
  const settings = { 'telemetry.telemetryLevel': 'off', 'update.mode': 'none', 'workbench.startupEditor': 'none' };
  writeFileSync(join(user, 'settings.json'), JSON.stringify(settings));
  return ['--disable-extension=vscode.github-authentication', `--extensions-dir=${join(data, 'extensions')}`];
}
