/** Replies that are being written, each in the file of its place, and what is written first is on the disk first. */
import type { Reply, ReplyPlace } from '../../model/local/reply.js';
import type { Replies, ReplyFiles } from '../../ports/stores.js';

export function keepReplies(files: ReplyFiles): Replies {
  /** The last that was begun, by name. */
  const last = new Map<string, Promise<unknown>>();

  function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
    const done = (last.get(name) ?? Promise.resolve()).then(work);
    const settled: Promise<unknown> = done
      .catch(() => undefined)
      .finally(() => last.get(name) === settled && last.delete(name));
    last.set(name, settled);
    return done;
  }

  /** Names are worked out one after the other: a quicker one must not come before what was begun first. */
  let naming: Promise<unknown> = Promise.resolve();
  function named(work: () => Promise<string>): Promise<string> {
    const name = naming.then(work);
    naming = name.catch(() => undefined);
    return name;
  }

  return {
    async list(of) {
      const beginning = await named(() => threadName(of));
      const names = (await files.names()).filter((name) => name.startsWith(beginning)).sort();
      const found = await Promise.all(names.map((name) => inTurn(name, () => files.read(name))));
      return found.filter((one) => one !== undefined);
    },
    async keep(reply: Reply) {
      const name = await named(() => nameOf(reply));
      await inTurn(name, async () => {
        // A damaged one is not written over.
        await files.read(name);
        await files.write(name, reply);
      });
    },
    async remove(place) {
      const name = await named(() => nameOf(place));
      await inTurn(name, () => files.remove(name));
    },
  };
}

async function nameOf(place: ReplyPlace): Promise<string> {
  return `${await threadName(place)}${await digits(place.to ?? '')}`;
}

async function threadName({ repository, thread }: Pick<ReplyPlace, 'repository' | 'thread'>): Promise<string> {
  return `${await digits(`${repository} ${thread}`)}-`;
}

/** GitHub's names differ by capital letters, and some disks do not. */
async function digits(name: string): Promise<string> {
  const hash = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(name));
  return [...new Uint8Array(hash).slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
