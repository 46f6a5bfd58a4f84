/** Replies that are being written, in memory. */
import type { Reply, ReplyPlace } from '../../../src/model/local/reply.js';
import type { Replies } from '../../../src/ports/stores.js';

export function fakeReplies(): Replies & { readonly kept: ReadonlyMap<string, Reply> } {
  const kept = new Map<string, Reply>();
  const nameOf = ({ repository, thread, to = '' }: ReplyPlace) => `${repository} ${thread} ${to}`.trim();
  return {
    kept,
    list: async ({ repository, thread }) =>
      [...kept.values()].filter((reply) => reply.repository === repository && reply.thread === thread),
    async keep(reply) {
      kept.set(nameOf(reply), reply);
    },
    async remove(place) {
      kept.delete(nameOf(place));
    },
  };
}
