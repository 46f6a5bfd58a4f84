/** Signing in and out. Captures of each account stay where they are whatever happens here. */
import * as l10n from '@vscode/l10n';
import type { App, Source } from '../../app/app.js';
import type { Place } from '../../app/ask.js';
import { askInSteps } from '../../app/steps.js';
import { serverFrom } from '../../model/board/remoteUrl.js';
import { troubleWords } from '../../views/words/troubleText.js';

export async function signIn(app: App, which: 'usual' | 'another' = 'usual'): Promise<void> {
  const source = await pickSource(app);
  if (source === 'token') await signInWithToken(app);
  else if (source) await app.accounts.signIn(source, which);
}

async function pickSource(app: App): Promise<Source | 'token' | undefined> {
  const sources = await app.ask.during(l10n.t('Looking for sign-in options…'), app.accounts.sources());
  const [only] = sources;
  if (!only) return 'token';
  if (sources.length === 1) return only;
  return app.ask.pick(
    l10n.t("Select your team's GitHub server"),
    sources.map((source) => ({ label: new URL(source.server).host, icon: 'github', value: source })),
  );
}

export async function signInWithToken(app: App): Promise<void> {
  await askInSteps<string>(
    [(address, place) => askServer(app, address, place), (address, place) => askToken(app, address, place)],
    'https://github.com',
  );
}

async function askServer(app: App, value: string, place: Place): Promise<string | undefined> {
  const answer = await app.ask.line({
    title: l10n.t('Sign in with a personal access token'),
    placeholder: 'https://github.com',
    value,
    prompt: l10n.t('Address of the GitHub server. The token is sent only there.'),
    place,
    check: (text) =>
      serverFrom(text)
        ? undefined
        : { kind: 'error', message: l10n.t('Enter an https address such as https://github.com') },
  });
  return answer && serverFrom(answer.text);
}

/** Asks until GitHub takes it. */
async function askToken(app: App, address: string, place: Place): Promise<string | undefined> {
  let problem: string | undefined;
  for (;;) {
    const token = await app.ask.line({
      title: l10n.t('Sign in with a personal access token'),
      placeholder: l10n.t('Token with the “repo” scope'),
      prompt: l10n.t("Kept in this editor's secret storage"),
      isSecret: true,
      place,
      check: (text) =>
        /^[\x21-\x7e]{8,}$/.test(text.trim())
          ? undefined
          : { kind: 'error', message: l10n.t('This is not a valid token') },
      ...(problem && { problem }),
    });
    if (!token) return undefined;
    const account = await app.ask.during(
      l10n.t('Checking the token…'),
      app.accounts.signInWithToken(address, token.text.trim()),
    );
    if (!('kind' in account)) return address;
    problem =
      account.kind === 'signedOut'
        ? l10n.t('GitHub rejected this token. Check it and try again.')
        : troubleWords(account, app.now());
  }
}

export async function signOut(app: App): Promise<void> {
  const { unsent, account } = app.state();
  await app.accounts.signOut();
  if (account)
    app.ask.say(
      unsent.length > 0
        ? l10n.t('Signed out. {0} unsent, kept for @{1}', unsent.length, account.login)
        : l10n.t('Signed out'),
    );
}
