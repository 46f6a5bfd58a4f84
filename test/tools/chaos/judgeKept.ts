/** The verdict on what people wanted kept: each thing said to be saved is on GitHub once or visibly parked, and nothing is there twice. */
import { type Declared, newerOf, type StatusRecord } from '../../../src/model/people/member.js';
import { readStatus } from '../../../src/records/roster.js';
import { type Breach, breach, type Evidence, isParked, shownTo } from './breach.js';
import type { Wish } from './ledger.js';
import { teamName } from './place.js';
import { type Login, logins } from './plan.js';

const ulid = /[0-7][0-9A-HJKMNP-TV-Z]{25}/g;

/** Numbers of issues, and texts of comments, by the record's id in them. */
interface Found {
  readonly issues: ReadonlyMap<string, readonly number[]>;
  readonly comments: ReadonlyMap<string, number>;
}

export function judgeKept(evidence: Evidence): readonly Breach[] {
  const found = search(evidence);
  const wishes = [...evidence.ledger.wishes.values()];
  return [
    ...wishes.flatMap((wish) => judgeOne(evidence, found, wish)),
    ...judgeTitles(evidence, found, wishes),
    ...logins.flatMap((login) => judgeStatus(evidence, login, wishes)),
  ];
}

function search({ place: { github } }: Evidence): Found {
  const issues = new Map<string, number[]>();
  const comments = new Map<string, number>();
  for (const { number, body } of github.issues(teamName)) {
    for (const id of new Set(body?.match(ulid))) issues.set(id, [...(issues.get(id) ?? []), number]);
    for (const comment of github.comments(teamName, number))
      for (const id of new Set(comment.body.match(ulid))) comments.set(id, (comments.get(id) ?? 0) + 1);
  }
  return { issues, comments };
}

function judgeOne(evidence: Evidence, found: Found, { login, trying, fate }: Wish): readonly Breach[] {
  const { id, what, mark = '', target } = trying;
  const isSaved = fate === 'saved' && !isParked(evidence, login, id) && !isShownUnsent(evidence, login, id);
  const wrong = (problem: string) => [breach(`${what} kept once`, `${login}: ${problem} (${fate})`, id, mark, target)];
  const times = (count: number, isOwed: boolean) => {
    if (count > 1) return wrong(`doubled: ${count} times on GitHub`);
    return isOwed && isSaved && count === 0 ? wrong('lost') : [];
  };
  switch (what) {
    case 'capture':
      return times(found.issues.get(mark)?.length ?? 0, true);
    case 'comment':
      return times(found.comments.get(mark) ?? 0, true);
    case 'roster':
      return times(found.issues.get(mark)?.length ?? 0, false);
    case 'edit': {
      if (!isSaved || mark === '') return [];
      const { titled, github } = evidence.place;
      const hasArrived = titled.some(({ title, request }) => title === mark && github.log.entries[request - 1]?.effect);
      return hasArrived ? [] : wrong('lost');
    }
    case 'resolve':
    case 'depend': {
      const issue = isSaved ? issueOf(evidence, found, target) : undefined;
      if (!issue) return [];
      if (what === 'resolve') return issue.state === 'closed' ? [] : wrong(`lost: #${issue.number} is open`);
      const blocked = evidence.place.github.issue(teamName, trying.blocks ?? 0);
      return blocked.blockedBy.includes(issue.id) ? [] : wrong(`lost: #${blocked.number} waits for nothing`);
    }
    case 'status':
    case 'attend':
      return [];
  }
}

/** Whether it waits before the person, in each of their windows. Whether it may wait is judged elsewhere. */
function isShownUnsent(evidence: Evidence, login: Login, id: string): boolean {
  const windows = shownTo(evidence, login);
  return windows.length > 0 && windows.every(({ unsent }) => unsent.includes(id));
}

function issueOf({ place }: Evidence, { issues }: Found, target: string | undefined) {
  const [number] = issues.get(target?.split('/')[1] ?? '') ?? [];
  return number === undefined ? undefined : place.github.issue(teamName, number);
}

/** What somebody has changed after they saw it does not stand in the end. */
function judgeTitles(evidence: Evidence, found: Found, wishes: readonly Wish[]): readonly Breach[] {
  const edits = wishes.filter(({ trying }) => trying.what === 'edit' && trying.mark !== undefined);
  const byTitle = new Map(edits.map((wish) => [wish.trying.mark, wish]));
  return edits.flatMap(({ login, trying, fate }) => {
    const issue = issueOf(evidence, found, trying.target);
    const before = byTitle.get(trying.seen);
    const isUndone = before?.login === login && issue?.title === trying.seen;
    if (!isUndone || fate !== 'saved' || isParked(evidence, login, trying.id)) return [];
    const what = `${login}: #${issue?.number} is “${trying.seen}”, and not “${trying.mark}” that came after it`;
    return [breach('changes in order', what, trying.mark, trying.seen, trying.target)];
  });
}

function judgeStatus(evidence: Evidence, login: Login, wishes: readonly Wish[]): readonly Breach[] {
  const { github } = evidence.place;
  const author = { id: github.idOf(login), login };
  const roster = github.issues(teamName).find(({ title }) => title === 'Makertime roster');
  const records = (roster ? github.comments(teamName, roster.number) : []).flatMap((comment) => {
    if (comment.author !== author.id) return [];
    const updatedAt = new Date(comment.updatedAt).toISOString();
    return readStatus({ body: comment.body, author, number: comment.id, updatedAt }) ?? [];
  });
  const said = wishes.filter((wish) => wish.login === login && wish.trying.what === 'status' && wish.fate === 'saved');
  if (records.length === 0) return said.length > 0 ? [breach('statuses converge', `${login} has none`, login)] : [];
  const [first, ...others] = records as [StatusRecord, ...StatusRecord[]];
  const { status } = others.reduce<Declared>(newerOf, first);
  const text = status.text ?? '';
  const doubled = others.length > 0 ? [breach('status kept once', `${login} has ${records.length}`, login)] : [];
  const newer = said.find(({ trying }) => trying.mark !== undefined && trying.seen === text && trying.mark !== text);
  const stale = newer
    ? [
        breach(
          'the newest status stands',
          `${login}: “${text}”, and not “${newer.trying.mark}”`,
          text,
          newer.trying.mark,
        ),
      ]
    : [];
  const apart = evidence.shown.flatMap((one, window) => {
    const sees = one?.statuses[author.id];
    if (!one || sees === text) return [];
    return [
      breach('statuses converge', `window ${window} sees “${sees}” of ${login}, GitHub says “${text}”`, text, sees),
    ];
  });
  return [...doubled, ...stale, ...apart];
}
