/** Drawing again only what differs: what somebody reads, writes or has the focus on stays where it is. */

/** Makes these the children, in this order; what stands in its place already is not touched. */
export function arrange(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  children.forEach((child, place) => {
    const there = parent.children[place];
    if (there !== child) parent.insertBefore(child, there ?? null);
  });
}

/** Something that is drawn again when its data differ. A button that had the focus has it afterwards. */
export interface Kept<T> {
  readonly root: HTMLElement;
  readonly show: (data: T) => void;
  /** For reasons that are not in the data. */
  readonly again: () => void;
}

export function kept<T>(root: HTMLElement, draw: (data: T) => readonly HTMLElement[]): Kept<T> {
  let shown: { readonly data: T; readonly text: string } | undefined;
  const again = () => {
    if (!shown) return;
    const focused = root.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-act')
      : undefined;
    root.replaceChildren(...draw(shown.data));
    if (focused) root.querySelector<HTMLElement>(`[data-act="${CSS.escape(focused)}"]`)?.focus();
  };
  return {
    root,
    again,
    show(data) {
      const text = JSON.stringify(data);
      if (text === shown?.text) return;
      shown = { data, text };
      again();
    },
  };
}

export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
