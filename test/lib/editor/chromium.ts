// Finding a Chromium: one this machine has, else one from npm with the libraries and fonts this machine lacks.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { cached, Plain, step } from './cache.js';
import { npmInstall } from './npm.js';

const packaged = '153.0.0';
/** DejaVu: a text and a code font with the usual alphabets, for machines without any. */
const fonts = ['dejavu-fonts-ttf@2.37.3'];

export interface Browser {
  readonly executable: string;
  /** What its process needs beyond ours: where its libraries and fonts are. */
  readonly env: Readonly<Record<string, string>>;
}

export async function ensureChromium(): Promise<Browser> {
  const executable = installed();
  if (executable) return { executable, env: await fontsFor() };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Plain('No Chrome, Chromium or Edge was found: install one, or name it in CHROME_PATH.');
  }
  const folder = await cached('chromium', packaged, async (empty) => {
    await step(`fetching Chromium ${packaged} from npm`, () => npmInstall(empty, [`@sparticuz/chromium@${packaged}`]));
    await step('unpacking Chromium', () => unpack(empty));
  });
  const binary = join(folder, 'chromium');
  return { executable: binary, env: { ...librariesFor(binary, join(folder, 'al2023', 'lib')), ...(await fontsFor()) } };
}

/** A browser the machine has: `CHROME_PATH` first (empty means none), then the usual names and places. */
function installed(): string | undefined {
  const named = process.env.CHROME_PATH;
  if (named && !existsSync(named)) throw new Plain(`CHROME_PATH names ${named}, which does not exist.`);
  if (named !== undefined) return named || undefined;
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...onPath, ...usualPlaces()].find((file) => existsSync(file));
}

function usualPlaces(): string[] {
  const applications = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
  const onMac = applications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  const programs = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA];
  const onWindows = programs.flatMap((folder) =>
    folder
      ? [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]
      : [],
  );
  return process.platform === 'darwin' ? onMac : onWindows;
}

/** The package unpacks itself into the temporary folder, and its libraries only where it believes to run in Amazon's cloud. */
function unpack(folder: string): void {
  const code = `import('@sparticuz/chromium').then((it) => it.default.executablePath())`;
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
  const result = spawnSync(process.execPath, ['-e', code], { cwd: folder, env, encoding: 'utf8' });
  if (result.status !== 0 || !existsSync(join(folder, 'chromium')))
    throw new Plain(`Could not unpack Chromium: ${result.stderr}`);
}

/** Nothing where the machine's own libraries do; else the package's, among them libnss3. */
function librariesFor(binary: string, libraries: string): Record<string, string> {
  const starts = (env: Record<string, string>) =>
    spawnSync(binary, ['--version'], { env: { ...process.env, ...env } }).status === 0;
  const withOurs = { LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
  if (starts({})) return {};
  if (starts(withOurs)) return withOurs;
  throw new Plain(
    'The Chromium from npm does not start on this machine: install Chrome or Chromium, or name one in CHROME_PATH.',
  );
}

/** Nothing where the machine has fonts; else a fontconfig of our own over fonts from npm. */
async function fontsFor(): Promise<Record<string, string>> {
  if (process.platform !== 'linux' || process.env.FONTCONFIG_FILE || hasFonts()) return {};
  const folder = await cached('fonts', fonts.join(), async (empty) => {
    await step('fetching fonts from npm', () => npmInstall(empty, fonts));
    mkdirSync(join(empty, 'cache'));
  });
  const config = join(folder, 'fonts.conf');
  writeFileSync(config, fontconfig(join(folder, 'node_modules'), join(folder, 'cache')));
  return { FONTCONFIG_FILE: config };
}

function hasFonts(): boolean {
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(process.env.HOME ?? '/', '.fonts')];
  return folders.some((folder) => existsSync(folder) && readdirSync(folder, { recursive: true }).some(isFont));
}

const isFont = (file: string | Buffer) => /\.(ttf|otf|ttc|pfb)$/.test(String(file));

/** Upright sans and mono only: where VS Code asks for `system-ui`, fontconfig would choose any. */
function fontconfig(fontFolder: string, cache: string): string {
  const alias = (family: string, prefer: string) =>
    `<alias><family>${family}</family><prefer><family>${prefer}</family></prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fontFolder}</dir>
  <cachedir>${cache}</cachedir>
  <selectfont><rejectfont><glob>*Serif*</glob></rejectfont></selectfont>
  <selectfont><rejectfont><glob>*Condensed*</glob></rejectfont></selectfont>
  <selectfont><rejectfont><glob>*ExtraLight*</glob></rejectfont></selectfont>
  <selectfont><rejectfont><glob>*Math*</glob></rejectfont></selectfont>
  ${alias('sans-serif', 'DejaVu Sans')}
  ${alias('monospace', 'DejaVu Sans Mono')}
</fontconfig>
`;
}
