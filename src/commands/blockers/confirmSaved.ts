/** What is said once something is captured. */
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import type { ItemKey } from '../../model/board/item.js';
import { kinds, type LineKind } from '../../model/board/kinds.js';
import { awaitedFrom } from '../../views/waiting/blockerRow.js';
import { expectedNow } from '../../views/words/expectedAnswer.js';
import { kindWords } from '../../views/words/kinds.js';
import { at } from '../../views/words/logins.js';

/** Whoever waits is to know until when. @param owner login of whom a discussion asks: no item says so */
export function confirmSaved(app: App, kind: LineKind, target: ItemKey, title: string, owner?: string): void {
  const [state, now, zone] = [app.state(), app.now(), app.editor.zone()];
  const facts = kinds[kind];
  const asked =
    facts.isAwaited && owner !== undefined
      ? [at(owner), expectedNow(state, owner, now, facts.expectation, zone)].filter(Boolean).join(', ')
      : undefined;
  const who = awaitedFrom(state, target, now, zone) ?? asked;
  app.ask.say([kindWords[kind].saved(plain(title, 60)), who].filter(Boolean).join(' · '));
}
