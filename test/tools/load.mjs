// Runs a command on a machine that is too busy: node test/tools/load.mjs 6 -- npm test
// So many processes work beside it and do nothing else; they end with it, however it ends.
import { spawn } from 'node:child_process';
import process from 'node:process';

const [count, dashes, command, ...args] = process.argv.slice(2);
if (!/^\d+$/.test(count ?? '') || dashes !== '--' || !command) {
  console.error('node test/tools/load.mjs PROCESSES -- COMMAND …');
  process.exit(2);
}

/** Ends by itself when this process is gone, even by kill -9: its standard input closes then. */
const busy =
  "process.stdin.on('end', () => process.exit()).resume(); setInterval(() => { for (let end = Date.now() + 100; Date.now() < end; ); });";
const workers = Array.from({ length: Number(count) }, () =>
  spawn(process.execPath, ['--eval', busy], { stdio: ['pipe', 'ignore', 'inherit'] }),
);
process.on('exit', () => {
  for (const worker of workers) worker.kill('SIGKILL');
});

const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on('close', (code) => process.exit(code ?? 1));
