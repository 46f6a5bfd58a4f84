/** The rows below a text that is being typed: which stand there in which order, and which of them Enter takes. */
import type { Attaches, Composition, Offer } from '../../app/ask.js';
import { type ListedPick, pickList } from './pickList.js';
import { composed, inOrderShown } from './pickOrder.js';

export interface OfferList<T> {
  /** Asks for the rows and shows them, unless they are shown already. */
  draw(attaches: Attaches): void;
  /** What was active on the screen when Enter was pressed, of the text as it is now. */
  taken(): Offer<T> | undefined;
  /** Before drawing what belongs to another text. */
  typed(): void;
}

/** What makes an offer a row of the pick, and what stands there besides. */
export interface Look<T, R> {
  row(offer: Offer<T>): R;
  /** What stands above a row. */
  heading(words: string): R;
  /** The heading of what was learnt late. */
  readonly more: string;
}

export function offerList<T, R extends { readonly offer?: Offer<T> }>(
  box: ListedPick<R> & { readonly value: string },
  rows: Composition<T>['rows'],
  { row, heading, more }: Look<T, R>,
): OfferList<T> {
  const list = pickList<R>(
    box,
    ({ offer }) => offer?.key,
    () => heading(''),
  );
  let offers: readonly Offer<T>[] = [];
  /** What the offers were made for: as long as it stays, so does their order. */
  let about = '';
  let shown = '';
  return {
    draw(attaches) {
      const before = about === `${attaches} ${box.value}` ? offers : [];
      about = `${attaches} ${box.value}`;
      offers = inOrderShown(before, rows(box.value, attaches, new Set(before.map(({ key }) => key))), more);
      const words = JSON.stringify(offers.map(({ value: _value, ...rest }) => rest));
      if (words === shown) return;
      shown = words;
      list.show(offers.flatMap((offer) => [...(offer.heading ? [heading(offer.heading)] : []), row(offer)]));
    },
    taken: () => composed(offers, list.active()?.offer?.key),
    typed: () => list.typed(),
  };
}
