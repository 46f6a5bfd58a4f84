/** Every id that package.json declares. A test compares the two, and the compiler asks for a handler for each command. */

export const commandIds = [
  'makertime.askQuestion',
  'makertime.assignToMe',
  'makertime.authorizeSingleSignOn',
  'makertime.capture',
  'makertime.captureAndPark',
  'makertime.captureAnnouncement',
  'makertime.captureBlocker',
  'makertime.captureFor',
  'makertime.captureIdea',
  'makertime.captureNote',
  'makertime.captureTask',
  'makertime.captureWithDetails',
  'makertime.clearStuck',
  'makertime.closeAsNotNeeded',
  'makertime.comment',
  'makertime.connect',
  'makertime.copyLink',
  'makertime.copyUnsent',
  'makertime.declareStuck',
  'makertime.deliverNow',
  'makertime.describeBlocker',
  'makertime.discardDraft',
  'makertime.discardUnsent',
  'makertime.editBlocker',
  'makertime.editUnsent',
  'makertime.endFocus',
  'makertime.findMember',
  'makertime.findSharedTime',
  'makertime.focus',
  'makertime.focusInZen',
  'makertime.goOnInPublic',
  'makertime.handOff',
  'makertime.join',
  'makertime.markAllDone',
  'makertime.markAllRead',
  'makertime.markDone',
  'makertime.markRead',
  'makertime.meetingToMemo',
  'makertime.moveBack',
  'makertime.openDelivered',
  'makertime.openDraft',
  'makertime.openGuide',
  'makertime.openNotes',
  'makertime.openOnGitHub',
  'makertime.openOutboxFile',
  'makertime.openProfile',
  'makertime.openSettings',
  'makertime.openTeamFile',
  'makertime.openThread',
  'makertime.openWaiting',
  'makertime.openWatercooler',
  'makertime.openWork',
  'makertime.park',
  'makertime.pickUp',
  'makertime.planDay',
  'makertime.planFocus',
  'makertime.promise',
  'makertime.proposeDecision',
  'makertime.reassign',
  'makertime.reopen',
  'makertime.republishStatus',
  'makertime.resolve',
  'makertime.retryUnsent',
  'makertime.returnToParked',
  'makertime.reviewTeam',
  'makertime.sameCheckIn',
  'makertime.saveAnswer',
  'makertime.sendDraft',
  'makertime.setDeliveryTimes',
  'makertime.setHours',
  'makertime.setStatus',
  'makertime.setZone',
  'makertime.showAllWaiting',
  'makertime.showAsBusy',
  'makertime.showBlocker',
  'makertime.showBlockersOnly',
  'makertime.showLog',
  'makertime.showQuietTime',
  'makertime.showWeek',
  'makertime.signIn',
  'makertime.signInWithToken',
  'makertime.signOut',
  'makertime.skipFocus',
  'makertime.snooze',
  'makertime.startNextTask',
  'makertime.summarize',
  'makertime.switchAccount',
  'makertime.syncNow',
  'makertime.talkAboutSomething',
  'makertime.tickOff',
  'makertime.toggleDoNotDisturb',
  'makertime.unassign',
  'makertime.unpark',
  'makertime.unsubscribe',
  'makertime.writeCheckIn',
  'makertime.writeMemo',
] as const;
export type CommandId = (typeof commandIds)[number];

export const viewIds = [
  'makertime.now',
  'makertime.team',
  'makertime.waiting',
  'makertime.threads',
  'makertime.deliveries',
] as const;
export type ViewId = (typeof viewIds)[number];

/** Context keys for `when` clauses, with the values they take. */
export interface ContextKeys {
  /** How far the set-up has come. */
  'makertime.setup': 'starting' | 'signedOut' | 'unconnected' | 'connected';
  /** GitHub was heard about this team, once at least: what is not on the board before that is not known to be absent. */
  'makertime.synced': boolean;
  /** The person has a status, on the roster or on the way there. */
  'makertime.joined': boolean;
  /** A focus block is running. */
  'makertime.focusing': boolean;
  /** The capture box is open: Ctrl+Enter in it asks for more, Alt+Enter parks. */
  'makertime.capturing': boolean;
  /** *Waiting* shows open blockers only. */
  'makertime.blockersOnly': boolean;
  /** The person has said that they are stuck, or it looks like it where they allow that to be seen. */
  'makertime.stuck': boolean;
  /** The file in the editor is a write-up that has not been sent. */
  'makertime.draft': boolean;
}
export const contextKeys: readonly (keyof ContextKeys)[] = [
  'makertime.setup',
  'makertime.synced',
  'makertime.joined',
  'makertime.focusing',
  'makertime.capturing',
  'makertime.blockersOnly',
  'makertime.stuck',
  'makertime.draft',
];

/** Settings, with what they are where nobody has set them; below `makertime.`. Of the person only: no workspace may set them. */
export const settings = {
  'checkIn.days': ['mon', 'thu'] as readonly string[],
  /** Where it is none: when the person's hours begin. */
  'checkIn.time': '' as string,
  /** What the list shows of what is held. */
  'deliveries.heldItems': 'count' as 'count' | 'titles',
  'deliveries.notification': true as boolean,
  /** Logins whose doing is never held. */
  'deliveries.letThrough.people': [] as readonly string[],
  /** `owner/name`: nothing from there is held. */
  'deliveries.letThrough.repositories': [] as readonly string[],
  /** `owner/name` or `owner/*`: nothing from there is heard. */
  'deliveries.ignoredRepositories': [] as readonly string[],
  'focus.zenMode': false as boolean,
  'focus.showAsBusy': false as boolean,
  /** Name of the branch a task is begun on: `{number}` and `{title}` stand for the issue's. */
  'tasks.branchName': '{number}-{title}' as string,
  /** Whether the ladder of being stuck runs at all, and by what it is climbed. */
  'stuck.reminders': 'off' as 'off' | 'declared' | 'detected',
  /** Whether anything is said of a draft while it is written. */
  writingHelp: true as boolean,
};
export type Settings = typeof settings;
export type SettingName = keyof Settings;
