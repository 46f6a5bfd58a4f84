/** What the page of a discussion shows: which one it is, what was read of it, and what is being written in answer. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { errorWords } from '../../base/plainText.js';
import type { ThreadChange } from '../../model/board/mutation.js';
import type { Team } from '../../model/board/team.js';
import type { Reply } from '../../model/local/reply.js';
import type { ThreadKey } from '../../model/threads/thread.js';
import type { ThreadReading } from '../../ports/remote.js';
import { type KnownThread, knownThread, threadPicture } from '../../views/threads/picture.js';
import { readMemory, readMessage, type ThreadPage } from '../../views/threads/protocol.js';
import { type ReplyDrafts, replyDrafts } from './drafts.js';
import { doOnPage, longestReply } from './pageActs.js';
import { type ThreadReader, threadReader } from './reading.js';

/** The discussion on the page, and what is known of it beside the state. */
interface Shown {
  readonly asked: unknown;
  readonly key: ThreadKey;
  /** Of another team's discussion nothing is known here. */
  readonly repository?: number;
  readonly reader: ThreadReader;
  /** When GitHub had answered last as this was read; absent before. */
  readAt?: string | undefined;
  hasBegun?: true;
  /** Resolves once what is being written has been read. */
  begun?: Promise<void>;
  drafts: readonly Reply[];
  draftProblem?: string;
  /** As they were seen last. */
  unsent: readonly ThreadChange[];
  /** Sent, and not read since. */
  settled: readonly ThreadChange[];
}

/** @param changed called when the page shows something else than before, for reasons that are not in the state */
export function threadPage(app: App, changed: () => void): ThreadPage {
  const drafts = replyDrafts(app);
  let shown: Shown | undefined;

  function lookAt(asked: unknown): Shown {
    if (shown?.asked === asked && shown) return shown;
    const { key = '', repository } = readMemory(asked);
    const isSame = shown?.key === key;
    shown = {
      asked,
      key: key as ThreadKey,
      ...(repository !== undefined && { repository }),
      reader: isSame && shown ? shown.reader : threadReader((...question) => readingOf(app, ...question), changed),
      drafts: [],
      unsent: [],
      settled: [],
    };
    return shown;
  }

  const knownOf = (now: Shown): KnownThread | undefined =>
    knownThread(app.state(), now.key, { ...now.reader.get(), settled: now.settled });

  function readAgain(now: Shown, after: readonly ThreadChange[] = []): void {
    const number = knownOf(now)?.thread.number ?? numberIn(now.key);
    now.settled = [...now.settled, ...after];
    if (number === undefined) return;
    void now.reader.latest(number).then(() => {
      now.settled = now.settled.filter((one) => !after.includes(one));
    });
  }

  /** At first, and after trouble whenever GitHub has answered since. */
  function readOnce(now: Shown): void {
    const { heardAt } = app.state().sync;
    const { problem, reading } = now.reader.get();
    const isOver = problem !== undefined && problem.kind !== 'gone' && reading === 'none' && heardAt !== now.readAt;
    if (now.hasBegun && !isOver) return;
    now.hasBegun = true;
    now.readAt = heardAt;
    readAgain(now);
  }

  /** What was sent is at GitHub: until that is heard of, it is shown as if it were. */
  function settle(now: Shown): void {
    const { unsent = [], refused = [] } = knownOf(now) ?? {};
    const still = new Set([...unsent, ...refused.map(({ mutation }) => mutation)].map(({ id }) => id));
    const sent = now.unsent.filter(({ id }) => !still.has(id));
    now.unsent = unsent;
    if (sent.length > 0) readAgain(now, sent);
  }

  return {
    async picture(asked) {
      const now = lookAt(asked);
      const { phase, team } = app.state();
      // After a restart the disk is read first.
      if (phase === 'ready' && team && isHere(now, team)) {
        readOnce(now);
        now.begun ??= readDrafts(app, drafts, now, team, knownOf(now));
        await now.begun;
        settle(now);
      }
      return { kind: 'picture', picture: pictureOf(app, now) };
    },
    async hear(data, answer) {
      const message = readMessage(data);
      const { team } = app.state();
      if (!message || message.kind === 'ready') return;
      if (message.kind === 'link') return app.editor.openLink(message.address);
      if (!team) return;
      const now = shown?.key === message.key ? shown : undefined;
      const known = now ? knownOf(now) : knownThread(app.state(), message.key as ThreadKey, { settled: [] });
      await doOnPage(message, {
        app,
        team,
        key: message.key as ThreadKey,
        known,
        drafts,
        answer,
        drafted(place, text) {
          if (now) now.drafts = withDraft(now.drafts, { ...place, record: '', text });
        },
        readEarlier() {
          if (now && known?.thread.number !== undefined) void now.reader.earlier(known.thread.number);
        },
      });
    },
  };
}

/** Where they cannot be read, none may be written over them: they are read again with the next picture. */
async function readDrafts(app: App, drafts: ReplyDrafts, now: Shown, team: Team, known: KnownThread | undefined) {
  try {
    now.drafts = await drafts.list(team, now.key, known);
    delete now.draftProblem;
  } catch (error) {
    app.warn(`replies could not be read: ${String(error)}`);
    now.draftProblem = l10n.t('Your drafts could not be read: {0}', errorWords(error));
    delete now.begun;
  }
}

function pictureOf(app: App, now: Shown) {
  const { team } = app.state();
  const picture = threadPicture(app.state(), now.key, {
    ...now.reader.get(),
    now: app.now(),
    zone: app.editor.zone(),
    isElsewhere: team !== undefined && !isHere(now, team),
    settled: now.settled,
    drafts: now.drafts,
    longest: longestReply(team),
    ...(now.draftProblem !== undefined && { draftProblem: now.draftProblem }),
  });
  // It takes a while, and whoever looks at a question may want to know what is known of it.
  if (picture.actions.some(({ name }) => name === 'draftAnswer')) app.knowledge.prepare();
  return picture;
}

function isHere({ repository }: Shown, team: Team): boolean {
  return repository === undefined || repository === team.repository.id;
}

/** A reading that fails in another way than GitHub's tells of nothing. */
async function readingOf(app: App, number: number, before?: string): Promise<ThreadReading> {
  try {
    return await app.connection.readThread(number, before);
  } catch (error) {
    app.warn(`a discussion could not be read: ${String(error)}`);
    return { kind: 'trouble', trouble: { kind: 'offline' } };
  }
}

/** One that is not on the board can be asked for all the same. */
function numberIn(key: ThreadKey): number | undefined {
  const number = Number(/^#(\d{1,10})$/.exec(key)?.[1] ?? 0);
  return number > 0 && number < 2 ** 31 ? number : undefined;
}

function withDraft(drafts: readonly Reply[], draft: Reply): readonly Reply[] {
  const others = drafts.filter(({ to }) => to !== draft.to);
  return draft.text.trim() === '' ? others : [...others, draft];
}
