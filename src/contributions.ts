/** Owns every id that package.json declares. A test compares the two, and the compiler asks for a handler for each command. */

export const commandIds = [
  'makertime.authorizeSingleSignOn',
  'makertime.busyOnGitHub',
  'makertime.captureBlocker',
  'makertime.captureWithDetails',
  'makertime.comment',
  'makertime.connect',
  'makertime.copyUnsent',
  'makertime.deliverNow',
  'makertime.discardUnsent',
  'makertime.doneAll',
  'makertime.doneParcel',
  'makertime.editUnsent',
  'makertime.endFocus',
  'makertime.findMember',
  'makertime.findOverlap',
  'makertime.focus',
  'makertime.focusInZen',
  'makertime.join',
  'makertime.openAside',
  'makertime.openOnGitHub',
  'makertime.openParcel',
  'makertime.openProfile',
  'makertime.openTeamFile',
  'makertime.openWork',
  'makertime.planFocus',
  'makertime.publishStatus',
  'makertime.readParcel',
  'makertime.reassign',
  'makertime.resolve',
  'makertime.retryUnsent',
  'makertime.setHours',
  'makertime.setStatus',
  'makertime.setWindows',
  'makertime.setZone',
  'makertime.showItem',
  'makertime.showLog',
  'makertime.showQuiet',
  'makertime.showWeek',
  'makertime.signIn',
  'makertime.signInWithToken',
  'makertime.signOut',
  'makertime.skipFocus',
  'makertime.snoozeParcel',
  'makertime.switchAccount',
  'makertime.syncNow',
  'makertime.toggleDoNotDisturb',
  'makertime.undoParcel',
  'makertime.unsubscribeParcel',
] as const;
export type CommandId = (typeof commandIds)[number];

export const viewIds = ['makertime.now', 'makertime.team', 'makertime.waiting', 'makertime.deliveries'] as const;
export type ViewId = (typeof viewIds)[number];

/** Context keys for `when` clauses, with the values they take. */
export interface ContextKeys {
  /** How far the set-up has come. */
  'makertime.setup': 'starting' | 'signedOut' | 'unconnected' | 'connected';
  /** The person has a status, on the roster or on the way there. */
  'makertime.joined': boolean;
  /** A focus block is running. */
  'makertime.focusing': boolean;
  /** The capture box is open: Ctrl+Enter in it asks for more. */
  'makertime.capturing': boolean;
}
export const contextKeys: readonly (keyof ContextKeys)[] = [
  'makertime.setup',
  'makertime.joined',
  'makertime.focusing',
  'makertime.capturing',
];

/** Settings, with what they are where nobody has set them; below `makertime.`. Of the person only: no workspace may set them. */
export const settings = {
  /** What the list shows of what is held. */
  'deliveries.show': 'count' as 'count' | 'titles',
  'deliveries.toast': true as boolean,
  /** Logins whose doing is never held. */
  'deliveries.people': [] as readonly string[],
  /** `owner/name`: nothing from there is held. */
  'deliveries.repositories': [] as readonly string[],
  /** `owner/name` or `owner/*`: nothing from there is heard. */
  'deliveries.ignored': [] as readonly string[],
  'focus.zen': false as boolean,
  'focus.busyOnGitHub': false as boolean,
};
export type Settings = typeof settings;
export type SettingName = keyof Settings;
