/** GraphQL's mutation of what somebody says on their profile. */

import { type NewProfileStatus, setProfileStatus, visibleStatus } from '../profiles.js';
import { Refusal } from '../refusal.js';
import { renderStatus } from './people.js';
import { type Question, Trouble } from './question.js';

interface ChangeUserStatus {
  readonly input: {
    readonly clientMutationId?: string | null;
    readonly emoji?: string | null;
    readonly expiresAt?: string | null;
    readonly limitedAvailability?: boolean | null;
    readonly message?: string | null;
    readonly organizationId?: string | null;
  };
}

/** There is one status a person, the last word counts, and no word clears it. Unverified: that an end in the past is taken. */
export function changeUserStatus(question: Question, { input }: ChangeUserStatus): object {
  const { world, viewer, now } = question;
  try {
    setProfileStatus(world, viewer.user, statusIn(question, input), now, 'api');
  } catch (error) {
    // Unverified: the words, and that a person who is no member is told so in this way.
    if (error instanceof Refusal) throw new Trouble('UNPROCESSABLE', error.errors?.[0]?.message ?? error.message);
    throw error;
  }
  return {
    clientMutationId: input.clientMutationId ?? null,
    status() {
      const status = visibleStatus(world, viewer.user, viewer.user, now);
      return status ? renderStatus(question, viewer.user, status) : null;
    },
  };
}

function statusIn(question: Question, input: ChangeUserStatus['input']): NewProfileStatus {
  const { emoji, expiresAt, limitedAvailability, message, organizationId } = input;
  const end = expiresAt ? Date.parse(expiresAt) : undefined;
  if (Number.isNaN(end)) throw new Trouble('UNPROCESSABLE', `${expiresAt} is no date`);
  return {
    ...(message && { message }),
    ...(emoji && { emoji }),
    ...(limitedAvailability && { isBusy: true }),
    ...(end !== undefined && { expiresAt: end }),
    ...(organizationId && { organization: loginOf(question, organizationId) }),
  };
}

function loginOf({ world }: Question, organization: string): string {
  for (const { nodeId, login } of world.organizations.values()) if (nodeId === organization) return login;
  throw new Trouble('NOT_FOUND', `Could not resolve to a node with the global id of '${organization}'.`);
}
