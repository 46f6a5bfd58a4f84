/** What can happen to what was said in a discussion. Each twice is the same as once. */
import type { ThreadAct } from './acts.js';
import type { ReactionKind, Said, Talk, ThreadComment } from './talk.js';
import type { Speaker } from './thread.js';

/** What an act does to what was said, before GitHub tells of it; the same where it says nothing about it. */
export function changedTalk(talk: Talk, act: ThreadAct, who: Doer): Talk {
  switch (act.kind) {
    case 'markAnswer': {
      const { comment, isOver } = act;
      if (!isOver) return answered(talk, comment, who.by, who.at);
      return talk.answer?.said.id === comment ? unanswered(talk) : talk;
    }
    case 'react': {
      const { comment, reaction, isOver } = act;
      const change = isOver ? 'taken' : 'given';
      const next = withSaid(talk, comment, (said) => reacted(said, reaction, change));
      const isThumb = comment === undefined && reaction === 'thumbsUp';
      return isThumb && talk.opening.record?.terms ? withThumb(next, who, change) : next;
    }
    case 'editThread': {
      const { comment, text } = act;
      return text ? withSaid(talk, comment, (said) => ({ ...said, text: text.is })) : talk;
    }
    case 'say':
    case 'decide':
    case 'closeThread':
    case 'pickUp':
      return talk;
  }
}

interface Doer {
  readonly by: Speaker;
  /** ISO instant. */
  readonly at: string;
}

/** One that is not known here cannot be shown as the answer. @param at ISO instant */
function answered(talk: Talk, comment: string, by: Speaker, at: string): Talk {
  const said = sayings(talk).find(({ id }) => id === comment);
  if (!said || talk.answer?.said.id === comment) return talk;
  return { ...talk, answer: { said, by, at } };
}

function unanswered(talk: Talk): Talk {
  const { answer: _answer, ...rest } = talk;
  return talk.answer ? rest : talk;
}

function reacted(said: Said, kind: ReactionKind, change: 'given' | 'taken'): Said {
  const known = said.reactions.find((one) => one.kind === kind) ?? { kind, count: 0, isMine: false };
  const isMine = change === 'given';
  if (known.isMine === isMine) return said;
  const next = { kind, count: Math.max(0, known.count + (isMine ? 1 : -1)), isMine };
  const others = said.reactions.filter((one) => one.kind !== kind);
  return { ...said, reactions: next.count > 0 ? [...others, next] : others };
}

function withThumb(talk: Talk, { by, at }: Doer, change: 'given' | 'taken'): Talk {
  if (by.kind !== 'person') return talk;
  const { person } = by;
  const { thumbs = [] } = talk.opening;
  const known = thumbs.find((one) => one.by.id === person.id);
  if (change === 'given' && known) return talk;
  const others = thumbs.filter((one) => one !== known);
  return {
    ...talk,
    opening: { ...talk.opening, thumbs: change === 'given' ? [...others, { by: person, at }] : others },
  };
}

/** Changes one thing that was said, wherever it stands. @param id undefined: the opening */
function withSaid(talk: Talk, id: string | undefined, change: (said: Said) => Said): Talk {
  const changed = <T extends Said>(said: T): T => (said.id === id ? { ...said, ...change(said) } : said);
  const { opening, comments, answer } = talk;
  return {
    ...talk,
    opening: id === undefined ? change(opening) : changed(opening),
    comments: comments.map((comment): ThreadComment => {
      const replies = comment.replies.map(changed);
      return changed({ ...comment, replies });
    }),
    ...(answer && { answer: { ...answer, said: changed(answer.said) } }),
  };
}

/** All that is known of it but the opening. */
export function sayings({ comments, answer }: Talk): readonly Said[] {
  return [...comments.flatMap((comment) => [comment, ...comment.replies]), ...(answer ? [answer.said] : [])];
}
