/** The verdict on what came in: each thing is in one entry that is held by rule or was delivered once, with one toast a delivery. */
import { type Breach, breach, type Evidence, shownTo } from './breach.js';
import type { Delivered } from './ledger.js';
import { type Login, logins } from './plan.js';
import type { ShownEntry } from './speech.js';

/** What was due this long ago, in milliseconds, and is still held is late: a turn takes its time. */
const grace = 120_000;

export function judgeDeliveries(evidence: Evidence): readonly Breach[] {
  return logins.flatMap((login) => [...arrived(evidence, login), ...twice(evidence, login), ...late(evidence, login)]);
}

function arrived(evidence: Evidence, login: Login): readonly Breach[] {
  const { github } = evidence.place;
  const roster = github.issues('acme/team').find(({ title }) => title === 'Makertime roster')?.number;
  const unread = github.threads(login).filter(({ unread }) => unread);
  return unread.flatMap(({ subject, updatedAt }) => {
    const key = `thing/${subject.toLowerCase()}`;
    if (key === `thing/acme/team#${roster}`) return [];
    return shownTo(evidence, login).flatMap(({ entries }, window) => {
      const lost = whyLost(
        evidence,
        login,
        entries.find((one) => one.key === key),
        updatedAt,
      );
      return lost ? [breach('no delivery lost', `${login}, window ${window}: ${subject} ${lost}`, key, subject)] : [];
    });
  });
}

function whyLost({ ledger }: Evidence, login: Login, entry: ShownEntry | undefined, updatedAt: number) {
  if (!entry) return 'has never come in';
  if (entry.isMuted) return undefined;
  if (Date.parse(entry.at) < updatedAt) return `has moved at ${new Date(updatedAt).toISOString()}: not heard of`;
  if (entry.stage !== 'done') return undefined;
  const isDealtWith = [...ledger.wishes.values()].some(
    (wish) => wish.login === login && wish.trying.entry?.key === entry.key && wish.trying.entry.about >= entry.at,
  );
  return isDealtWith ? undefined : 'is done, and nobody has seen it';
}

/** The same activity in two deliveries, though nobody had put it off or back. */
function twice({ ledger }: Evidence, login: Login): readonly Breach[] {
  const putOff = new Set(
    [...ledger.wishes.values()].flatMap(({ login: whose, trying: { entry } }) =>
      whose === login && entry && ['snooze', 'undone'].includes(entry.act) ? [entry.key] : [],
    ),
  );
  const first = new Map<string, Delivered>();
  const doubled = ledger.delivered[login].flatMap((one) => {
    const before = first.get(`${one.key} ${one.at}`);
    if (!before) first.set(`${one.key} ${one.at}`, one);
    if (!before || before.batch === one.batch || putOff.has(one.key)) return [];
    const what = `${login}: ${one.key} of ${one.at} was delivered at ${before.batch} and at ${one.batch}`;
    return [breach('no delivery doubled', what, one.key)];
  });
  const toasts = [...ledger.toasts[login]].flatMap(([batch, windows]) =>
    windows.length > 1 ? [breach('one toast a delivery', `${login}: ${batch} in windows ${windows}`, batch)] : [],
  );
  return [...doubled, ...toasts];
}

function late(evidence: Evidence, login: Login): readonly Breach[] {
  return shownTo(evidence, login).flatMap(({ entries, due, now }) => {
    const held = entries.filter(({ stage }) => stage === 'held');
    if (held.length === 0 || due > now - grace) return [];
    const what = `${login}: ${held.length} are held, due since ${new Date(due).toISOString()}`;
    return [breach('held by rule only', what, ...held.map(({ key }) => key))];
  });
}
