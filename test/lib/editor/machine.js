// Lets a process live at another time: loaded by --require, it shifts `Date` by MAKERTIME_TEST_SHIFT milliseconds. Timers keep their pace.
const shift = Number(process.env.MAKERTIME_TEST_SHIFT ?? 0);
const RealDate = Date;
const now = () => RealDate.now() + shift;

globalThis.Date = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, given, self) => Reflect.construct(target, given.length > 0 ? given : [now()], self),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
