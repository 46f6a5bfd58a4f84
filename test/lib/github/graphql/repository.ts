/** GraphQL's answers about a repository: what it is, what the viewer may do there, who can be assigned, and what it holds. */

import { assignableUsers, roleOf, roleToRead } from '../permissions.js';
import { Refusal } from '../refusal.js';
import { accountOf, fullName, type Repository, repositoryByName } from '../world.js';
import { type Bounds, connectionOf } from './connection.js';
import { areDiscussionsOn, discussion, discussionCategories, discussions } from './discussions.js';
import { issue } from './issues.js';
import { renderOrganization, renderUser } from './people.js';
import { pullRequest, pullRequests } from './pulls.js';
import { type Question, Trouble } from './question.js';

export function repository(question: Question, { owner, name }: { owner: string; name: string }): object {
  const { world, viewer } = question;
  const found = readable(question, `${owner}/${name}`);
  return {
    id: found.nodeId,
    databaseId: found.id,
    name: found.name,
    nameWithOwner: fullName(world, found),
    isPrivate: found.private,
    isArchived: found.archived,
    hasIssuesEnabled: found.hasIssues,
    hasDiscussionsEnabled: areDiscussionsOn(question, found),
    viewerPermission: roleOf(world, found, viewer.user).toUpperCase(),
    assignableUsers: (args: AssignableUsers) => assignable(question, found, args),
    owner: () => ownerOf(question, found),
    issue: (args: Parameters<typeof issue>[2]) => issue(question, found, args),
    pullRequest: (args: Parameters<typeof pullRequest>[2]) => pullRequest(question, found, args),
    pullRequests: (args: Parameters<typeof pullRequests>[2]) => pullRequests(question, found, args),
    discussion: (args: Parameters<typeof discussion>[2]) => discussion(question, found, args),
    discussionCategories: (args: Parameters<typeof discussionCategories>[2]) =>
      discussionCategories(question, found, args),
    discussions: (args: Parameters<typeof discussions>[2]) => discussions(question, found, args),
  };
}

function ownerOf(question: Question, home: Repository): object {
  const account = accountOf(question.world, home);
  return 'members' in account
    ? { __typename: 'Organization', ...renderOrganization(question, account) }
    : { __typename: 'User', ...renderUser(question, account) };
}

function readable({ world, viewer }: Question, name: string): Repository {
  const found = repositoryByName(world, name);
  try {
    if (!found) throw new Refusal(404, 'Not Found');
    roleToRead(world, found, viewer);
    return found;
  } catch (error) {
    if (error instanceof Refusal && error.status === 403)
      throw new Trouble('FORBIDDEN', error.message, { saml_failure: true });
    throw new Trouble('NOT_FOUND', `Could not resolve to a Repository with the name '${name}'.`);
  }
}

interface AssignableUsers extends Bounds {
  readonly query?: string | null;
}

/** The same as `GET …/assignees`. Unverified: their order, and that `query` looks for a part of login or name. */
function assignable(question: Question, home: Repository, args: AssignableUsers): object {
  const wanted = (args.query ?? '').toLowerCase();
  const people = assignableUsers(question.world, home).filter(
    ({ login, name }) => login.toLowerCase().includes(wanted) || name?.toLowerCase().includes(wanted),
  );
  return connectionOf('assignableUsers', args, people, (person) => renderUser(question, person));
}
