/** Owns every id that package.json declares. A test compares the two, and the compiler asks for a handler for each command. */

export const commandIds = [
  'makertime.authorizeSingleSignOn',
  'makertime.captureBlocker',
  'makertime.captureWithDetails',
  'makertime.comment',
  'makertime.connect',
  'makertime.copyUnsent',
  'makertime.discardUnsent',
  'makertime.editUnsent',
  'makertime.findMember',
  'makertime.findOverlap',
  'makertime.join',
  'makertime.openAside',
  'makertime.openOnGitHub',
  'makertime.openProfile',
  'makertime.openTeamFile',
  'makertime.openWork',
  'makertime.publishStatus',
  'makertime.reassign',
  'makertime.resolve',
  'makertime.retryUnsent',
  'makertime.setHours',
  'makertime.setStatus',
  'makertime.setZone',
  'makertime.showItem',
  'makertime.showLog',
  'makertime.showWeek',
  'makertime.signIn',
  'makertime.signInWithToken',
  'makertime.signOut',
  'makertime.switchAccount',
  'makertime.syncNow',
] as const;
export type CommandId = (typeof commandIds)[number];

export const viewIds = ['makertime.now', 'makertime.team', 'makertime.waiting'] as const;
export type ViewId = (typeof viewIds)[number];

/** Context keys for `when` clauses, with the values they take. */
export interface ContextKeys {
  /** How far the set-up has come. */
  'makertime.setup': 'starting' | 'signedOut' | 'unconnected' | 'connected';
  /** The person has a status, on the roster or on the way there. */
  'makertime.joined': boolean;
  /** The capture box is open: Ctrl+Enter in it asks for more. */
  'makertime.capturing': boolean;
}
export const contextKeys: readonly (keyof ContextKeys)[] = [
  'makertime.setup',
  'makertime.joined',
  'makertime.capturing',
];
