/** The page of a discussion: what was said, what is pressed, and what is being written. Draws what it is told. */
import type {
  FromThread,
  PictureComment,
  PictureDecision,
  PictureSaid,
  ThreadMemory,
  ThreadPicture,
  ToThread,
} from '../../src/views/threads/protocol.js';
import { button, element, scroller } from '../dom.js';
import { rove } from '../rove.js';
import { type Box, createBox } from './box.js';
import { arrange, type Kept, kept, setText } from './keep.js';
import { type Act, type Acting, drawSaid } from './said.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromThread): void;
  setState(memory: ThreadMemory): void;
};

const vscode = acquireVsCodeApi();
const tell = (message: FromThread) => vscode.postMessage(message);

/** So many comments are drawn at once: in between, keys are heard. */
const portion = 25;
/** How long a word about what has been done stays, in milliseconds. */
const patience = 6_000;

let shown: ThreadPicture | undefined;
/** What is being written has been taken over. */
let isTakenOver = false;

const heading = element('h1');
const keptDecision = kept<PictureDecision>(element('section', { class: 'decision' }), drawDecision);
const facts = element('ul', { class: 'facts' });
const notices = element('div', { class: 'notices', attributes: { role: 'status' } });
const opening = element('article', { class: 'opening' });
const answerHeading = element('h2');
const answer = element('article', { class: 'answer' });
const answerPart = element('section', {}, [answerHeading, answer]);
const commentsHeading = element('h2', { attributes: { tabindex: '-1' } });
const earlier = button({ class: 'earlier', press: () => act({ kind: 'earlier' }) });
const none = element('p', { class: 'none' });
const list = element('div', { class: 'comments' });
/** Replies to comments that are not on the page. */
const strays = element('div', { class: 'strays' });
const closed = element('p', { class: 'closed' });
const end = element('div', { class: 'end' });
const said = element('div', { class: 'notice', attributes: { role: 'status' } });

const keptTools = kept<Pick<ThreadPicture, 'actions' | 'words'>>(element('div', { class: 'tools' }), drawActions);
const keptNotices = kept<Pick<ThreadPicture, 'notices' | 'words'>>(notices, drawNotices);
document.body.append(
  element('header', {}, [element('div', { class: 'titles' }, [heading, facts]), keptTools.root]),
  notices,
  element('main', {}, [
    keptDecision.root,
    opening,
    answerPart,
    element('section', {}, [commentsHeading, earlier, none, list, strays, closed, end]),
  ]),
  said,
);

function act(done: Act): void {
  if (shown) tell({ ...done, key: shown.key } as FromThread);
}

const acting: Acting = {
  send: act,
  follow: (address) => tell({ kind: 'link', address }),
  reply,
  revealed: new Set(),
  redraw(id) {
    views.get(id)?.again();
    if (shown?.answer?.id === id) keptAnswer.again();
  },
};

/** By id: one view of each thing that was said, but for the answer above the comments. */
const views = new Map<string, Kept<PictureSaid>>();
const keptOpening = viewOf(opening, 2);
const keptAnswer = viewOf(answer, 3);
/** By the name of the comment they reply to; the one at the end by none. */
const boxes = new Map<string | undefined, Box>();
const comments = new Map<string, CommentView>();

interface CommentView {
  readonly root: HTMLElement;
  readonly boxPlace: HTMLElement;
  readonly show: (comment: PictureComment) => void;
}

function viewOf(root: HTMLElement, level: 2 | 3 | 4): Kept<PictureSaid> {
  return kept<PictureSaid>(root, (one) => {
    if (root.tagName === 'ARTICLE') root.setAttribute('aria-label', one.spoken);
    root.classList.toggle('is-answer', one.isAnswer);
    root.classList.toggle('is-unsent', one.unsent !== undefined);
    return shown ? [drawSaid(one, level, shown, acting)] : [];
  });
}

function commentView(): CommentView {
  const top = viewOf(element('div', { class: 'top' }), 3);
  const missing = element('p', { class: 'fact' });
  const replies = element('div', { class: 'replies' });
  const boxPlace = element('div', { class: 'box-place' });
  const root = element('article', { class: 'comment' }, [top.root, missing, replies, boxPlace]);
  const known = new Map<string, Kept<PictureSaid>>();
  return {
    root,
    boxPlace,
    show({ replies: all, earlierReplies, ...one }) {
      root.setAttribute('aria-label', one.spoken);
      views.set(one.id, top);
      top.show(one);
      setText(missing, earlierReplies ?? '');
      missing.hidden = earlierReplies === undefined;
      for (const reply of all) {
        const view = known.get(reply.id) ?? viewOf(element('article', { class: 'reply' }), 4);
        known.set(reply.id, view);
        views.set(reply.id, view);
        view.show(reply);
      }
      arrange(
        replies,
        all.flatMap(({ id }) => known.get(id)?.root ?? []),
      );
    },
  };
}

function show(picture: ThreadPicture): void {
  if (shown && shown.key !== picture.key) leave();
  shown = picture;
  vscode.setState({ key: picture.key, repository: picture.repository });
  drawHead(picture);
  keptNotices.show({ notices: picture.notices, words: picture.words });
  keptDecision.root.hidden = picture.decision === undefined;
  if (picture.decision) keptDecision.show(picture.decision);
  opening.hidden = picture.opening === undefined;
  if (picture.opening) {
    views.set(picture.opening.id, keptOpening);
    keptOpening.show(picture.opening);
  }
  answerPart.hidden = picture.answer === undefined;
  if (picture.answer) keptAnswer.show(picture.answer);
  drawComments(picture);
  takeOver(picture);
}

/** Another discussion: nothing of the one before stays. */
function leave(): void {
  for (const box of boxes.values()) box.flush();
  for (const box of boxes.values()) box.root.remove();
  boxes.clear();
  comments.clear();
  views.clear();
  acting.revealed.clear();
  isTakenOver = false;
  list.replaceChildren();
  scrollTo(0, 0);
}

function drawHead({
  title,
  facts: known,
  actions,
  words,
  earlier: more,
  comments: all,
  opening: first,
}: ThreadPicture): void {
  setText(heading, title);
  const items = known.map((text) => element('li', { text }));
  if (facts.textContent !== items.map(({ textContent }) => textContent).join('')) facts.replaceChildren(...items);
  keptTools.show({ actions, words });
  setText(answerHeading, words.answer);
  setText(commentsHeading, words.comments);
  commentsHeading.hidden = first === undefined;
  setText(none, words.noComments);
  none.hidden = first === undefined || all.length > 0;
  // Whoever has asked for what is there now goes on reading there.
  if (!more && document.activeElement === earlier) commentsHeading.focus();
  earlier.hidden = !more;
  if (!more) return;
  setText(earlier, more.label);
  earlier.setAttribute('aria-disabled', String(more.isBusy));
}

function drawActions({ actions, words }: Pick<ThreadPicture, 'actions' | 'words'>): readonly HTMLElement[] {
  if (actions.length === 0) return [];
  const buttons = actions.map(({ name, label }) =>
    button({ text: label, attributes: { 'data-act': name }, press: () => act({ kind: 'action', action: name }) }),
  );
  const attributes = { role: 'toolbar', 'aria-label': words.actions, 'aria-orientation': 'horizontal' };
  const bar = element('div', { class: 'tools', attributes }, buttons);
  rove(bar, buttons, 0);
  return [bar];
}

function drawDecision({ heading: title, standing, notes, columns, rows }: PictureDecision): readonly HTMLElement[] {
  const cell = (text: string) => element('td', { text });
  const column = (text: string) => element('th', { text, attributes: { scope: 'col' } });
  return [
    element('h2', { text: title }),
    element('p', { class: 'standing', text: standing }),
    ...notes.map((text) => element('p', { text })),
    scroller({ 'aria-label': title }, [
      element('table', {}, [
        element('thead', {}, [element('tr', {}, columns.map(column))]),
        element(
          'tbody',
          {},
          rows.map(({ who, answer: said, times }) =>
            element('tr', {}, [element('th', { text: who, attributes: { scope: 'row' } }), cell(said), cell(times)]),
          ),
        ),
      ]),
    ]),
  ];
}

function drawNotices({ notices: all, words }: Pick<ThreadPicture, 'notices' | 'words'>): readonly HTMLElement[] {
  return all.map(({ text, unsent }) =>
    element('p', {}, [
      element('span', { text }),
      ...(unsent
        ? unsent.acts.map((name) =>
            button({
              text: words.unsent[name],
              attributes: { 'data-act': `${unsent.id} ${name}` },
              press: () => act({ kind: 'unsent', id: unsent.id, act: name }),
            }),
          )
        : []),
    ]),
  );
}

let drawing: ReturnType<typeof setTimeout> | undefined;

/** A portion at a time; a newer picture begins anew, with what is drawn already. */
function drawComments({ comments: all }: ThreadPicture): void {
  clearTimeout(drawing);
  const present = new Set(all.map(({ id }) => id));
  for (const [id, view] of comments)
    if (!present.has(id)) {
      comments.delete(id);
      views.delete(id);
      view.root.remove();
    }
  const draw = (from: number) => {
    for (const comment of all.slice(from, from + portion)) {
      const view = comments.get(comment.id) ?? commentView();
      comments.set(comment.id, view);
      view.show(comment);
    }
    // Those further down that are drawn already stay where they are.
    arrange(
      list,
      all.flatMap(({ id }) => comments.get(id)?.root ?? []),
    );
    placeBoxes();
    const isWhole = from + portion >= all.length;
    list.setAttribute('aria-busy', String(!isWhole));
    if (!isWhole) drawing = setTimeout(draw, 0, from + portion);
  };
  draw(0);
}

/** What is being written is taken over once: from then on it is what stands in the boxes. */
function takeOver({ drafts, isClosedTo }: ThreadPicture): void {
  setText(closed, isClosedTo ?? '');
  closed.hidden = isClosedTo === undefined;
  if (isClosedTo === undefined && !isTakenOver) {
    isTakenOver = true;
    boxAt(undefined);
    for (const { to, text } of drafts) boxAt(to).write(text);
    placeBoxes();
  }
  for (const box of boxes.values()) box.close(isClosedTo);
  const last = boxes.get(undefined);
  if (last) last.root.hidden = isClosedTo !== undefined && last.text().trim() === '';
}

function boxAt(to: string | undefined): Box {
  const known = boxes.get(to);
  if (known || !shown) return known as Box;
  const about = to === undefined ? {} : { to };
  const box = createBox({
    ...about,
    words: shown.words,
    longest: shown.longest,
    draft: (text) => act({ kind: 'draft', ...about, text }),
    send: (text) => act({ kind: 'say', ...about, text }),
    ...(to !== undefined && { hide: () => putAway(to) }),
  });
  boxes.set(to, box);
  return box;
}

/** Each below the comment it replies to, as soon as that is there. */
function placeBoxes(): void {
  for (const [to, box] of boxes) {
    const place = to === undefined ? end : (comments.get(to)?.boxPlace ?? strays);
    if (box.root.parentElement !== place) place.append(box.root);
  }
}

/** Nobody can reply to a reply: it goes below its comment, with the name of whom it is for. */
function reply(one: PictureSaid): void {
  const root = shown?.comments.find(({ id, replies }) => id === one.id || replies.some((each) => each.id === one.id));
  const to = root?.id ?? one.id;
  const box = boxAt(to);
  box.root.hidden = false;
  placeBoxes();
  if (box.text().trim() === '' && one.replyStart) box.write(one.replyStart);
  box.focus();
}

function putAway(to: string): void {
  const box = boxes.get(to);
  if (!box) return;
  box.flush();
  box.root.hidden = true;
  focusOn(to);
}

function focusOn(id: string): void {
  comments.get(id)?.root.querySelector<HTMLElement>('[data-act="reply"]')?.focus();
}

let silence: ReturnType<typeof setTimeout> | undefined;

function notice(text: string): void {
  clearTimeout(silence);
  // Emptied first: the same words twice would not be spoken again.
  said.textContent = '';
  setTimeout(() => {
    said.textContent = text;
  });
  silence = setTimeout(() => {
    said.textContent = '';
  }, patience);
}

function saved(to: string | undefined): void {
  const box = boxes.get(to);
  if (!shown || !box) return;
  const hadFocus = box.root.contains(document.activeElement);
  box.saved();
  notice(shown.words.saved);
  if (to === undefined) return;
  box.root.remove();
  boxes.delete(to);
  if (hadFocus) focusOn(to);
}

function rewrite(to: string | undefined, text: string): void {
  const box = boxAt(to);
  box.root.hidden = false;
  box.write(text);
  placeBoxes();
  box.focus();
}

function flushAll(): void {
  for (const box of boxes.values()) box.flush();
}

addEventListener('message', ({ data }: MessageEvent<ToThread>) => {
  switch (data.kind) {
    case 'picture':
      return show(data.picture);
    case 'saved':
      return saved(data.to);
    case 'notSaved':
      return boxes.get(data.to)?.notSaved(data.why);
    case 'rewrite':
      return rewrite(data.to, data.text);
  }
});
addEventListener('pagehide', flushAll);
document.addEventListener('visibilitychange', flushAll);
tell({ kind: 'ready' });
