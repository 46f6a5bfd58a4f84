/** What people of the sample team talk about in discussions, beside the questions of sampleWaiting.ts: all of it is answered. */

import type { ReactionContent } from './forum.js';
import type { SampleLogin } from './samplePeople.js';
import type { Github } from './simulation.js';

const hour = 3_600_000;

interface Saying {
  readonly by: SampleLogin;
  readonly hoursAgo: number;
  readonly text: string;
  readonly isAnswer?: true;
  readonly replies?: readonly Saying[];
}

interface SampleTalk {
  readonly by: SampleLogin;
  readonly hoursAgo: number;
  readonly category: string;
  readonly title: string;
  readonly body: string;
  readonly said?: readonly Saying[];
  readonly seen?: readonly (readonly [SampleLogin, ReactionContent])[];
  readonly isClosed?: true;
}

const talks: readonly SampleTalk[] = [
  {
    by: 'dana',
    hoursAgo: 76,
    category: 'Announcements',
    title: 'The tower is closed on Thursday',
    body: 'The stairs are painted. Whatever needs the lamp room has to be done by Wednesday evening.',
    seen: [
      ['bo', 'EYES'],
      ['emi', 'EYES'],
      ['gus', 'THUMBS_UP'],
    ],
  },
  {
    by: 'finn',
    hoursAgo: 74,
    category: 'Q&A',
    title: 'How long does the spare lamp take to warm up?',
    body: 'The manual says two minutes, the log says five.',
    said: [
      { by: 'hana', hoursAgo: 73, text: 'It was two when I drew the panel.' },
      {
        by: 'bo',
        hoursAgo: 71,
        text: 'Five below ten degrees, two above. The manual was written in summer.',
        isAnswer: true,
        replies: [{ by: 'finn', hoursAgo: 70, text: 'That explains the log. Thank you.' }],
      },
    ],
  },
  {
    by: 'emi',
    hoursAgo: 72,
    category: 'Ideas',
    title: 'A name for every beam',
    body: 'Numbers are hard to remember at night.',
    said: [{ by: 'dana', hoursAgo: 69, text: 'For the log numbers stay. On the wall there may be names.' }],
    isClosed: true,
  },
];

export function talkInTheForum(github: Github, repository: string, now: number): void {
  const as = (login: SampleLogin, hoursAgo: number) => github.as(login, { at: now - hoursAgo * hour });
  for (const { by, hoursAgo, category, title, body, said = [], seen = [], isClosed } of talks) {
    const { number } = as(by, hoursAgo).createDiscussion(repository, { category, title, body });
    for (const saying of said) {
      const { id } = as(saying.by, saying.hoursAgo).commentOnDiscussion(repository, number, saying.text);
      if (saying.isAnswer) as(by, saying.hoursAgo - 0.5).markAnswer(repository, number, id);
      for (const reply of saying.replies ?? [])
        as(reply.by, reply.hoursAgo).commentOnDiscussion(repository, number, reply.text, id);
    }
    for (const [who, content] of seen) as(who, hoursAgo - 1).react(repository, number, content);
    if (isClosed) as(by, hoursAgo - 4).closeDiscussion(repository, number);
  }
}
