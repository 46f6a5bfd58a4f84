// Makes each process of the editor one of the machine that is set up for it, as it starts: loaded by --require, it takes over the
// environment in the file that MAKERTIME_TEST_MACHINE names, and lives at another time by `shift` milliseconds. Timers keep their pace.
//   { shift, env }
const fs = require('node:fs');

const { shift = 0, env = {} } = JSON.parse(fs.readFileSync(process.env.MAKERTIME_TEST_MACHINE, 'utf8'));
Object.assign(process.env, env);

const RealDate = Date;
const now = () => RealDate.now() + shift;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, given, self) => Reflect.construct(target, given.length > 0 ? given : [now()], self),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
