// The VS Code that tests and the sample team run in: fetched from npm, made to start without native modules.

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cached, Plain, root, step } from './cache.js';
import { npmInstall } from './npm.js';

/** code-server 4.139.1 carries VS Code 1.139.1, which needs Node 24. */
const codeServer = '4.139.1';
const node = '24.21.0';

/** Raise it when the changes made below to the fetched files change. */
const revision = 4;

/** Our extension, as the built-in sign-in knows it: it may use sessions without asking. */
const extensionId = 'makertime.makertime';

export interface Vscode {
  /** Node's executable for the server. */
  readonly node: string;
  /** `server-main.js`. */
  readonly server: string;
}

/** Gives the cached VS Code, with the present sign-in substitute in it; fetches it first when it is absent. */
export async function ensureVscode(): Promise<Vscode> {
  const nodePackage = nodePackageHere();
  const folder = await cached('vscode', `${codeServer} ${nodePackage}@${node} ${revision}`, async (empty) => {
    await step(`fetching VS Code (code-server ${codeServer}) and Node ${node} from npm`, () =>
      npmInstall(empty, [`code-server@${codeServer}`, `${nodePackage}@${node}`]),
    );
    const home = vscodeHome(empty);
    await step('fetching what VS Code itself depends on', () => npmInstall(home));
    await step('fetching what its extensions depend on', () => npmInstall(join(home, 'extensions')));
    replaceNativeModules(home);
    changeWorkbench(home);
    // It would look for a subscription at github.com in every window.
    rmSync(join(home, 'extensions', 'copilot'), { recursive: true, force: true });
  });
  replaceSignIn(vscodeHome(folder));
  return {
    node: join(folder, 'node_modules', nodePackage, 'bin', 'node'),
    server: join(vscodeHome(folder), 'out', 'server-main.js'),
  };
}

const vscodeHome = (folder: string) => join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

function nodePackageHere(): string {
  const here = `${process.platform}-${process.arch}`;
  if (here === 'linux-x64' || here === 'linux-arm64') return `node-${here}`;
  throw new Plain(`The VS Code from npm runs on Linux only, not on ${here}: set VSCODE_TEST_HOST=desktop.`);
}

/** Without a compiler there is no native-watchdog, and the extension host would die; no spdlog, and there would be no logs. */
function replaceNativeModules(home: string): void {
  const modules = join(home, 'node_modules', '@vscode');
  writeFileSync(
    join(modules, 'native-watchdog', 'index.js'),
    'exports.start = () => {};\nexports.exit = (code) => process.exit(code);\n',
  );
  cpSync(join(root, 'test', 'lib', 'editor', 'spdlog.js'), join(modules, 'spdlog', 'index.js'));
}

/** product.json is not enough: the workbench carries a copy of it. */
function changeWorkbench(home: string): void {
  const file = join(home, 'out', 'vs', 'code', 'browser', 'workbench', 'workbench.js');
  let text = readFileSync(file, 'utf8');
  const change = (pattern: string | RegExp, by: string) => {
    const changed = text.replace(pattern, by);
    if (changed === text)
      throw new Plain(`This code-server's workbench has no ${pattern}: install.ts must learn what it has.`);
    text = changed;
  };
  change('trustedExtensionAuthAccess:[', `trustedExtensionAuthAccess:["${extensionId}",`);
  // Else only together with the smoke test driver, which hides notifications.
  change('&&(!this.isBuilt||this.enableSmokeTestDriver)', '');
  // Else the user's settings have an address that file events do not name, and nobody notices their changes.
  change(
    '.with({scheme:J.vscodeRemote}),"User")',
    '.with({scheme:J.vscodeRemote,authority:this.remoteAuthority}),"User")',
  );
  // It would send every GitHub session's token there, to ask for a Copilot subscription.
  change(/"https:\/\/api\.github\.com\/copilot[^"]*"/g, '""');
  writeFileSync(file, text);
}

/** Keeps the built-in extension's package.json, and so its labels and its settings; done at every start, being only a copy. */
function replaceSignIn(home: string): void {
  const substitute = readFileSync(join(root, 'test', 'lib', 'editor', 'authentication', 'extension.js'), 'utf8');
  const target = join(home, 'extensions', 'github-authentication', 'dist', 'extension.js');
  if (readFileSync(target, 'utf8') !== substitute) writeFileSync(target, substitute);
}
