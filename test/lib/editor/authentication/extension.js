// Stands in for VS Code's GitHub sign-in: has the sessions it is told to have, behaves like the real one otherwise, and never
// reaches a network.
//
//   MAKERTIME_TEST_SESSIONS   [{ provider, account: { id, label }, token, scopes, signedOut? }]; signedOut: there is no session
//                             yet, but signing in gives this one
//   MAKERTIME_TEST_PROVIDERS  which providers exist, separated by commas; both when absent
//
// What is signed in stands in sessions.json in our global storage, one file for all windows: { seed, sessions }. It starts anew
// when MAKERTIME_TEST_SESSIONS changes. Any process may rewrite it; windows notice.
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

const labels = { github: 'GitHub', 'github-enterprise': 'GitHub Enterprise Server' };

exports.activate = (context) => {
  const seed = process.env.MAKERTIME_TEST_SESSIONS ?? '[]';
  const store = openStore(path.join(context.globalStorageUri.fsPath, 'sessions.json'), seed);
  const exist = process.env.MAKERTIME_TEST_PROVIDERS?.split(',') ?? Object.keys(labels);
  context.subscriptions.push(store);
  if (exist.includes('github')) context.subscriptions.push(register('github', store));
  if (exist.includes('github-enterprise'))
    context.subscriptions.push(whileConfigured(() => register('github-enterprise', store)));
};

/** Like the real one: an enterprise server exists when its address is set. */
function whileConfigured(registerIt) {
  const uri = () => vscode.workspace.getConfiguration('github-enterprise').get('uri');
  let registered = uri() ? registerIt() : undefined;
  const listening = vscode.workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration('github-enterprise.uri')) return;
    registered?.dispose();
    registered = uri() ? registerIt() : undefined;
  });
  return {
    dispose() {
      listening.dispose();
      registered?.dispose();
    },
  };
}

function register(provider, store) {
  const changed = new vscode.EventEmitter();
  const ofProvider = (sessions) => sessions.filter((session) => session.provider === provider);
  const stop = store.onChange((before, after) => {
    const gone = ofProvider(before).filter((old) => !after.some((session) => session.id === old.id));
    const come = ofProvider(after).filter((session) => !before.some((old) => session.id === old.id));
    if (gone.length || come.length)
      changed.fire({ added: come.map(publicShape), removed: gone.map(publicShape), changed: [] });
  });
  const implementation = {
    onDidChangeSessions: changed.event,
    async getSessions(scopes, options) {
      return ofProvider(store.read())
        .filter((session) => !scopes || sameScopes(session.scopes, scopes))
        .filter((session) => !options?.account || session.account.id === options.account.id)
        .map(publicShape);
    },
    async createSession(scopes, options) {
      const known = ofProvider(store.seed).filter((one) => !options?.account || one.account.id === options.account.id);
      const source = known.find((one) => sameScopes(one.scopes, scopes)) ?? known[0];
      if (!source) throw new Error('Cancelled');
      const session = { ...source, scopes: [...scopes], id: `${source.account.id}-${Date.now()}` };
      const isReplaced = (old) =>
        old.provider === provider && old.account.id === source.account.id && sameScopes(old.scopes, scopes);
      store.write([...store.read().filter((old) => !isReplaced(old)), session]);
      return publicShape(session);
    },
    async removeSession(id) {
      store.write(store.read().filter((session) => session.id !== id));
    },
  };
  const options = { supportsMultipleAccounts: true };
  const registration = vscode.authentication.registerAuthenticationProvider(
    provider,
    labels[provider],
    implementation,
    options,
  );
  return vscode.Disposable.from(registration, { dispose: stop }, changed);
}

/** Exactly this set: a wider grant does not count, as with the real sign-in. */
function sameScopes(one, other) {
  return [...one].sort().join(' ') === [...other].sort().join(' ');
}

function publicShape({ id, token, account, scopes }) {
  return { id, accessToken: token, account, scopes };
}

function openStore(file, seed) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const listeners = new Set();
  let last;
  const store = {
    seed: JSON.parse(seed),
    read: () => JSON.parse(fs.readFileSync(file, 'utf8')).sessions,
    write(sessions) {
      const temporary = `${file}.${process.pid}`;
      fs.writeFileSync(temporary, JSON.stringify({ seed, sessions }));
      fs.renameSync(temporary, file);
      notice();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => watcher.close(),
  };
  if (seedIn(file) !== seed) {
    store.write(
      store.seed.filter((one) => !one.signedOut).map((one, index) => ({ ...one, id: `${one.account.id}-${index}` })),
    );
  }
  last = store.read();
  const watcher = fs.watch(path.dirname(file), notice);
  return store;

  function notice() {
    if (!last) return;
    const before = last;
    try {
      last = store.read();
    } catch {
      return;
    }
    for (const listener of listeners) listener(before, last);
  }
}

function seedIn(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).seed;
  } catch {
    return undefined;
  }
}
