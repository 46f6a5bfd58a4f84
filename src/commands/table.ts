/** Owns which handler each command runs. A command without a handler, or a handler without a command, does not compile. */
import * as l10n from '@vscode/l10n';
import type { App } from '../app.js';
import type { CommandId } from '../contributions.js';
import { busyOnGitHub } from './busy.js';
import { capture } from './capture.js';
import { connect, signInAndConnect } from './connect.js';
import {
  deliverNow,
  doneAll,
  doneParcel,
  onParcel,
  openParcel,
  readParcel,
  snoozeParcel,
  undoParcel,
  unsubscribeParcel,
} from './deliveries.js';
import { endFocus, focus, skipFocus } from './focus.js';
import { planFocus, setWindows } from './focusPlan.js';
import { changeBlocker, comment, onItem, openOnGitHub, reassign, resolve, showItem } from './items.js';
import { join, joinIfNew, setHours, setZone } from './join.js';
import { keepAnswer } from './keepAnswer.js';
import { findMember, openProfile, openWork } from './members.js';
import { nextTask } from './nextTask.js';
import { findOverlap, showWeek } from './overlap.js';
import { forgetPark, park, returnToParked } from './park.js';
import { signOut } from './session.js';
import { publishStatus, setStatus } from './status.js';
import { clearStuck, declareStuck } from './stuck.js';
import { openTeamFile } from './teamFile.js';
import { copy, discard, edit, onUnsent, retry } from './unsent.js';
import { openAwaited, showAllWaiting, showOnlyBlocked } from './waiting.js';
import { discardWriteUp, openWriteUp, sendWriteUp, writeUp } from './writeUp.js';

/** @param row a row's id, where it was called from a view */
export type Handler = (app: App, row?: unknown) => Promise<void> | void;

export const handlers: Record<CommandId, Handler> = {
  'makertime.authorizeSingleSignOn': async (app) => {
    const { team, sync } = app.state();
    const address = sync.trouble?.kind === 'singleSignOn' ? sync.trouble.address : undefined;
    // A header named it: only a page of the server that we ask anyway is opened.
    if (team && address && URL.canParse(address) && new URL(address).origin === team.account.server)
      await app.editor.openAddress(address);
  },
  'makertime.busyOnGitHub': busyOnGitHub,
  'makertime.captureAndPark': (app) => app.ask.accept('park'),
  'makertime.captureBlocker': capture,
  'makertime.captureWithDetails': (app) => app.ask.accept('more'),
  'makertime.comment': onItem(comment, () => l10n.t('Comment on which blocker?')),
  'makertime.connect': (app) => thenJoin(app, connect(app)),
  'makertime.copyUnsent': onUnsent(copy, () => l10n.t('Copy which?'), 'all'),
  'makertime.deliverNow': deliverNow,
  'makertime.discardUnsent': onUnsent(discard, () => l10n.t('Discard which?'), 'all'),
  'makertime.doneAll': doneAll,
  'makertime.doneParcel': onParcel(doneParcel, () => l10n.t('Which is done?')),
  'makertime.editUnsent': onUnsent(edit, () => l10n.t('Edit which?'), 'refused'),
  'makertime.endFocus': endFocus,
  'makertime.findMember': findMember,
  'makertime.findOverlap': findOverlap,
  'makertime.focus': (app) => focus(app),
  'makertime.focusInZen': (app) => focus(app, 'inZen'),
  'makertime.join': join,
  'makertime.openAside': async (app, row) => {
    const aside = app.state().aside.find(({ file }) => row === `aside/${file}`);
    if (aside) await app.editor.openFile(aside.file);
  },
  'makertime.openOnGitHub': onItem(openOnGitHub, () => l10n.t('Open which blocker on GitHub?')),
  'makertime.openParcel': onParcel(openParcel, () => l10n.t('Open which?')),
  'makertime.openProfile': openProfile,
  'makertime.openTeamFile': openTeamFile,
  'makertime.openWork': openWork,
  'makertime.planFocus': planFocus,
  'makertime.publishStatus': publishStatus,
  'makertime.readParcel': onParcel(readParcel, () => l10n.t('Which have you read?'), 'delivered'),
  'makertime.reassign': onItem(reassign, () => l10n.t('Reassign which blocker?')),
  'makertime.resolve': onItem(resolve, () => l10n.t('Resolve which blocker?')),
  'makertime.retryUnsent': onUnsent(retry, () => l10n.t('Retry which?'), 'refused'),
  'makertime.setHours': setHours,
  'makertime.setStatus': setStatus,
  'makertime.setWindows': setWindows,
  'makertime.setZone': setZone,
  'makertime.showItem': onItem(showItem, () => l10n.t('Which blocker?')),
  'makertime.showLog': (app) => app.editor.showLog(),
  'makertime.showQuiet': (app) => app.showQuiet(),
  'makertime.showWeek': showWeek,
  'makertime.signIn': (app) => thenJoin(app, signInAndConnect(app, 'usual')),
  'makertime.signInWithToken': (app) => thenJoin(app, signInAndConnect(app, 'token')),
  'makertime.signOut': signOut,
  'makertime.skipFocus': skipFocus,
  'makertime.snoozeParcel': onParcel(snoozeParcel, () => l10n.t('Snooze which?'), 'delivered'),
  'makertime.switchAccount': (app) => thenJoin(app, signInAndConnect(app, 'another')),
  'makertime.syncNow': (app) => app.desk.syncNow(),
  'makertime.toggleDoNotDisturb': (app) => app.editor.toggleDoNotDisturb(),
  'makertime.changeBlocker': onItem(changeBlocker, () => l10n.t('Change which blocker?')),
  'makertime.keepAnswer': keepAnswer,
  'makertime.clearStuck': clearStuck,
  'makertime.declareStuck': declareStuck,
  'makertime.discardWriteUp': discardWriteUp,
  'makertime.forgetPark': forgetPark,
  'makertime.nextTask': nextTask,
  'makertime.openAwaited': openAwaited,
  'makertime.openWriteUp': openWriteUp,
  'makertime.park': onItem(park, () => l10n.t('Park until which blocker is resolved?')),
  'makertime.returnToParked': returnToParked,
  'makertime.sendWriteUp': sendWriteUp,
  'makertime.showAllWaiting': showAllWaiting,
  'makertime.showOnlyBlocked': showOnlyBlocked,
  'makertime.writeUp': writeUp,
  'makertime.undoParcel': onParcel(undoParcel, () => l10n.t('Bring which back?'), 'away'),
  'makertime.unsubscribeParcel': onParcel(unsubscribeParcel, () => l10n.t('Unsubscribe from which?'), 'subscribed'),
};

/** Who has just connected a repository is asked to join its team; nobody has to. */
async function thenJoin(app: App, connecting: Promise<boolean>): Promise<void> {
  if (await connecting) await joinIfNew(app);
}
