/**
 * Where tokens come from: VS Code's sessions, or its secret storage. A token is handed out only for the server it
 * was given for, and written nowhere.
 */
import * as vscode from 'vscode';
import type { Source } from '../../app/app.js';
import { serverFrom } from '../../model/board/remoteUrl.js';
import type { Account } from '../../model/board/team.js';
import type { Chosen } from '../../ports/stores.js';
import { ownSetting } from '../ownSetting.js';

export interface Sessions extends vscode.Disposable {
  sources(): Promise<readonly Source[]>;
  /** Asks the person; for an account that was here before, nothing but its consent. Undefined when dismissed. */
  signIn(source: Source, which: 'usual' | 'another', before: Account | undefined): Promise<Account | undefined>;
  /** The account as its session names it now; asks nobody. */
  session(chosen: Chosen): Promise<Account | undefined>;
  token(chosen: Chosen): Promise<string | undefined>;
  /** With the right to set the person's status on GitHub, where they have given it. */
  statusToken(chosen: Chosen): Promise<string | undefined>;
  /** Asks the person for that right, and where `isAgain` for a session in place of the one there is. False when dismissed. */
  allowStatus(chosen: Chosen, isAgain: boolean): Promise<boolean>;
  keepToken(account: Account, token: string): Promise<void>;
  forgetToken(account: Account): Promise<void>;
}

/**
 * A session is found only under exactly the scopes it was made with. These are the sets GitHub's own extensions ask for,
 * so that a person who is signed in need not consent again; ours is the last.
 */
const scopeSets = [
  ['read:user', 'user:email', 'repo', 'workflow', 'project', 'read:org'],
  ['read:user', 'user:email', 'repo', 'workflow'],
  ['read:user', 'user:email', 'repo'],
] as const;
const ourScopes = [...scopeSets[2]];
/** Asked for only by whoever wants GitHub to be told of their focus. */
const statusScopes = [...ourScopes, 'user'];

export function createSessions(secrets: vscode.SecretStorage, changed: () => void): Sessions {
  const listeners = [
    vscode.authentication.onDidChangeSessions((event) => {
      if (event.provider.id === 'github' || event.provider.id === 'github-enterprise') changed();
    }),
    secrets.onDidChange(changed),
  ];

  /** The provider's own name for an account, where its tokens may go. */
  async function known({ source, account }: Chosen): Promise<Known | undefined> {
    if (source !== 'github' && source !== 'github-enterprise') return undefined;
    if (serverOf(source) !== account.server) return undefined;
    const found = (await accountsOf(source)).find((one) => one.id === String(account.id));
    return found && { source, account: found };
  }

  async function find(chosen: Chosen): Promise<vscode.AuthenticationSession | undefined> {
    const here = await known(chosen);
    for (const scopes of here ? scopeSets : []) {
      const session = here && (await sessionOf(here, scopes, { silent: true }));
      if (session) return session;
    }
    return undefined;
  }

  return {
    async sources() {
      const asked = (['github', 'github-enterprise'] as const).map(async (kind) => {
        const server = serverOf(kind);
        return server && (await exists(kind)) ? [{ kind, server }] : [];
      });
      return (await Promise.all(asked)).flat();
    },
    async signIn(source, which, before) {
      const account = (await accountsOf(source.kind)).find((one) => one.id === String(before?.id));
      try {
        const session = await vscode.authentication.getSession(source.kind, ourScopes, {
          createIfNone: true,
          ...(which === 'another' ? { clearSessionPreference: true } : account && { account }),
        });
        return accountOf(session, source.server);
      } catch (error) {
        if (isRefusal(error)) return undefined;
        throw error;
      }
    },
    async session(chosen) {
      if (chosen.source === 'token') return (await readToken(secrets, chosen.account)) ? chosen.account : undefined;
      const session = await find(chosen);
      return session && accountOf(session, chosen.account.server);
    },
    async token(chosen) {
      return chosen.source === 'token' ? readToken(secrets, chosen.account) : (await find(chosen))?.accessToken;
    },
    async statusToken(chosen) {
      if (chosen.source === 'token') return readToken(secrets, chosen.account);
      const here = await known(chosen);
      return here && (await sessionOf(here, statusScopes, { silent: true }))?.accessToken;
    },
    async allowStatus(chosen, isAgain) {
      if (chosen.source === 'token') return true;
      const here = await known(chosen);
      try {
        return (
          here !== undefined &&
          (await sessionOf(here, statusScopes, isAgain ? { forceNewSession: true } : { createIfNone: true })) !==
            undefined
        );
      } catch (error) {
        if (isRefusal(error)) return false;
        throw error;
      }
    },
    keepToken: async (account, token) => secrets.store(secretOf(account), token),
    forgetToken: async (account) => secrets.delete(secretOf(account)),
    dispose: () => vscode.Disposable.from(...listeners).dispose(),
  };
}

interface Known {
  readonly source: Source['kind'];
  readonly account: vscode.AuthenticationSessionAccountInformation;
}

async function sessionOf(
  { source, account }: Known,
  scopes: readonly string[],
  ask: { readonly silent: true } | { readonly createIfNone: true } | { readonly forceNewSession: true },
): Promise<vscode.AuthenticationSession | undefined> {
  const session = await vscode.authentication.getSession(source, [...scopes], { ...ask, account });
  return session?.account.id === account.id ? session : undefined;
}

/** VS Code rejects when the person says no, and tells why itself when it cannot. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && /cancel|consent/i.test(error.message);
}

/**
 * Where a provider's tokens may go. The Enterprise address is read from the person's own settings only: a workspace that
 * names another server must not be sent the token.
 */
function serverOf(kind: Source['kind']): string | undefined {
  if (kind === 'github') return 'https://github.com';
  const address = ownSetting(vscode.workspace.getConfiguration(), 'github-enterprise.uri');
  return typeof address === 'string' ? serverFrom(address) : undefined;
}

/** VS Code waits long for a provider that nobody registers; one that is there answers within this. */
const patience = 5_000;

async function exists(kind: Source['kind']): Promise<boolean> {
  const tooLate = new Promise<boolean>((resolve) => setTimeout(resolve, patience, false));
  const answers = vscode.authentication.getAccounts(kind).then(
    () => true,
    () => false,
  );
  return Promise.race([answers, tooLate]);
}

async function accountsOf(kind: Source['kind']): Promise<readonly vscode.AuthenticationSessionAccountInformation[]> {
  try {
    return await vscode.authentication.getAccounts(kind);
  } catch {
    return [];
  }
}

function accountOf(session: vscode.AuthenticationSession, server: string): Account | undefined {
  const id = Number(session.account.id);
  return Number.isSafeInteger(id) ? { server, id, login: session.account.label } : undefined;
}

function secretOf(account: Account): string {
  return `token ${account.server} ${account.id}`;
}

async function readToken(secrets: vscode.SecretStorage, account: Account): Promise<string | undefined> {
  return (await secrets.get(secretOf(account))) || undefined;
}
