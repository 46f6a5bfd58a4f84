/** What a person can do with a member of the team: find them, see their work, open them on GitHub. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import { issueAddress } from '../../model/board/team.js';
import { type Member, memberNamed, membersOf } from '../../model/members.js';
import { nameOf } from '../../model/names.js';
import type { State } from '../../model/state.js';
import { teamRows } from '../../views/team/view.js';
import { withName } from '../../views/words/logins.js';
import type { Row } from '../../views/words/row.js';
import { capture } from '../blockers/capture.js';
import { findSharedTime } from './meeting.js';

type Deed = 'time' | 'profile' | number;

/** For a large team, where the list is too long to look through: everybody in one pick, to be searched by typing. */
export async function findMember(app: App, row?: unknown): Promise<void> {
  const member = memberAt(app, row) ?? (await pickMember(app));
  if (!member) return;
  const rowId = `member/${member.login.toLowerCase()}`;
  const choices: Choice<Deed>[] = [
    { label: l10n.t('Find shared time'), icon: 'calendar', value: 'time' },
    ...member.work.map(({ number, title, kind }) => ({
      label: `#${number} ${plain(title)}`,
      icon: kind === 'issue' ? 'issues' : 'git-pull-request',
      value: number,
    })),
    { label: l10n.t('Open on GitHub'), icon: 'github', value: 'profile' },
  ];
  const deed = await app.ask.pick(`@${withName(member.login, nameOf(app.state(), member))}`, choices);
  if (deed === 'time') return findSharedTime(app, rowId);
  if (deed === 'profile') return openProfile(app, rowId);
  if (deed !== undefined) return openIssue(app, deed);
}

async function pickMember(app: App): Promise<Member | undefined> {
  const members = membersOf(app.state());
  const rows = new Map(
    teamRows(app.state(), app.now()).flatMap((group) => (group.children ?? []).map((row) => [row.id, row] as const)),
  );
  if (members.length === 0) {
    app.ask.say(l10n.t('Nobody has joined yet'));
    return undefined;
  }
  return app.ask.pick(
    l10n.t('Find member'),
    members.map((member) => memberChoice(app.state(), member, rows.get(`member/${member.login.toLowerCase()}`))),
  );
}

function memberChoice(state: State, member: Member, row: Row | undefined): Choice<Member> {
  const description = row ? row.description : nameOf(state, member);
  return {
    label: row?.label ?? plain(member.login, 40),
    ...(description && { description }),
    ...(row?.icon && { icon: row.icon }),
    value: member,
  };
}

/** From where one looks for whom to ask. */
export async function captureFor(app: App, row?: unknown): Promise<void> {
  const member = memberAt(app, row) ?? (await pickMember(app));
  if (member) await capture(app, 'blocker', undefined, member.login);
}

export async function openProfile(app: App, row?: unknown): Promise<void> {
  const { team } = app.state();
  const member = memberAt(app, row) ?? (await pickMember(app));
  if (team && member) await app.editor.openAddress(`${team.account.server}/${encodeURIComponent(member.login)}`);
}

/** @param row `member/LOGIN/work/NUMBER` */
export async function openWork(app: App, row?: unknown): Promise<void> {
  const number = typeof row === 'string' ? /^member\/[^/]+\/work\/(\d+)$/.exec(row)?.[1] : undefined;
  if (number) await openIssue(app, Number(number));
}

/** GitHub leads from an issue's address to the pull request of that number. */
async function openIssue(app: App, number: number): Promise<void> {
  const { team } = app.state();
  if (team) await app.editor.openAddress(issueAddress(team, number));
}

function memberAt(app: App, row: unknown): Member | undefined {
  const login = typeof row === 'string' ? /^member\/([^/]+)/.exec(row)?.[1] : undefined;
  return memberNamed(app.state(), login);
}
