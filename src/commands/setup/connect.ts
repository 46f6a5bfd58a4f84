/** Connecting a team repository: from the workspace's remotes, from recent ones, or typed; checked before it is kept. */
import * as l10n from '@vscode/l10n';
import type { App, Inspected } from '../../app/app.js';
import type { Choice } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import { fullName, type Repository, type Team } from '../../model/board/team.js';
import type { Trouble } from '../../model/board/trouble.js';
import { repositoryAt, splitAddress } from '../../records/git/address.js';
import { troubleWords } from '../../views/words/troubleText.js';
import { signIn, signInWithToken } from './session.js';

type Name = { readonly owner: string; readonly name: string };

/** The team to work for, connecting one first where there is none. Undefined when the person thought better of it. */
export async function connectedTeam(app: App): Promise<Team | undefined> {
  if (!app.state().team) await app.connection.ready();
  if (!app.state().team) await connect(app);
  return app.state().team;
}

/** False when the person thought better of it. */
export async function connect(app: App): Promise<boolean> {
  if (!app.state().account) await signIn(app);
  const account = app.state().account;
  if (!account) return false;
  const [remotes, recent] = await Promise.all([app.editor.remotes(account.server), app.repositories.recent()]);
  const choices = distinct([
    ...recent.map((one) => choice(one, l10n.t('recently connected'))),
    ...remotes.map((one) => choice(one, l10n.t('remote of this workspace'))),
  ]);
  const typed = (text: string): readonly Choice<Name | undefined>[] => {
    const read = readName(text, account.server);
    if (!read) return [];
    if ('name' in read) return [choice(read, l10n.t('as typed'))];
    return [{ label: elsewhere(read, account.server), icon: 'warning', value: undefined }];
  };
  const hint = choices.length > 0 ? l10n.t('Select, or type owner/name') : l10n.t('Type owner/name');
  const picked = await app.ask.pick(l10n.t('Connect team repository'), choices, { typed, placeholder: hint });
  return picked ? check(app, picked) : false;
}

/** True where a repository was connected. */
export async function signInAndConnect(app: App, which: 'usual' | 'another' | 'token'): Promise<boolean> {
  await (which === 'token' ? signInWithToken(app) : signIn(app, which));
  return app.state().account && !app.state().team ? connect(app) : false;
}

/** Asks again with the reason until a repository will do or the person gives up. */
async function check(app: App, first: Name): Promise<boolean> {
  const server = app.state().account?.server ?? 'https://github.com';
  let name: Name | undefined = first;
  while (name) {
    const words: string = `${name.owner}/${name.name}`;
    const found = await app.ask.during(l10n.t('Checking {0}…', words), app.repositories.inspect(name.owner, name.name));
    const problem = problemWith(app, found);
    if (!problem) {
      const { role } = found as Inspected;
      await app.connection.connect(repositoryOf(found as Inspected));
      app.ask.say(
        role === 'read'
          ? l10n.t('Connected to {0}; your role there cannot add labels', words)
          : l10n.t('Connected to {0}', words),
      );
      return true;
    }
    const answer = await app.ask.line({
      title: l10n.t('Connect team repository'),
      placeholder: l10n.t('owner/name'),
      value: words,
      problem,
      check: (text) => {
        const read = readName(text, server);
        if (read && 'name' in read) return undefined;
        return { kind: 'error', message: read ? elsewhere(read, server) : l10n.t('Enter it as owner/name') };
      },
    });
    const read = answer && readName(answer.text, server);
    name = read && 'name' in read ? read : undefined;
  }
  return false;
}

/** Where the team repository was made public: whether to go on there. Until then nothing is written. */
export async function goOnInPublic(app: App): Promise<void> {
  const { team, sync } = app.state();
  if (!team || sync.trouble?.kind !== 'madePublic') return;
  const answer = await app.ask.pick<'goOn' | 'another'>(l10n.t('{0} is public now', plain(sync.trouble.repository)), [
    {
      label: l10n.t('Go on'),
      detail: l10n.t('What waits is sent, and everybody can read it, and what was sent before'),
      icon: 'globe',
      value: 'goOn',
    },
    { label: l10n.t('Connect another team repository'), icon: 'repo', value: 'another' },
  ]);
  if (answer === 'goOn') await app.connection.connect({ ...team.repository, isPrivate: false });
  else if (answer === 'another') await connect(app);
}

function repositoryOf({ id, owner, name, isPrivate }: Repository): Repository {
  return { id, owner, name, ...(isPrivate !== undefined && { isPrivate }) };
}

function problemWith(app: App, found: Inspected | Trouble): string | undefined {
  if ('kind' in found)
    return found.kind === 'repositoryMissing'
      ? l10n.t('Not found, or this account has no access to it')
      : troubleWords(found, app.now());
  if (!found.hasIssues)
    return l10n.t('Issues are disabled in {0}: enable them in its settings on GitHub', plain(fullName(found)));
  if (found.archived)
    return l10n.t('{0} is archived and read-only: unarchive it or connect another repository', plain(fullName(found)));
  return undefined;
}

/** On which other server a pasted address is. */
interface Elsewhere {
  readonly host: string;
}

function elsewhere({ host }: Elsewhere, server: string): string {
  return l10n.t('This address is on {0}, and this account is on {1}', plain(host, 60), new URL(server).host);
}

/** `owner/name`, also out of what is copied from GitHub: the address of any of its pages, what to clone, how to clone it. */
export function readName(text: string, server: string): Name | Elsewhere | undefined {
  const words = text
    .trim()
    .replace(/^(?:git|gh repo) clone +/, '')
    .replace(/^(?=[\w-]+(?:\.[\w-]+)+(?::\d+)?\/)/, 'https://');
  const base = `${server}/`;
  if (/^[^/\s:@]+\/[^/\s?#]+\/?$/.test(words)) return repositoryAt(base + words, server);
  const remote = splitAddress(words);
  if (!remote) return undefined;
  // Of a page only the beginning names the repository.
  const [owner = '', name = ''] = remote.path.replace(/^\/+/, '').split('/');
  if (repositoryAt(`${base}${owner}/${name}`, server) === undefined) return undefined;
  const isPage = /^https?:/i.test(words);
  const found = isPage ? remote.host.toLowerCase() === new URL(server).host && `${base}${owner}/${name}` : words;
  return (found && repositoryAt(found, server)) || { host: remote.host };
}

function choice({ owner, name }: Name, description: string): Choice<Name> {
  return { label: plain(`${owner}/${name}`), description, icon: 'repo', value: { owner, name } };
}

function distinct(choices: readonly Choice<Name>[]): readonly Choice<Name>[] {
  return [...new Map(choices.map((one) => [one.label.toLowerCase(), one])).values()];
}
