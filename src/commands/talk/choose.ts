/** Choosing how to talk about something: three questions, a suggestion, and what the chosen way begins with. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice, Place } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import { fullName, type Team, webAddress } from '../../model/board/team.js';
import { type Answers, type Channel, channelNames, type Spot, spotOf } from '../../model/posting/channels.js';
import { waitsIn } from '../../model/waits/ledger.js';
import { channelWords, questionWords, suggestions } from '../../views/talk/words.js';
import { meetingMemo } from '../../views/threads/memoDraft.js';
import { at } from '../../views/words/logins.js';
import { capture } from '../blockers/capture.js';
import { writeMemo } from '../memos/write.js';
import { chooseSharedTime, findSharedTime } from '../people/meeting.js';
import { connectedTeam } from '../setup/connect.js';

export async function talkAboutSomething(app: App): Promise<void> {
  if (!(await connectedTeam(app))) return;
  const spot = await askSpot(app);
  if (spot === 'map') return app.showTalk();
  const channel = spot && (await chooseChannel(app, spot));
  if (channel) await startChannel(app, channel);
}

/** As the page calls it. */
export async function startWay(app: App, way: string): Promise<void> {
  const channel = channelNames.find((name) => name === way);
  if (channel) await startChannel(app, channel);
}

/** Undefined where somebody thinks better of it; `map`: they would rather see it. */
async function askSpot(app: App): Promise<Spot | 'map' | undefined> {
  const map = { label: l10n.t('Show the map'), icon: 'compass', value: 'map' } as const;
  const direction = await askOne(app, 'direction', 1, map);
  if (direction === 'map') return direction;
  const urgency = direction && (await askOne(app, 'urgency', 2));
  const misreading = urgency && (await askOne(app, 'misreading', 3));
  return misreading && spotOf({ direction, urgency, misreading });
}

function askOne<Q extends keyof Answers, M extends string = never>(
  app: App,
  question: Q,
  step: number,
  ...more: readonly Choice<M>[]
): Promise<Answers[Q] | M | undefined> {
  const { ask, answers } = questionWords[question];
  const choices = (Object.keys(answers) as Answers[Q][]).map((value) => ({ label: answers[value](), value }));
  const place: Place = { step, of: 4 };
  return app.ask.pick<Answers[Q] | M>(ask(), [...choices, ...more], { place });
}

async function chooseChannel(app: App, spot: Spot): Promise<Channel | undefined> {
  const choices = suggestions(spot).map(({ channel, hint }): Choice<Channel> => {
    const { name, detail, icon } = channelWords[channel];
    return { label: name(), detail: detail(), icon, value: channel, ...(hint && { description: hint }) };
  });
  return app.ask.pick(l10n.t('How do you want to talk about it?'), choices, { place: { step: 4, of: 4 } });
}

/** Opens what the way begins with: a box, a document, a page on GitHub, or the times that people share. */
async function startChannel(app: App, channel: Channel): Promise<void> {
  switch (channel) {
    case 'announcement':
    case 'question':
      return capture(app, channel);
    case 'memo':
      return writeMemo(app);
    case 'review':
      return openPullRequest(app);
    case 'pairing':
      await findSharedTime(app);
      return;
    case 'meeting':
      return meet(app);
  }
}

/** What is to be talked about is read before, and what came of it is written into the same memo. */
async function meet(app: App): Promise<void> {
  const chosen = await chooseSharedTime(app);
  if (!chosen) return;
  const asked = chosen.people.filter(({ isMe }) => !isMe).map(({ login }) => login);
  await writeMemo(app, { asked, text: meetingMemo(chosen.text) });
}

/** Those that wait for a review are known here; GitHub has the others. */
async function openPullRequest(app: App): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const reviews = [...waitsIn(app.state()).asked.values()].filter(({ kind }) => kind === 'review');
  const choices = reviews.map(({ title, number, by }) => ({
    label: plain(title, 120) || l10n.t('(no title)'),
    description: `#${number} · ${at(by.login)}`,
    icon: 'git-pull-request',
    value: pullAddress(team, number),
  }));
  const others = { label: l10n.t('All pull requests on GitHub'), icon: 'link-external', value: pullsAddress(team) };
  const address =
    choices.length === 0
      ? others.value
      : await app.ask.pick(l10n.t('Select a pull request to comment on'), [...choices, others]);
  if (address !== undefined) await app.editor.openAddress(address);
}

function pullAddress({ account, repository }: Team, number: number): string {
  const page = webAddress(account.server, { repository: fullName(repository), subject: 'pullRequest', number });
  return page ?? account.server;
}

function pullsAddress({ account, repository }: Team): string {
  const page = webAddress(account.server, { repository: fullName(repository), subject: 'other' });
  return page === undefined ? account.server : `${page}/pulls`;
}
