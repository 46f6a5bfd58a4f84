/** Talking with the person: input boxes, picks, notices. Keeps what was typed when a box is dismissed. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Answer, Ask, Choice, Picking, Place, Question } from '../../app/ask.js';
import { contextKey } from '../surfaces/contextKeys.js';
import { compose, type Screen } from './captureBox.js';
import { chosenOf, withBest } from './pickOrder.js';

export function createAsk(early: Screen['early']): Ask {
  /** Typed and dismissed: offered again, until it is used. */
  const drafts = new Map<string, string>();
  const capturing = contextKey('makertime.capturing');
  const screen: Screen = { drafts, capturing, early };

  function line(question: Question): Promise<Answer | undefined> {
    screen.current?.dismiss(); // keeps its text, which may be offered again right here
    const box = vscode.window.createInputBox();
    const { draft, check } = question;
    box.title = question.title;
    box.placeholder = question.placeholder;
    const kept = draft && !question.problem ? drafts.get(draft) : undefined;
    box.value = kept ?? question.value ?? '';
    box.password = question.isSecret ?? false;
    box.ignoreFocusOut = true;
    if (question.problem) box.validationMessage = question.problem;
    void Promise.resolve(question.prompt ?? '').then((text) => {
      box.prompt = text;
    });
    const more: vscode.QuickInputButton = {
      iconPath: new vscode.ThemeIcon('book'),
      tooltip: l10n.t('{0} (Ctrl+Enter)', question.more ?? ''),
    };
    place(box, question.place, question.more ? [more] : []);

    return new Promise((resolve) => {
      let answer: Answer | undefined;
      const accept = (keys: 'plain' | 'more') => {
        const found = check?.(box.value);
        if (found?.kind === 'error') {
          box.validationMessage = found.message;
          return;
        }
        answer = { text: box.value, wantsMore: keys === 'more' };
        if (draft) drafts.delete(draft);
        box.hide();
      };
      const settle = () => {
        if (screen.current !== self) return; // it was dismissed already
        delete screen.current;
        capturing(false);
        if (!answer && draft) {
          if (box.value === (question.value ?? '')) drafts.delete(draft);
          else drafts.set(draft, box.value);
        }
        box.dispose();
        resolve(answer);
      };
      const self = {
        dismiss: settle,
        ...(question.more && { accept: (keys: 'plain' | 'more' | 'park') => void (keys === 'more' && accept(keys)) }),
      };
      screen.current = self;
      capturing(question.more !== undefined);
      box.onDidAccept(() => accept('plain'));
      box.onDidTriggerButton((pressed) => {
        if (pressed === more) return accept('more');
        question.place?.back?.();
        box.hide();
      });
      box.onDidChangeValue((value) => {
        const found = check?.(value);
        // An empty box needs no scolding before Enter is pressed.
        box.validationMessage =
          found && (found.kind === 'warning' || value !== '')
            ? { message: found.message, severity: severities[found.kind] }
            : undefined;
      });
      box.onDidHide(settle);
      box.show();
    });
  }

  return {
    line,
    compose: (composition) => compose(composition, screen),
    keep: (draft, text) => void drafts.set(draft, text),
    accept: (keys) => screen.current?.accept?.(keys),
    pick: (title, choices, picking) => pick(title, choices, picking, early),
    pickMany,
    async confirm(question, detail, action) {
      return (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;
    },
    say: (message) => void vscode.window.setStatusBarMessage(message.replaceAll('$(', '$ ('), 5_000),
    offer: async (message, action) => (await vscode.window.showInformationMessage(message, action)) === action,
    // What is shown stays until somebody closes it, be it for hours: nothing waits for that.
    async tell(message) {
      void vscode.window.showWarningMessage(message);
    },
    during: async (message, work) =>
      vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: message }, () => work),
  };
}

const severities = {
  error: vscode.InputBoxValidationSeverity.Error,
  warning: vscode.InputBoxValidationSeverity.Warning,
};

type Item<T> = vscode.QuickPickItem & { readonly choice: Choice<T> };

/** Shows where a box stands in a row of them, with the way back before its other buttons. */
function place(
  box: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  at: Place | undefined,
  others: readonly vscode.QuickInputButton[],
): void {
  box.step = at?.step;
  box.totalSteps = at?.of;
  box.buttons = at?.back ? [vscode.QuickInputButtons.Back, ...others] : others;
}

function pick<T>(
  title: string,
  choices: readonly Choice<T>[],
  { typed, placeholder, place: at }: Picking<T> = {},
  early: Screen['early'],
): Promise<T | undefined> {
  const box = (early.take()?.pick ?? vscode.window.createQuickPick()) as vscode.QuickPick<Item<T | undefined>>;
  box.title = title;
  box.ignoreFocusOut = true;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.placeholder = placeholder ?? (typed && (choices.length > 0 ? l10n.t('Select or type') : l10n.t('Type a value')));
  box.items = choices.map(pickItem);
  place(box, at, []);
  return new Promise((resolve) => {
    let chosen: T | undefined;
    let offers = withBest<Choice<T | undefined>>(choices, [], '');
    const draw = (value: string) => {
      offers = withBest(choices, value.trim() === '' ? [] : (typed?.(value) ?? []), value);
      box.items = offers.map(({ choice, isAlwaysShown }) => ({ ...pickItem(choice), alwaysShow: isAlwaysShown }));
    };
    box.onDidChangeValue(draw);
    if (box.value !== '') draw(box.value);
    box.onDidAccept(() => {
      const choice = chosenOf(offers, box.value, box.activeItems[0]?.choice);
      if (choice?.value === undefined) return;
      chosen = choice.value;
      box.hide();
    });
    box.onDidTriggerButton(() => {
      at?.back?.();
      box.hide();
    });
    box.onDidHide(() => {
      box.dispose();
      resolve(chosen);
    });
    box.show();
  });
}

async function pickMany<T>(
  title: string,
  choices: readonly Choice<T>[],
  chosen: readonly T[],
): Promise<readonly T[] | undefined> {
  const items = choices.map((choice) => ({ ...pickItem(choice), picked: chosen.includes(choice.value) }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  return picked?.map((item) => item.choice.value);
}

function pickItem<T>(choice: Choice<T>): Item<T> {
  return {
    label: choice.label,
    choice,
    ...(choice.description && { description: choice.description }),
    ...(choice.detail && { detail: choice.detail }),
    ...(choice.icon && { iconPath: new vscode.ThemeIcon(choice.icon) }),
  };
}
