// The list of what is driven end to end: each new test file stands here. What takes longest comes first, so that two processes that
// share the list end together.

export const files: Readonly<Record<string, () => Promise<unknown>>> = {
  focus: () => import('./focus.test.js'),
  threads: () => import('./threads.test.js'),
  decisions: () => import('./decisions.test.js'),
  checkIns: () => import('./checkIns.test.js'),
  handOffs: () => import('./handOffs.test.js'),
  memos: () => import('./memos.test.js'),
  hostile: () => import('./hostile.test.js'),
  hostileServer: () => import('./hostileServer.test.js'),
  leastPower: () => import('./leastPower.test.js'),
  weather: () => import('./weather.test.js'),
  capture: () => import('./capture.test.js'),
  blockers: () => import('./blockers.test.js'),
  team: () => import('./team.test.js'),
  signIn: () => import('./signIn.test.js'),
  writeUp: () => import('./writeUp.test.js'),
  keyboard: () => import('./keyboard.test.js'),
  stuck: () => import('./stuck.test.js'),
  overlap: () => import('./overlap.test.js'),
  workbench: () => import('./workbench.test.js'),
  firstRun: () => import('./firstRun.test.js'),
  park: () => import('./park.test.js'),
  accessibility: () => import('./accessibility.test.js'),
  parts: () => import('./parts.test.js'),
};
