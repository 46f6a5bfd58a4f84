/** Replies that are being written on a page: each is on the disk soon after it was typed, until it is sent or emptied. */
import type { App } from '../../app/app.js';
import type { Team } from '../../model/board/team.js';
import type { Reply, ReplyPlace } from '../../model/local/reply.js';
import { sayings } from '../../model/threads/change.js';
import { type ThreadKey, unsentThreadKey } from '../../model/threads/thread.js';
import type { KnownThread } from '../../views/threads/picture.js';

export type ReplyDrafts = ReturnType<typeof replyDrafts>;

export function replyDrafts(app: App) {
  /** Under which record each is sent, by its place. */
  const records = new Map<string, string>();
  /** Places. */
  const sending = new Set<string>();
  const nameOf = ({ repository, thread, to }: ReplyPlace) => JSON.stringify([repository, thread, to ?? null]);

  function recordOf(place: ReplyPlace): string {
    const known = records.get(nameOf(place)) ?? app.newId();
    records.set(nameOf(place), known);
    return known;
  }

  async function remove(team: Team, place: ReplyPlace, known: KnownThread | undefined): Promise<void> {
    records.delete(nameOf(place));
    const kept = app.replies(team.account);
    // It may have been begun before GitHub had given the discussion its number.
    for (const thread of keysOf(place.thread, known)) await kept.remove({ ...place, thread });
  }

  return {
    remove,
    /** Under the record it will be known by. False while it is being sent already: a button is pressed twice. */
    async send(place: ReplyPlace, send: (record: string) => Promise<void>): Promise<boolean> {
      const name = nameOf(place);
      if (sending.has(name)) return false;
      sending.add(name);
      await send(recordOf(place)).finally(() => sending.delete(name));
      return true;
    },
    /** Those that have not been sent: a window may have died between sending one and forgetting it. */
    async list(team: Team, key: ThreadKey, known: KnownThread | undefined): Promise<readonly Reply[]> {
      const kept = app.replies(team.account);
      const found = new Map<string | undefined, Reply>();
      for (const thread of keysOf(key, known))
        for (const reply of await kept.list({ repository: team.repository.id, thread }))
          if (isSent(known, reply.record)) await kept.remove(reply);
          else if (!found.has(reply.to)) found.set(reply.to, reply);
      const now = { repository: team.repository.id, thread: known?.thread.key ?? key };
      for (const { to, record } of found.values())
        records.set(nameOf({ ...now, ...(to !== undefined && { to }) }), record);
      return [...found.values()];
    },
    /** An empty one is none. */
    async keep(team: Team, place: ReplyPlace, text: string, known: KnownThread | undefined): Promise<void> {
      if (text.trim() === '') return remove(team, place, known);
      await app.replies(team.account).keep({ ...place, record: recordOf(place), text });
    },
  };
}

/** The names one discussion may have had, the one of now first. */
function keysOf(key: ThreadKey, known: KnownThread | undefined): readonly ThreadKey[] {
  const { thread } = known ?? {};
  const unsent =
    thread?.record !== undefined && thread.by.kind === 'person'
      ? [unsentThreadKey(thread.by.person.id, thread.record)]
      : [];
  return [...new Set([...(thread ? [thread.key] : []), key, ...unsent])];
}

function isSent(known: KnownThread | undefined, record: string): boolean {
  if (!known) return false;
  const { unsent, refused, talk } = known;
  const says = [...unsent, ...refused.map(({ mutation }) => mutation)];
  return (
    says.some((mutation) => mutation.kind === 'say' && mutation.record === record) ||
    (talk !== undefined && sayings(talk).some((said) => said.record?.id === record))
  );
}
