/** What people say of themselves on their GitHub profile, and who can see it. */

import { isLonger } from './act.js';
import { wholeSecond } from './clock.js';
import { invalid } from './refusal.js';
import { newId, nodeId, type Organization, type User, type World } from './world.js';

/** What somebody says on their profile; it hides when it has expired, and stays until they say something else. */
export interface ProfileStatus {
  readonly id: number;
  readonly nodeId: string;
  readonly message: string | null;
  /** `:palm_tree:` */
  readonly emoji: string | null;
  /** GitHub calls it "limited availability". */
  readonly isBusy: boolean;
  readonly expiresAt: number | null;
  /** Whose members alone can see it; null: everybody. */
  readonly organization: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface NewProfileStatus {
  readonly message?: string;
  readonly emoji?: string;
  readonly isBusy?: boolean;
  /** Milliseconds. */
  readonly expiresAt?: number;
  /** Login of an organization of theirs, whose members alone shall see it. */
  readonly organization?: string;
}

/** Somebody said something, or took it back. */
export interface ProfileChange {
  readonly login: string;
  readonly at: number;
  readonly through: 'web' | 'api';
  readonly status: ProfileStatus | undefined;
}

/** Unverified: GitHub's web site stops there, and two independent clients do. */
const longestMessage = 80;

/** There is one status a person; saying nothing at all takes it away. */
export function setProfileStatus(
  world: World,
  user: User,
  input: NewProfileStatus,
  now: number,
  through: ProfileChange['through'],
): void {
  const { message, emoji, isBusy, expiresAt, organization } = input;
  if (message && isLonger(message, longestMessage)) throw refused('message', `is over ${longestMessage} characters`);
  const home = organization === undefined ? null : ownOrganization(world, user, organization).id;
  world.revision++;
  const before = world.statuses.get(user.id);
  if (!message && !emoji && !isBusy) {
    world.statuses.delete(user.id);
    world.said.push({ login: user.login, at: now, through, status: undefined });
    return;
  }
  const id = before?.id ?? newId(world, 'account');
  const at = wholeSecond(now);
  const status: ProfileStatus = {
    id,
    nodeId: nodeId('US', id),
    message: message ?? null,
    emoji: emoji ?? null,
    isBusy: isBusy ?? false,
    expiresAt: expiresAt === undefined ? null : wholeSecond(expiresAt),
    organization: home,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  };
  world.statuses.set(user.id, status);
  world.said.push({ login: user.login, at: now, through, status });
}

/** What the viewer is shown of somebody's status: not what has expired, and not what is for others. */
export function visibleStatus(world: World, user: User, viewer: User, now: number): ProfileStatus | undefined {
  const status = world.statuses.get(user.id);
  if (!status || (status.expiresAt !== null && status.expiresAt <= now)) return undefined;
  if (status.organization === null || user.id === viewer.id) return status;
  return world.organizations.get(status.organization)?.members.has(viewer.id) ? status : undefined;
}

function ownOrganization(world: World, user: User, login: string): Organization {
  const wanted = login.toLowerCase();
  for (const one of world.organizations.values())
    if (one.login.toLowerCase() === wanted && one.members.has(user.id)) return one;
  throw refused('organization', `is none of ${user.login}`);
}

const refused = (field: string, message: string) => invalid({ resource: 'UserStatus', field, code: 'custom', message });
