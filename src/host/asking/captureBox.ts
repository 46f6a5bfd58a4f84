/** The box of a capture: everything typed is the text, and the rows below it say what becomes of it. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Attaches, Composed, Composition, Offer } from '../../app/ask.js';
import type { EarlyBox } from './earlyBox.js';
import { offerList } from './offerList.js';

/** What the boxes share: one of them is on the screen, and another takes its place. */
export interface Screen {
  readonly drafts: Map<string, string>;
  readonly capturing: (value: boolean) => void;
  /** The box that stood there first. */
  readonly early: EarlyBox<vscode.QuickPick<vscode.QuickPickItem>>;
  current?: { readonly accept?: (keys: Composed<unknown>['keys']) => void; readonly dismiss: () => void };
}

type Row<T> = vscode.QuickPickItem & { readonly offer?: Offer<T> };

export function compose<T>(composition: Composition<T>, screen: Screen): Promise<Composed<T> | undefined> {
  screen.current?.dismiss(); // keeps its text, which may be offered again right here
  const { draft, check, problem } = composition;
  const early = screen.early.take();
  const box = (early?.pick ?? vscode.window.createQuickPick()) as vscode.QuickPick<Row<T>>;
  // The rows stand in the order they are given in, under their headings; not all of VS Code's types know of this.
  Reflect.set(box, 'sortByLabel', false);
  box.title = problem ?? composition.title;
  box.placeholder = composition.placeholder;
  box.ignoreFocusOut = true;
  const kept = draft && !problem ? screen.drafts.get(draft) : undefined;
  const begun = box.value;
  // Set only where it has to be: more letters may be on their way.
  const offered = kept ?? composition.value ?? '';
  if (begun === '' && offered !== '') box.value = offered;

  let attaches: Attaches = 'context';
  const list = offerList<T, Row<T>>(box, composition.rows, { row: rowOf, heading, more: l10n.t('More') });
  const draw = () => list.draw(attaches);
  const buttons = {
    toggle: button('exclude', composition.toggle),
    park: composition.park && button('archive', l10n.t('{0} (Alt+Enter)', composition.park)),
    more: composition.more && button('add', l10n.t('{0} (Ctrl+Enter)', composition.more)),
  };
  box.buttons = [buttons.toggle, buttons.park, buttons.more].filter((one) => one !== undefined && one !== '');

  return new Promise((resolve) => {
    let answer: Composed<T> | undefined;
    let isKept = true;
    const accept = (keys: Composed<T>['keys']) => {
      if ((keys === 'park' && !buttons.park) || (keys === 'more' && !buttons.more)) return;
      draw(); // Enter may be quicker than the news of the last letter
      const offer = list.taken();
      if (offer?.value === undefined) return;
      if (!offer.leadsAway && check?.(box.value)?.kind === 'error') return; // a row says so
      answer = { text: box.value, value: offer.value, keys, attaches };
      isKept = offer.leadsAway ?? false;
      box.hide();
    };
    const settle = () => {
      if (screen.current !== self) return; // it was dismissed already
      delete screen.current;
      screen.capturing(false);
      if (draft && isKept) screen.drafts.set(draft, box.value);
      else if (draft && !(begun && kept)) screen.drafts.delete(draft);
      box.dispose();
      resolve(answer);
    };
    const self = { accept, dismiss: settle };
    screen.current = self;
    screen.capturing(true);
    box.onDidAccept(() => accept('plain'));
    box.onDidChangeValue(() => {
      list.typed();
      draw();
    });
    box.onDidTriggerButton((pressed) => {
      if (pressed === buttons.more) return accept('more');
      if (pressed === buttons.park) return accept('park');
      attaches = attaches === 'context' ? 'nothing' : 'context';
      draw();
    });
    box.onDidHide(settle);
    for (const one of composition.pending) void one.then(() => screen.current === self && draw());
    draw();
    box.show();
    if (early?.wasAccepted) accept('plain');
  });
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}

function heading(label: string): { label: string; kind: vscode.QuickPickItemKind } {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function rowOf<T>(offer: Offer<T>): Row<T> {
  return {
    offer,
    label: offer.label,
    alwaysShow: true,
    ...(offer.description && { description: offer.description }),
    ...(offer.detail && { detail: offer.detail }),
    ...(offer.icon && { iconPath: new vscode.ThemeIcon(offer.icon) }),
  };
}
