/** The picture of one discussion: what was said, with everything on top that GitHub has not got yet, as plain data. */
import * as l10n from '@vscode/l10n';
import { plain, withoutUnseen } from '../../base/plainText.js';
import { apply, type BoardMutation, type OpenThread, type ThreadChange } from '../../model/board/mutation.js';
import { type Account, isSameName } from '../../model/board/team.js';
import type { Refusal, Trouble } from '../../model/board/trouble.js';
import type { Reply } from '../../model/local/reply.js';
import { checkInDayOf } from '../../model/posting/checkIns.js';
import type { Decision } from '../../model/posting/decisions.js';
import { type State, visible } from '../../model/state.js';
import { changedTalk, sayings } from '../../model/threads/change.js';
import { neededIn } from '../../model/threads/checkIn.js';
import { joinedTalk } from '../../model/threads/join.js';
import type { ReactionKind, Said, Talk, ThreadComment } from '../../model/threads/talk.js';
import { type Speaker, type Thread, type ThreadKey, threadAt, unsentThreadKey } from '../../model/threads/thread.js';
import { mutationLine } from '../now/mutationWords.js';
import { moment } from '../words/time.js';
import { refusalWords, troubleWords } from '../words/troubleText.js';
import { threadActions } from './actions.js';
import { decisionPicture, knownDecision } from './decision.js';
import { handOffPicture, knownHandOff } from './handOff.js';
import type { PictureComment, PictureReaction, PictureSaid, ThreadNotice, ThreadPicture } from './protocol.js';
import { reactionSigns } from './reactions.js';
import {
  hiddenWords,
  type Looking,
  memoFacts,
  reactionWords,
  speakerName,
  threadFacts,
  threadWords,
  whenWords,
} from './words.js';

/** What the page knows beside the state. */
export interface Beside {
  readonly now: number;
  /** Mine, IANA name. */
  readonly zone: string;
  /** Read for this page: it reaches further back than the board. */
  readonly read?: { readonly thread: Thread; readonly talk: Talk };
  readonly reading: 'none' | 'latest' | 'earlier';
  /** What came of the last reading. */
  readonly problem?: Trouble | { readonly kind: 'gone' };
  /** What GitHub has got, and has not told of yet. */
  readonly settled: readonly ThreadChange[];
  readonly drafts: readonly Reply[];
  /** Why nobody knows what is being written. */
  readonly draftProblem?: string;
  /** It is another repository's. */
  readonly isElsewhere: boolean;
  /** Characters a reply may have. */
  readonly longest: number;
}

/** Everything that is known of a discussion here, with what GitHub has not got on top. */
export interface KnownThread {
  readonly thread: Thread;
  readonly talk?: Talk;
  readonly unsent: readonly ThreadChange[];
  readonly refused: readonly { readonly mutation: ThreadChange; readonly reason: Refusal }[];
}

const offered: readonly ReactionKind[] = ['thumbsUp', 'eyes', 'heart', 'hooray'];

/** Undefined where it is not known here. */
export function knownThread(
  state: State,
  key: ThreadKey,
  beside: Pick<Beside, 'read' | 'settled'>,
): KnownThread | undefined {
  const begun = begunAs(state, key);
  const { threads } = begun ? apply(visible(state), begun) : visible(state);
  const thread = threadAt(threads, key) ?? beside.read?.thread;
  if (!thread) return undefined;
  const isHere = (mutation: BoardMutation): mutation is ThreadChange =>
    isThreadChange(mutation) &&
    mutation.team.repository.id === state.team?.repository.id &&
    (mutation.target === thread.key ||
      mutation.target === key ||
      threadAt(threads, mutation.target)?.key === thread.key);
  const unsent = state.unsent.filter(isHere);
  const talk = talkOf(state, thread, begun, beside.read?.talk);
  const changed = [...beside.settled, ...unsent].reduce<Talk | undefined>(
    (before, act) => before && changedTalk(before, act, { by: myself(act.team.account), at: act.at }),
    talk,
  );
  return {
    thread,
    ...(changed && { talk: changed }),
    unsent,
    refused: state.refused.flatMap(({ mutation, reason }) => (isHere(mutation) ? [{ mutation, reason }] : [])),
  };
}

function isThreadChange(mutation: BoardMutation): mutation is ThreadChange {
  return Object.hasOwn(threadChanges, mutation.kind);
}

/** The compiler asks for each. */
const threadChanges: Readonly<Record<ThreadChange['kind'], true>> = {
  say: true,
  markAnswer: true,
  react: true,
  closeThread: true,
  editThread: true,
  decide: true,
  pickUp: true,
};

/** The beginning of one that GitHub has not got, or has refused. */
function begunAs({ unsent, refused }: State, key: ThreadKey): OpenThread | undefined {
  return [...unsent, ...refused.map(({ mutation }) => mutation)].find(
    (one): one is OpenThread => one.kind === 'openThread' && unsentThreadKey(one.team.account.id, one.record) === key,
  );
}

function talkOf({ confirmed }: State, { number }: Thread, begun: OpenThread | undefined, read: Talk | undefined) {
  const kept = number === undefined ? undefined : confirmed.talks.get(number);
  if (kept && read) return joinedTalk(kept, read);
  if (kept ?? read) return kept ?? read;
  if (!begun) return undefined;
  const by = myself(begun.team.account);
  const opening: Said = { id: begun.id, by, text: begun.text, at: begun.at, reactions: [], may: [] };
  return { number: 0, at: begun.at, opening, comments: [], earlier: 0 };
}

function myself({ id, login }: Account): Speaker {
  return { kind: 'person', person: { id, login }, counts: true };
}

export function threadPicture(state: State, key: ThreadKey, beside: Beside): ThreadPicture {
  const known = beside.isElsewhere ? undefined : knownThread(state, key, beside);
  const base = {
    key,
    repository: state.team?.repository.id ?? 0,
    server: state.team?.account.server ?? 'https://github.com',
    longest: beside.longest,
    drafts: beside.drafts.map(({ to, text }) => ({ ...(to !== undefined && { to }), text })),
    words: threadWords(),
  };
  if (!known) {
    const text = unknownWords(state, beside);
    return {
      ...base,
      title: l10n.t('Discussion'),
      facts: [],
      notices: [{ text }],
      actions: [],
      comments: [],
      isClosedTo: text,
    };
  }
  const { thread, talk } = known;
  const drawn = talk && drawnTalk(state, known, talk, beside);
  const decision = decisionOf(known);
  const handOff = knownHandOff(thread, talk, known.unsent);
  const looking: Looking = { now: beside.now, zone: beside.zone, statuses: visible(state).statuses };
  const closed = beside.draftProblem ?? lockedWords(state, thread, talk);
  return {
    ...base,
    title: plain(thread.title) || l10n.t('(no title)'),
    facts: [...threadFacts(thread), ...memoFacts(thread, talk, looking)],
    notices: noticesOf(state, known, beside),
    actions: threadActions(thread, {
      ...looking,
      me: state.team?.account.id,
      decision,
      handOff,
      opening: talk?.opening.text,
    }),
    ...(decision && { decision: decisionPicture(decision, looking) }),
    ...(handOff && { decision: handOffPicture(handOff, looking) }),
    ...(drawn?.opening && { opening: drawn.opening }),
    ...(drawn?.answer && { answer: drawn.answer }),
    ...(talk &&
      talk.earlier > 0 && {
        earlier: { label: earlierWords(talk.earlier, beside), isBusy: beside.reading === 'earlier' },
      }),
    comments: drawn?.comments ?? [],
    ...(closed && { isClosedTo: closed }),
  };
}

/** As it stands with what was said here. */
export function decisionOf({ thread, talk, unsent }: KnownThread): Decision | undefined {
  return knownDecision(thread, talk, unsent);
}

function unknownWords({ phase, team }: State, { reading, problem, now, isElsewhere }: Beside): string {
  if (phase === 'starting') return l10n.t('Makertime is starting');
  if (!team) return l10n.t('Connect a team repository to read its discussions.');
  if (isElsewhere) return l10n.t('This discussion belongs to another team repository.');
  if (reading !== 'none') return l10n.t('Reading from GitHub…');
  if (problem && problem.kind !== 'gone') return `${troubleWords(problem, now)}.`;
  return l10n.t('This discussion is not there, or you have no access to it.');
}

function earlierWords(count: number, { reading }: Beside): string {
  if (reading === 'earlier') return l10n.t('Reading earlier comments…');
  return count === 1 ? l10n.t('Show 1 earlier comment') : l10n.t('Show {0} earlier comments', count);
}

/** Who may write in the repository may change what others have said: GitHub tells nothing else of it. */
function lockedWords({ team }: State, { isLocked }: Thread, talk: Talk | undefined): string | undefined {
  if (!isLocked) return undefined;
  const me = team?.account.id;
  const isOthers = ({ by }: Said) => by.kind !== 'person' || by.person.id !== me;
  const all = talk ? [talk.opening, ...sayings(talk)] : [];
  if (all.some((said) => isOthers(said) && said.may.includes('edit'))) return undefined;
  return l10n.t('This discussion is locked: only people with write access can comment.');
}

function noticesOf(state: State, known: KnownThread, { now, zone, reading, problem }: Beside): readonly ThreadNotice[] {
  const trouble = problem && problem.kind !== 'gone' ? problem : state.sync.trouble;
  const heard = state.sync.heardAt;
  const notices: ThreadNotice[] = [];
  if (problem?.kind === 'gone')
    notices.push({ text: l10n.t('GitHub says that this discussion was deleted or moved.') });
  else if (trouble && heard)
    notices.push({
      text: l10n.t('{0}. This is what was read last, {1}.', troubleWords(trouble, now), moment(heard, now, zone)),
    });
  else if (trouble) notices.push({ text: `${troubleWords(trouble, now)}.` });
  else if (!known.talk)
    notices.push({ text: reading === 'none' ? l10n.t('Not read yet.') : l10n.t('Reading from GitHub…') });
  const begun = state.refused.find(
    ({ mutation }) =>
      mutation.kind === 'openThread' && unsentThreadKey(mutation.team.account.id, mutation.record) === known.thread.key,
  );
  const others = known.refused.filter(({ mutation }) => mutation.kind !== 'say' && mutation.kind !== 'decide');
  for (const { mutation, reason } of [...(begun ? [begun] : []), ...others])
    notices.push({
      text: l10n.t(
        '{0}: {1}',
        mutationLine(mutation, () => undefined),
        refusalWords(reason),
      ),
      unsent: { id: mutation.id, acts: ['retry', 'discard'] },
    });
  return notices;
}

interface Drawn {
  readonly opening: PictureSaid;
  readonly answer?: PictureSaid;
  readonly comments: readonly PictureComment[];
}

function drawnTalk(state: State, known: KnownThread, talk: Talk, { now, zone }: Beside): Drawn {
  const looking: Looking = { now, zone, statuses: visible(state).statuses };
  const answerId = talk.answer?.said.id;
  const isNew = known.thread.number === undefined;
  const draw = (said: Said, as: SaidAs): PictureSaid => drawnSaid(said, as, { looking, answerId, isNew });
  const pending = pendingOf(known, talk);
  const repliesOf = (comment: ThreadComment) => [
    ...comment.replies.map((reply) => draw(reply, 'reply')),
    ...pending.filter(({ to }) => to === comment.id || comment.replies.some(({ id }) => id === to)).map(drawPending),
  ];
  const drawPending = ({ said, unsent }: Pending): PictureSaid => ({ ...draw(said, 'pending'), unsent });
  const isRoot = (id: string | undefined) =>
    id !== undefined && talk.comments.some((one) => one.id === id || one.replies.some((reply) => reply.id === id));
  const answer = talk.answer?.said;
  const isAmong = talk.comments.some(({ id, replies }) =>
    [id, ...replies.map((one) => one.id)].includes(answer?.id ?? ''),
  );
  return {
    opening: draw(talk.opening, 'opening'),
    ...(answer && { answer: draw(answer, isAmong ? 'copy' : 'comment') }),
    comments: [
      ...commentsInOrder(state, known.thread, talk).map((comment) => ({
        ...draw(comment, 'comment'),
        replies: repliesOf(comment),
        ...(comment.earlierReplies > 0 && { earlierReplies: earlierRepliesWords(comment.earlierReplies) }),
      })),
      ...pending.filter(({ to }) => !isRoot(to)).map((one) => ({ ...drawPending(one), replies: [] })),
    ],
  };
}

/** In a check-in those who need me come first. */
function commentsInOrder({ team }: State, thread: Thread, talk: Talk): readonly ThreadComment[] {
  if (!team || checkInDayOf(thread, talk) === undefined) return talk.comments;
  const { id, login } = team.account;
  const needsMe = ({ by, text }: Said) =>
    by.kind === 'person' && by.person.id !== id && neededIn(text).some((one) => isSameName(one, login));
  return [...talk.comments].sort((a, b) => Number(needsMe(b)) - Number(needsMe(a)));
}

function earlierRepliesWords(count: number): string {
  return count === 1 ? l10n.t('1 earlier reply is on GitHub') : l10n.t('{0} earlier replies are on GitHub', count);
}

interface Pending {
  readonly to?: string;
  readonly said: Said;
  readonly unsent: NonNullable<PictureSaid['unsent']>;
}

/** What was said here and is not at GitHub, as far as is known. */
function pendingOf({ unsent, refused }: KnownThread, talk: Talk): readonly Pending[] {
  const isThere = new Set(sayings(talk).flatMap(({ record }) => (record ? [record.id] : [])));
  const waiting = unsent.map((mutation) => ({ mutation, reason: undefined }));
  return [...refused, ...waiting].flatMap(({ mutation, reason }) => {
    if ((mutation.kind !== 'say' && mutation.kind !== 'decide') || isThere.has(mutation.record)) return [];
    const { id, text, at, team } = mutation;
    const to = mutation.kind === 'say' ? mutation.to : undefined;
    const said: Said = { id, by: myself(team.account), text, at, reactions: [], may: [] };
    const why = reason ? l10n.t('Not sent: {0}', refusalWords(reason)) : l10n.t('Not sent yet');
    const acts = !reason
      ? []
      : mutation.kind === 'say'
        ? (['retry', 'rewrite', 'discard'] as const)
        : (['retry', 'discard'] as const);
    return [{ ...(to !== undefined && { to }), said, unsent: { id, why, acts } }];
  });
}

/** `copy`: shown a second time, so that nothing can be done there. */
type SaidAs = 'opening' | 'comment' | 'reply' | 'copy' | 'pending';

interface Around {
  readonly looking: Looking;
  readonly answerId: string | undefined;
  /** The discussion itself is not at GitHub. */
  readonly isNew: boolean;
}

function drawnSaid(said: Said, as: SaidAs, { looking, answerId, isNew }: Around): PictureSaid {
  const { id, by, may, hidden } = said;
  const name = speakerName(by);
  const when = whenWords(said.at, by, looking);
  const isAnswer = id === answerId;
  const isAtHand = as !== 'copy' && as !== 'pending' && !isNew && hidden?.kind !== 'deleted';
  const facts = [
    ...(by.kind === 'person' && !by.counts ? [l10n.t('not in the team')] : []),
    when,
    ...(said.edited ? [editedWords(said.edited, by, looking)] : []),
    ...(isAnswer && as !== 'copy' ? [l10n.t('Answer')] : []),
  ];
  return {
    id,
    isOpening: as === 'opening',
    by: name,
    facts,
    spoken: spokenWords(as, name, when),
    markdown: hidden?.kind === 'deleted' ? '' : withoutUnseen(said.text),
    ...(hidden && { hidden: { why: hiddenWords(hidden), isGone: hidden.kind === 'deleted' } }),
    isAnswer,
    reactions: as === 'copy' || as === 'pending' ? [] : reactionsOf(said, isAtHand && may.includes('react')),
    ...(isAtHand &&
      as !== 'opening' && { replyStart: as === 'reply' && by.kind === 'person' ? `@${by.person.login} ` : '' }),
    offers: isAtHand ? offersOf(said, isAnswer) : [],
  };
}

function editedWords({ at, by }: NonNullable<Said['edited']>, author: Speaker, looking: Looking): string {
  const isAuthor = by.kind === 'person' && author.kind === 'person' && by.person.id === author.person.id;
  const when = moment(at, looking.now, looking.zone);
  return isAuthor ? l10n.t('edited {0}', when) : l10n.t('edited by {0} {1}', speakerName(by), when);
}

function spokenWords(as: SaidAs, name: string, when: string): string {
  switch (as) {
    case 'opening':
      return l10n.t('Opened by {0}, {1}', name, when);
    case 'reply':
      return l10n.t('Reply by {0}, {1}', name, when);
    case 'copy':
      return l10n.t('Answer by {0}, {1}', name, when);
    case 'comment':
    case 'pending':
      return l10n.t('Comment by {0}, {1}', name, when);
  }
}

function reactionsOf({ reactions }: Said, isOffered: boolean): readonly PictureReaction[] {
  return (Object.keys(reactionSigns) as ReactionKind[]).flatMap((kind) => {
    const { count = 0, isMine = false } = reactions.find((one) => one.kind === kind) ?? {};
    const isHere = isOffered && (offered.includes(kind) || isMine);
    if (count === 0 && !isHere) return [];
    return [{ kind, sign: reactionSigns[kind], count, isMine, label: reactionWords(kind, count), isOffered: isHere }];
  });
}

function offersOf({ may }: Said, isAnswer: boolean): PictureSaid['offers'] {
  // Who may mark one may also unmark it: GitHub says so only once it is marked.
  if (isAnswer) return may.includes('unmarkAnswer') || may.includes('markAnswer') ? ['unmarkAnswer'] : [];
  return may.includes('markAnswer') || may.includes('unmarkAnswer') ? ['markAnswer'] : [];
}
