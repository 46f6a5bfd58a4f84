/** Owns every id that package.json declares. A test compares the two, and the compiler asks for a handler for each command. */

export const commandIds = [
  'makertime.authorizeSingleSignOn',
  'makertime.busyOnGitHub',
  'makertime.captureAndPark',
  'makertime.captureBlocker',
  'makertime.captureWithDetails',
  'makertime.changeBlocker',
  'makertime.clearStuck',
  'makertime.comment',
  'makertime.connect',
  'makertime.copyUnsent',
  'makertime.declareStuck',
  'makertime.deliverNow',
  'makertime.discardUnsent',
  'makertime.discardWriteUp',
  'makertime.doneAll',
  'makertime.doneParcel',
  'makertime.editUnsent',
  'makertime.endFocus',
  'makertime.findMember',
  'makertime.findOverlap',
  'makertime.focus',
  'makertime.focusInZen',
  'makertime.forgetPark',
  'makertime.join',
  'makertime.keepAnswer',
  'makertime.nextTask',
  'makertime.openAside',
  'makertime.openAwaited',
  'makertime.openOnGitHub',
  'makertime.openParcel',
  'makertime.openProfile',
  'makertime.openTeamFile',
  'makertime.openWork',
  'makertime.openWriteUp',
  'makertime.park',
  'makertime.planFocus',
  'makertime.publishStatus',
  'makertime.readParcel',
  'makertime.reassign',
  'makertime.resolve',
  'makertime.retryUnsent',
  'makertime.returnToParked',
  'makertime.sendWriteUp',
  'makertime.setHours',
  'makertime.setStatus',
  'makertime.setWindows',
  'makertime.setZone',
  'makertime.showAllWaiting',
  'makertime.showItem',
  'makertime.showLog',
  'makertime.showOnlyBlocked',
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
  'makertime.writeUp',
] as const;
export type CommandId = (typeof commandIds)[number];

export const viewIds = ['makertime.now', 'makertime.team', 'makertime.waiting', 'makertime.deliveries'] as const;
export type ViewId = (typeof viewIds)[number];

/** Context keys for `when` clauses, with the values they take. */
export interface ContextKeys {
  /** How far the set-up has come. */
  'makertime.setup': 'starting' | 'signedOut' | 'unconnected' | 'connected';
  /** GitHub was heard about this team, once at least: what is not on the board before that is not known to be absent. */
  'makertime.heard': boolean;
  /** The person has a status, on the roster or on the way there. */
  'makertime.joined': boolean;
  /** A focus block is running. */
  'makertime.focusing': boolean;
  /** The capture box is open: Ctrl+Enter in it asks for more, Alt+Enter parks. */
  'makertime.capturing': boolean;
  /** *Waiting* shows open blockers only. */
  'makertime.onlyBlocked': boolean;
  /** The person has said that they are stuck, or it looks like it where they allow that to be seen. */
  'makertime.stuck': boolean;
  /** The file in the editor is a write-up that has not been sent. */
  'makertime.writeUp': boolean;
}
export const contextKeys: readonly (keyof ContextKeys)[] = [
  'makertime.setup',
  'makertime.heard',
  'makertime.joined',
  'makertime.focusing',
  'makertime.capturing',
  'makertime.onlyBlocked',
  'makertime.stuck',
  'makertime.writeUp',
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
  /** Name of the branch a task is begun on: `{number}` and `{title}` stand for the issue's. */
  'tasks.branch': '{number}-{title}' as string,
  /** Whether the ladder of being stuck runs at all, and by what it is climbed. */
  'stuck.ladder': 'off' as 'off' | 'declared' | 'seen',
};
export type Settings = typeof settings;
export type SettingName = keyof Settings;
