/** Drawing what somebody said: who and when, the text, reactions, and what can be done with it. */
import type {
  FromThread,
  PictureReaction,
  PictureSaid,
  ThreadPicture,
  ThreadWords,
} from '../../src/views/threads/protocol.js';
import { button, element } from '../dom.js';
import { rove } from '../rove.js';
import { drawMarkdown } from './markdown.js';

/** An act without the discussion it is done to: the page adds that. */
export type Act = FromThread extends infer M ? (M extends { readonly key: string } ? Omit<M, 'key'> : never) : never;

export interface Acting {
  readonly send: (act: Act) => void;
  readonly follow: (address: string) => void;
  readonly reply: (said: PictureSaid) => void;
  /** Hidden texts that somebody wants to see, by id. */
  readonly revealed: Set<string>;
  readonly redraw: (id: string) => void;
}

/** @param level of its heading */
export function drawSaid(said: PictureSaid, level: 2 | 3 | 4, picture: ThreadPicture, acting: Acting): HTMLElement {
  const { words, server } = picture;
  const { hidden, unsent } = said;
  const isSeen = !hidden || acting.revealed.has(said.id);
  const follow = acting.follow;
  return element('div', { class: 'said' }, [
    element('div', { class: 'byline' }, [
      element(`h${level}`, { text: said.by }),
      ...said.facts.map((text) => element('span', { class: 'fact', text })),
    ]),
    ...(hidden ? [drawHidden(said, hidden, words, acting)] : []),
    ...(isSeen && !hidden?.isGone ? [drawMarkdown(said.markdown, { server, level, words, follow })] : []),
    ...(unsent
      ? [
          element('div', { class: 'unsent' }, [
            element('span', { text: unsent.why }),
            ...unsent.acts.map((act) =>
              button({
                text: words.unsent[act],
                attributes: { 'data-act': act },
                press: () => acting.send({ kind: 'unsent', id: unsent.id, act }),
              }),
            ),
          ]),
        ]
      : []),
    ...drawTools(said, words, acting),
  ]);
}

function drawHidden(
  said: PictureSaid,
  { why, isGone }: NonNullable<PictureSaid['hidden']>,
  words: ThreadWords,
  { revealed, redraw }: Acting,
): HTMLElement {
  const isSeen = revealed.has(said.id);
  const toggle = () => {
    if (isSeen) revealed.delete(said.id);
    else revealed.add(said.id);
    redraw(said.id);
  };
  return element('p', { class: 'hidden' }, [
    element('span', { text: why }),
    ...(isGone
      ? []
      : [button({ text: isSeen ? words.hide : words.show, attributes: { 'data-act': 'show' }, press: toggle })]),
  ]);
}

/** One stop for the Tab key, whatever can be done. */
function drawTools(said: PictureSaid, words: ThreadWords, acting: Acting): readonly HTMLElement[] {
  const { id, isOpening, reactions, replyStart, offers, spoken } = said;
  const { send } = acting;
  const given = reactions.filter(({ isOffered }) => !isOffered);
  const buttons = [
    ...reactions
      .filter(({ isOffered }) => isOffered)
      .map((reaction) =>
        button(
          {
            class: 'reaction',
            hint: reaction.label,
            attributes: { 'aria-pressed': String(reaction.isMine), 'data-act': reaction.kind },
            press: () =>
              send({
                kind: 'react',
                ...(!isOpening && { comment: id }),
                reaction: reaction.kind,
                isOver: reaction.isMine,
              }),
          },
          drawReaction(reaction),
        ),
      ),
    ...(replyStart === undefined
      ? []
      : [button({ text: words.reply, attributes: { 'data-act': 'reply' }, press: () => acting.reply(said) })]),
    ...offers.map((offer) =>
      button({
        text: words[offer],
        attributes: { 'data-act': 'answer' },
        press: () => send({ kind: 'markAnswer', comment: id, isOver: offer === 'unmarkAnswer' }),
      }),
    ),
  ];
  const signs = given.map((reaction) =>
    element('span', { class: 'given', hint: reaction.label }, drawReaction(reaction)),
  );
  if (buttons.length === 0) return signs.length > 0 ? [element('div', { class: 'tools' }, signs)] : [];
  const bar = element(
    'div',
    {
      class: 'tools',
      attributes: { role: 'toolbar', 'aria-label': `${words.more}: ${spoken}`, 'aria-orientation': 'horizontal' },
    },
    buttons,
  );
  rove(bar, buttons, 0);
  return [element('div', { class: 'below' }, [bar, ...signs])];
}

/** A sign for the eye and a word for the ear. */
function drawReaction({ sign, count, label }: PictureReaction): readonly HTMLElement[] {
  return [
    element('span', { text: count > 0 ? `${sign} ${count}` : sign, attributes: { 'aria-hidden': 'true' } }),
    element('span', { class: 'spoken', text: label }),
  ];
}
