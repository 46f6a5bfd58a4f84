/** Making elements. Text goes in as text and styles as properties: nothing is ever read as HTML. */

type Child = Node | string;

interface Settings {
  readonly class?: string;
  readonly text?: string;
  readonly hint?: string;
  /** ARIA attributes, roles and the like. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly press?: () => void;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  settings: Settings = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (settings.class) made.className = settings.class;
  if (settings.text !== undefined) made.textContent = settings.text;
  if (settings.hint) made.title = settings.hint;
  for (const [key, value] of Object.entries(settings.attributes ?? {})) made.setAttribute(key, value);
  if (settings.press) made.addEventListener('click', settings.press);
  made.append(...children);
  return made;
}

export function button(settings: Settings, children: readonly Child[] = []): HTMLButtonElement {
  return element('button', { ...settings, attributes: { type: 'button', ...settings.attributes } }, children);
}

/** What may be larger than its room. It takes the focus: only so can it be scrolled by keyboard where it holds buttons. */
export function scroller(attributes: Readonly<Record<string, string>>, children: readonly Child[]): HTMLElement {
  return element('div', { class: 'scroller', attributes: { role: 'region', tabindex: '0', ...attributes } }, children);
}

/** A stretch of time, and the time it lies in. */
interface Placed {
  readonly start: number;
  readonly end: number;
}

/** Puts an element where its time lies in the whole, from left to right. */
export function place<E extends HTMLElement>(made: E, { start, end }: Placed, whole: Placed): E {
  const part = (ms: number) => `${((100 * ms) / (whole.end - whole.start)).toFixed(4)}%`;
  made.style.setProperty('left', part(start - whole.start));
  if (end > start) made.style.setProperty('width', part(end - start));
  return made;
}
