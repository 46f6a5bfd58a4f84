/** GraphQL's answers about people and organizations: who they are, and what they say on their profile. */

import { timestamp } from '../clock.js';
import { type ProfileStatus, visibleStatus } from '../profiles.js';
import { type Organization, type User, userByLogin } from '../world.js';
import { type Bounds, connectionOf } from './connection.js';
import { type Question, Trouble } from './question.js';

export function user(question: Question, { login }: { login: string }): object {
  const found = userByLogin(question.world, login);
  if (!found) throw new Trouble('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`);
  return renderUser(question, found);
}

export function organization(question: Question, { login }: { login: string }): object {
  const wanted = login.toLowerCase();
  for (const one of question.world.organizations.values())
    if (one.login.toLowerCase() === wanted) return renderOrganization(question, one);
  throw new Trouble('NOT_FOUND', `Could not resolve to an Organization with the login of '${login}'.`);
}

export function renderUser(question: Question, person: User): object {
  const { world, viewer, now } = question;
  return {
    id: person.nodeId,
    databaseId: person.id,
    login: person.login,
    name: person.name,
    status() {
      const status = visibleStatus(world, person, viewer.user, now);
      return status ? renderStatus(question, person, status) : null;
    },
  };
}

/** Whoever did something. Null stands for people who deleted their account. */
export function renderActor(question: Question, id: number): object | null {
  const person = question.world.users.get(id);
  return person ? { __typename: 'User', ...renderUser(question, person) } : null;
}

export function renderStatus(question: Question, person: User, status: ProfileStatus): object {
  const { message, emoji, isBusy, expiresAt } = status;
  const home = status.organization === null ? undefined : question.world.organizations.get(status.organization);
  return {
    id: status.nodeId,
    message,
    emoji,
    indicatesLimitedAvailability: isBusy,
    expiresAt: expiresAt === null ? null : timestamp(expiresAt),
    createdAt: timestamp(status.createdAt),
    updatedAt: timestamp(status.updatedAt),
    organization: () => (home ? renderOrganization(question, home) : null),
    user: () => renderUser(question, person),
  };
}

export function renderOrganization(question: Question, home: Organization): object {
  return {
    id: home.nodeId,
    databaseId: home.id,
    login: home.login,
    name: null,
    memberStatuses: (args: MemberStatuses) => memberStatuses(question, home, args),
  };
}

interface MemberStatuses extends Bounds {
  readonly orderBy?: { readonly direction: 'ASC' | 'DESC' } | null;
}

/** Those who have said something; what is for another organization is left out. Unverified: that strangers see public members only. */
function memberStatuses(question: Question, home: Organization, args: MemberStatuses): object {
  const { world, viewer, now } = question;
  const isInside = home.members.has(viewer.user.id);
  const said = [...home.members].flatMap((id) => {
    const person = world.users.get(id);
    if (!person || (!isInside && home.concealed.has(id))) return [];
    const status = visibleStatus(world, person, viewer.user, now);
    if (!status || (status.organization !== null && status.organization !== home.id)) return [];
    return [{ person, status }];
  });
  const sign = args.orderBy?.direction === 'ASC' ? 1 : -1;
  said.sort((a, b) => sign * (a.status.updatedAt - b.status.updatedAt || a.status.id - b.status.id));
  return connectionOf('memberStatuses', args, said, ({ person, status }) => renderStatus(question, person, status));
}
