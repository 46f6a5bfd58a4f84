/** What is read of one discussion while somebody looks at it: the latest at once, earlier comments when they are wanted. */
import { joinedTalk, withEarlier } from '../../model/threads/join.js';
import type { ThreadReading } from '../../ports/remote.js';
import type { Beside } from '../../views/threads/picture.js';

type Read = Pick<Beside, 'read' | 'reading' | 'problem'>;

export interface ThreadReader {
  get(): Read;
  /** Resolves once a reading that began after this call has ended, whatever came of it. */
  latest(number: number): Promise<void>;
  /** A hundred before those that were read; the latest, where nothing was. */
  earlier(number: number): Promise<void>;
}

/** @param changed called when something is read, and when it has ended */
export function threadReader(
  ask: (number: number, before?: string) => Promise<ThreadReading>,
  changed: () => void,
): ThreadReader {
  let known: Read = { reading: 'none' };
  /** Where the comments before those that were read end. */
  let before: string | undefined;
  let queue: Promise<void> = Promise.resolve();

  function inTurn(reading: Beside['reading'], work: () => Promise<void>): Promise<void> {
    queue = queue.then(async () => {
      known = { ...known, reading };
      if (reading === 'earlier') changed();
      await work();
      known = { ...known, reading: 'none' };
      changed();
    });
    return queue;
  }

  function take(told: ThreadReading, joined: (news: NonNullable<Beside['read']>) => NonNullable<Beside['read']>): void {
    const { problem: _before, ...rest } = known;
    switch (told.kind) {
      case 'read':
        known = { ...rest, read: joined(told) };
        return;
      case 'gone':
        known = { ...rest, problem: { kind: 'gone' } };
        return;
      case 'trouble':
        known = { ...rest, problem: told.trouble };
    }
  }

  const latest = async (number: number) => {
    const told = await ask(number);
    take(told, ({ thread, talk }) => {
      const last = known.read?.talk;
      const isTouching = last?.comments.some(({ id }) => id === talk.comments[0]?.id) ?? false;
      // What was read before and reaches further back says where there is more.
      if (told.kind === 'read' && !isTouching) before = told.before;
      return { thread, talk: last ? joinedTalk(last, talk) : talk };
    });
  };

  const earlier = async (number: number) => {
    const last = known.read;
    if (!last) return latest(number);
    const told = await ask(number, before);
    take(told, ({ thread, talk }) => {
      if (told.kind === 'read') before = told.before;
      return { thread, talk: withEarlier(last.talk, talk) };
    });
  };

  return {
    get: () => known,
    latest: (number) => inTurn('latest', () => latest(number)),
    earlier: (number) => (known.reading === 'earlier' ? queue : inTurn('earlier', () => earlier(number))),
  };
}
