/** Which handler each command runs. A command without a handler, or a handler without a command, does not compile. */
import * as l10n from '@vscode/l10n';
import type { App, Handler } from '../app/app.js';
import type { CommandId } from '../app/contributions.js';
import {
  assignToMe,
  closeAsNotNeeded,
  comment,
  editBlocker,
  onItem,
  openOnGitHub,
  reassign,
  reopen,
  resolve,
  showBlocker,
  unassign,
} from './blockers/blocker.js';
import { capture, captureLast } from './blockers/capture.js';
import { copy, discard, edit, onUnsent, retry } from './blockers/unsent.js';
import { copyLink, openWaiting, promise, showAllWaiting, showBlockersOnly } from './blockers/waiting.js';
import { describeBlocker } from './blockers/writeUp.js';
import { sameCheckIn, writeCheckIn } from './checkIns/write.js';
import { proposeDecision } from './decisions/propose.js';
import { discardDraft, openDraft, sendDraft } from './drafts/drafts.js';
import { handOff } from './handOffs/handOff.js';
import {
  deliverNow,
  markAllDone,
  markAllRead,
  markDone,
  markRead,
  moveBack,
  onEntry,
  openDelivered,
  snooze,
  unsubscribe,
} from './inbox/deliveries.js';
import { writeMemo } from './memos/write.js';
import { endFocus, focus, skipFocus } from './people/focus.js';
import { planFocus, setDeliveryTimes } from './people/focusPlan.js';
import { join, joinIfNew, setHours, setZone } from './people/join.js';
import { findSharedTime, showWeek } from './people/meeting.js';
import { captureFor, findMember, openProfile, openWork } from './people/members.js';
import { showAsBusy } from './people/profileStatus.js';
import { republishStatus, setStatus } from './people/status.js';
import { clearStuck, declareStuck } from './people/stuck.js';
import { connect, goOnInPublic, signInAndConnect } from './setup/connect.js';
import { signOut } from './setup/session.js';
import { openTeamFile } from './setup/teamFile.js';
import { talkAboutSomething } from './talk/choose.js';
import { meetingToMemo } from './talk/meeting.js';
import { openThread } from './threads/open.js';
import { pickUp } from './threads/pickUp.js';
import { summarize } from './threads/summarize.js';
import { openWatercooler } from './watercooler/open.js';
import { planDay, tickOff } from './work/day.js';
import { saveAnswer } from './work/keepAnswer.js';
import { startNextTask } from './work/nextTask.js';
import { openNotes } from './work/notes.js';
import { park, returnToParked, unpark } from './work/park.js';

export const handlers: Record<CommandId, Handler> = {
  'makertime.authorizeSingleSignOn': async (app) => {
    const { team, sync } = app.state();
    const address = sync.trouble?.kind === 'singleSignOn' ? sync.trouble.address : undefined;
    // A header named it: only a page of the server that we ask anyway is opened.
    if (team && address && URL.canParse(address) && new URL(address).origin === team.account.server)
      await app.editor.openAddress(address);
  },
  'makertime.showAsBusy': showAsBusy,
  'makertime.captureAndPark': (app) => app.ask.accept('park'),
  'makertime.captureBlocker': (app, handed) => capture(app, 'blocker', handed),
  'makertime.askQuestion': (app, handed) => capture(app, 'question', handed),
  'makertime.capture': captureLast,
  'makertime.captureAnnouncement': (app, handed) => capture(app, 'announcement', handed),
  'makertime.captureFor': captureFor,
  'makertime.captureIdea': (app, handed) => capture(app, 'idea', handed),
  'makertime.captureNote': (app, handed) => capture(app, 'note', handed),
  'makertime.captureTask': (app, handed) => capture(app, 'task', handed),
  'makertime.captureWithDetails': (app) => app.ask.accept('more'),
  'makertime.comment': onItem(comment, () => l10n.t('Select a blocker to comment on')),
  'makertime.connect': (app) => thenJoin(app, connect(app)),
  'makertime.copyLink': copyLink,
  'makertime.copyUnsent': onUnsent(copy, () => l10n.t('Select an item to copy'), 'all'),
  'makertime.deliverNow': deliverNow,
  'makertime.discardUnsent': onUnsent(discard, () => l10n.t('Select an item to discard'), 'all'),
  'makertime.markAllDone': markAllDone,
  'makertime.markAllRead': markAllRead,
  'makertime.markDone': onEntry(markDone, () => l10n.t('Select an item to mark as done')),
  'makertime.editUnsent': onUnsent(edit, () => l10n.t('Select an item to edit'), 'refused'),
  'makertime.endFocus': endFocus,
  'makertime.findMember': findMember,
  'makertime.findSharedTime': findSharedTime,
  'makertime.focus': (app) => focus(app),
  'makertime.focusInZen': (app) => focus(app, 'inZen'),
  'makertime.goOnInPublic': goOnInPublic,
  'makertime.join': join,
  'makertime.openOutboxFile': async (app, row) => {
    const aside = app.state().aside.find(({ file }) => row === `aside/${file}`);
    if (aside) await app.editor.openFile(aside.file);
  },
  'makertime.openNotes': openNotes,
  'makertime.openGuide': (app) => app.editor.openGuide(),
  'makertime.openOnGitHub': onItem(openOnGitHub, () => l10n.t('Select a blocker to open on GitHub')),
  'makertime.openDelivered': onEntry(openDelivered, () => l10n.t('Select an item to open')),
  'makertime.openProfile': openProfile,
  'makertime.openSettings': (app) => app.editor.openSettings(),
  'makertime.openTeamFile': openTeamFile,
  'makertime.openThread': openThread,
  'makertime.openWork': openWork,
  'makertime.planDay': planDay,
  'makertime.planFocus': planFocus,
  'makertime.promise': promise,
  'makertime.republishStatus': republishStatus,
  'makertime.markRead': onEntry(markRead, () => l10n.t('Select an item to mark as read'), 'delivered'),
  'makertime.reassign': onItem(reassign, () => l10n.t('Select a blocker to reassign')),
  'makertime.assignToMe': onItem(assignToMe, () => l10n.t('Select a blocker to assign to you')),
  'makertime.closeAsNotNeeded': onItem(closeAsNotNeeded, () => l10n.t('Select a blocker to close as not needed')),
  'makertime.reopen': onItem(reopen, () => l10n.t('Select a blocker to reopen'), 'closed'),
  'makertime.unassign': onItem(unassign, () => l10n.t('Select a blocker to unassign')),
  'makertime.resolve': onItem(resolve, () => l10n.t('Select a blocker to resolve')),
  'makertime.reviewTeam': (app) => app.showTune(),
  'makertime.retryUnsent': onUnsent(retry, () => l10n.t('Select an item to retry'), 'refused'),
  'makertime.setHours': setHours,
  'makertime.setStatus': setStatus,
  'makertime.setDeliveryTimes': setDeliveryTimes,
  'makertime.setZone': setZone,
  'makertime.showBlocker': onItem(showBlocker, () => l10n.t('Select a blocker')),
  'makertime.showLog': (app) => app.editor.showLog(),
  'makertime.showQuietTime': (app) => app.showQuiet(),
  'makertime.showWeek': showWeek,
  'makertime.signIn': (app) => thenJoin(app, signInAndConnect(app, 'usual')),
  'makertime.signInWithToken': (app) => thenJoin(app, signInAndConnect(app, 'token')),
  'makertime.signOut': signOut,
  'makertime.skipFocus': skipFocus,
  'makertime.snooze': onEntry(snooze, () => l10n.t('Select an item to snooze'), 'delivered'),
  'makertime.summarize': summarize,
  'makertime.switchAccount': (app) => thenJoin(app, signInAndConnect(app, 'another')),
  'makertime.syncNow': (app) => app.connection.wake(),
  'makertime.toggleDoNotDisturb': (app) => app.editor.toggleDoNotDisturb(),
  'makertime.editBlocker': onItem(editBlocker, () => l10n.t('Select a blocker to edit')),
  'makertime.sameCheckIn': sameCheckIn,
  'makertime.saveAnswer': saveAnswer,
  'makertime.clearStuck': clearStuck,
  'makertime.declareStuck': declareStuck,
  'makertime.discardDraft': discardDraft,
  'makertime.tickOff': tickOff,
  'makertime.unpark': unpark,
  'makertime.startNextTask': startNextTask,
  'makertime.openWaiting': openWaiting,
  'makertime.openDraft': openDraft,
  'makertime.park': onItem(park, () => l10n.t('Select the blocker to park this branch for')),
  'makertime.returnToParked': returnToParked,
  'makertime.sendDraft': sendDraft,
  'makertime.showAllWaiting': showAllWaiting,
  'makertime.showBlockersOnly': showBlockersOnly,
  'makertime.describeBlocker': describeBlocker,
  'makertime.proposeDecision': (app) => proposeDecision(app),
  'makertime.handOff': handOff,
  'makertime.pickUp': pickUp,
  'makertime.meetingToMemo': meetingToMemo,
  'makertime.talkAboutSomething': talkAboutSomething,
  'makertime.openWatercooler': openWatercooler,
  'makertime.writeMemo': (app) => writeMemo(app),
  'makertime.moveBack': onEntry(moveBack, () => l10n.t('Select an item to move back'), 'away'),
  'makertime.unsubscribe': onEntry(unsubscribe, () => l10n.t('Select an item to unsubscribe from'), 'subscribed'),
  'makertime.writeCheckIn': writeCheckIn,
};

/** Who has just connected a repository is asked to join its team; nobody has to. */
async function thenJoin(app: App, connecting: Promise<boolean>): Promise<void> {
  if (await connecting) await joinIfNew(app);
}
