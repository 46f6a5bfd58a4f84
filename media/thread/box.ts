/** A box to write in: the extension is told of every change soon, so that nothing typed is lost. */
import type { ThreadWords } from '../../src/views/threads/protocol.js';
import { button, element } from '../dom.js';
import { setText } from './keep.js';

interface Settings {
  /** Name of the comment it replies to. */
  readonly to?: string;
  readonly words: ThreadWords;
  readonly longest: number;
  readonly draft: (text: string) => void;
  readonly send: (text: string) => void;
  /** Of a reply, which is put away again; what was typed stays. */
  readonly hide?: () => void;
}

export interface Box {
  readonly root: HTMLElement;
  readonly text: () => string;
  readonly write: (text: string) => void;
  readonly focus: () => void;
  /** Tells at once what has not been told. */
  readonly flush: () => void;
  readonly saved: () => void;
  readonly notSaved: (why: string) => void;
  /** Why nobody can write here; what was typed stays to be read. */
  readonly close: (why: string | undefined) => void;
}

/** Milliseconds until a change is told of. */
const settling = 300;
let count = 0;

export function createBox({ to, words, longest, draft, send, hide }: Settings): Box {
  const name = `box-${count++}`;
  const label = to === undefined ? words.write : words.writeReply;
  const area = element('textarea', {
    attributes: {
      id: name,
      rows: '4',
      'aria-describedby': `${name}-hint ${name}-excess`,
      'aria-keyshortcuts': 'Control+Enter',
    },
  });
  const excess = element('p', { class: 'problem', attributes: { id: `${name}-excess`, role: 'status' } });
  const problem = element('p', { class: 'problem', attributes: { role: 'alert' } });
  const sender = button({
    class: 'primary',
    text: to === undefined ? words.send : words.sendReply,
    press: () => sendNow(),
  });
  const hint = element('p', { class: 'hint', text: words.hint, attributes: { id: `${name}-hint` } });
  const tools = element('div', { class: 'tools' }, [
    sender,
    ...(hide ? [button({ text: words.hide, press: hide })] : []),
    hint,
  ]);
  const root = element('section', { class: 'box', attributes: { 'aria-label': label } }, [
    element('label', { text: label, attributes: { for: name } }),
    area,
    excess,
    problem,
    tools,
  ]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSending = false;
  let isClosed = false;

  const isEmpty = () => area.value.trim() === '';
  const tooMany = () => area.value.trim().length - longest;

  function look(): void {
    setText(excess, tooMany() > 0 ? `${words.tooLong} ${tooMany()}` : '');
    area.readOnly = isSending || isClosed;
    tools.hidden = isClosed;
    sender.setAttribute('aria-disabled', String(isEmpty() || tooMany() > 0 || area.readOnly));
  }

  function flush(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    draft(area.value);
  }

  function sendNow(): void {
    if (isEmpty() || tooMany() > 0 || area.readOnly) return;
    flush();
    setText(problem, '');
    isSending = true;
    look();
    send(area.value);
  }

  area.addEventListener('input', () => {
    timer ??= setTimeout(flush, settling);
    look();
  });
  area.addEventListener('blur', flush);
  area.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    sendNow();
  });
  look();
  return {
    root,
    text: () => area.value,
    write(text) {
      area.value = text;
      look();
    },
    focus() {
      area.focus();
      area.setSelectionRange(area.value.length, area.value.length);
    },
    flush,
    saved() {
      area.value = '';
      isSending = false;
      setText(problem, '');
      look();
    },
    notSaved(why) {
      isSending = false;
      setText(problem, why);
      look();
    },
    close(why) {
      isClosed = why !== undefined;
      look();
    },
  };
}
