/** Owns signing in and out. Captures of each account stay where they are whatever happens here. */
import * as l10n from '@vscode/l10n';
import type { App, Source } from '../app.js';
import { serverFrom } from '../model/place.js';
import { troubleWords } from '../views/words.js';

export async function signIn(app: App, which: 'usual' | 'another' = 'usual'): Promise<void> {
  const source = await pickSource(app);
  if (source === 'token') await signInWithToken(app);
  else if (source) await app.accounts.signIn(source, which);
}

async function pickSource(app: App): Promise<Source | 'token' | undefined> {
  const sources = await app.ask.during(l10n.t('Looking for ways to sign in'), app.accounts.sources());
  const [only] = sources;
  if (!only) return 'token';
  if (sources.length === 1) return only;
  return app.ask.pick(
    l10n.t('Where is your team?'),
    sources.map((source) => ({ label: new URL(source.server).host, icon: 'github', value: source })),
  );
}

export async function signInWithToken(app: App): Promise<void> {
  const server = await app.ask.line({
    title: l10n.t('Sign in with a personal access token (1 of 2)'),
    placeholder: 'https://github.com',
    value: 'https://github.com',
    prompt: l10n.t('The address of the GitHub server. The token goes there and nowhere else.'),
    check: (text) =>
      serverFrom(text) ? undefined : { kind: 'error', message: l10n.t('An https address, such as https://github.com') },
  });
  const address = server && serverFrom(server.text);
  if (!address) return;
  let problem: string | undefined;
  for (;;) {
    const token = await app.ask.line({
      title: l10n.t('Sign in with a personal access token (2 of 2)'),
      placeholder: l10n.t('Token with the scope repo'),
      prompt: l10n.t('It is kept in the secret storage of this editor'),
      isSecret: true,
      check: (text) =>
        /^[\x21-\x7e]{8,}$/.test(text.trim()) ? undefined : { kind: 'error', message: l10n.t('This is not a token') },
      ...(problem && { problem }),
    });
    if (!token) return;
    const account = await app.ask.during(
      l10n.t('Checking the token'),
      app.accounts.signInWithToken(address, token.text.trim()),
    );
    if (!('kind' in account)) return;
    problem =
      account.kind === 'signedOut' ? l10n.t('GitHub does not accept this token') : troubleWords(account, app.now());
  }
}

export async function signOut(app: App): Promise<void> {
  const { unsent, account } = app.state();
  await app.accounts.signOut();
  if (account)
    app.ask.say(
      unsent.length > 0
        ? l10n.t('Signed out. {0} unsent are kept for @{1}', unsent.length, account.login)
        : l10n.t('Signed out'),
    );
}
