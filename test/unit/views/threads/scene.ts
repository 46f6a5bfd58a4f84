// A discussion as the page is given it: people in two zones, an answer, replies, what is hidden, what has not been sent.

import type { ThreadChange } from '../../../../src/model/board/mutation.js';
import { initialState, type State } from '../../../../src/model/state.js';
import type { Talk } from '../../../../src/model/threads/talk.js';
import { type Speaker, type Thread, threadKey } from '../../../../src/model/threads/thread.js';
import { type Beside, threadPicture } from '../../../../src/views/threads/picture.js';
import { ana, bo, board, said, statusRecord, talk, team, thread, threadComment } from '../../../lib/fakes/builders.js';
import { utc } from '../../model/times.js';

export const now = utc('2026-11-23 10:40');
export const key = threadKey(3);

export const by = (person: { readonly id: number; readonly login: string }, counts = true): Speaker => ({
  kind: 'person',
  person,
  counts,
});
const guest = { id: 9, login: 'visitor' };
const times = ['2026-11-21T09:00:00Z', '2026-11-22T15:10:00Z', '2026-11-22T20:30:00Z', '2026-11-23T08:05:00Z'] as const;

const markdown = `The manual says **two** minutes, the log says *five*.

| lamp | minutes |
| --- | --- |
| old | 2 |
| spare | 5 |

1. Look at [the log](https://lighthouse.example/log?day=3).
2. Then at https://github.example/acme/team/issues/4 and ![the panel](https://lighthouse.example/panel.png)

\`\`\`sh
lamp --warm-up --verbose
\`\`\`

> It was two when I drew the panel.`;

export const richTalk: Talk = talk(
  [
    threadComment('DC_1', {
      by: by(bo),
      at: times[1],
      text: 'It was two when I drew the panel. Ask @ana about #12.',
      reactions: [
        { kind: 'thumbsUp', count: 2, isMine: true },
        { kind: 'laugh', count: 1, isMine: false },
      ],
      may: ['react', 'markAnswer'],
      edited: { at: times[2], by: by(ana) },
      replies: [
        said('DC_11', { by: by(ana), at: times[2], text: 'Thank you!', may: ['react'] }),
        said('DC_12', { by: { kind: 'app', login: 'lamp-bot' }, at: times[2], text: 'Noted.', may: ['react'] }),
      ],
      earlierReplies: 3,
    }),
    threadComment('DC_2', {
      by: by(bo),
      at: times[2],
      text: 'Five below ten degrees, two above. The manual was written in summer.',
      may: ['react', 'unmarkAnswer', 'markAnswer'],
      reactions: [{ kind: 'heart', count: 1, isMine: false }],
    }),
    threadComment('DC_3', {
      by: by(guest, false),
      at: times[2],
      text: 'Buy my oil!',
      hidden: { kind: 'minimized', why: 'spam' },
      may: ['react'],
    }),
    threadComment('DC_4', {
      by: { kind: 'ghost' },
      at: times[2],
      text: '',
      hidden: { kind: 'deleted' },
      replies: [said('DC_41', { by: by(bo), at: times[3], text: 'I have seen it before it went.', may: ['react'] })],
    }),
  ],
  {
    opening: said('D_3', { by: by(ana), at: times[0], text: markdown, may: ['react', 'edit'] }),
    earlier: 12,
    at: times[3],
    answer: {
      said: said('DC_2', {
        by: by(bo),
        at: times[2],
        text: 'Five below ten degrees, two above. The manual was written in summer.',
      }),
    },
  },
);

export const richThread: Thread = thread({
  title: 'How long does the spare lamp take to warm up?',
  by: by(ana),
  isAnswered: true,
  comments: 16,
  updatedAt: times[3],
  may: ['react', 'close', 'edit'],
});

export function stateWith(
  more: Partial<State> = {},
  { thread: one = richThread, talk: told = richTalk }: { readonly thread?: Thread; readonly talk?: Talk | null } = {},
): State {
  return {
    ...initialState,
    phase: 'ready',
    account: team.account,
    team,
    confirmed: board([], {
      threads: new Map([[one.key, one]]),
      talks: told ? new Map([[told.number, told]]) : new Map(),
      statuses: new Map([
        [bo.id, statusRecord({ zone: 'Asia/Kolkata' }, { by: bo })],
        [ana.id, statusRecord({ zone: 'Europe/Berlin' }, { by: ana })],
      ]),
    }),
    sync: { heardAt: '2026-11-23T10:39:00Z' },
    ...more,
  };
}

export const nothingBeside: Beside = {
  now,
  zone: 'Europe/Berlin',
  reading: 'none',
  settled: [] as readonly ThreadChange[],
  drafts: [],
  isElsewhere: false,
  longest: 65_400,
};

export function pictureOf(state: State, beside: Partial<Beside> = {}, of = key) {
  return threadPicture(state, of, { ...nothingBeside, ...beside });
}

/** Many comments, as somebody may find who comes back from a holiday. */
export function longTalk(comments: number): Talk {
  return talk(
    Array.from({ length: comments }, (_, place) =>
      threadComment(`DC_${place}`, {
        by: by(place % 2 ? ana : bo),
        at: new Date(Date.parse(times[1]) + place * 60_000).toISOString(),
        text: `Comment **${place}** of many.\n\n- one\n- two with \`code\` and a [link](https://lighthouse.example/${place})`,
        may: ['react', 'markAnswer'],
      }),
    ),
    { at: times[3] },
  );
}
