/** Owns talking with the person: input boxes, picks, notices. Keeps what was typed when a box is dismissed. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Answer, Ask, Choice, Question } from '../app.js';
import { offered, taken } from '../views/offered.js';
import { contextKey } from './contextKeys.js';

export function createAsk(): Ask & vscode.Disposable {
  /** Typed and dismissed: offered again, until it is used. */
  const drafts = new Map<string, string>();
  const capturing = contextKey('makertime.capturing');
  /** The box on the screen: another takes its place. */
  let current: { readonly acceptWithMore?: () => void; readonly dismiss: () => void } | undefined;
  const details = vscode.commands.registerCommand('makertime.captureWithDetails', () => current?.acceptWithMore?.());

  function line(question: Question): Promise<Answer | undefined> {
    current?.dismiss(); // keeps its text, which may be offered again right here
    const box = vscode.window.createInputBox();
    const { draft, check } = question;
    box.title = question.title;
    box.placeholder = question.placeholder;
    const kept = draft && !question.problem ? drafts.get(draft) : undefined;
    box.value = kept ?? question.value ?? '';
    box.password = question.isSecret ?? false;
    box.ignoreFocusOut = true;
    if (question.problem) box.validationMessage = question.problem;
    let isToggled = false;
    let prompt = '';
    const showPrompt = () => {
      box.prompt = isToggled ? question.toggle?.prompt : prompt;
    };
    void Promise.resolve(question.prompt ?? '').then((text) => {
      prompt = text;
      showPrompt();
    });
    const more: vscode.QuickInputButton = {
      iconPath: new vscode.ThemeIcon('add'),
      tooltip: l10n.t('{0} (Ctrl+Enter)', question.more ?? ''),
    };
    const toggle: vscode.QuickInputButton = {
      iconPath: new vscode.ThemeIcon('exclude'),
      tooltip: question.toggle?.name ?? '',
    };
    box.buttons = [...(question.toggle ? [toggle] : []), ...(question.more ? [more] : [])];

    return new Promise((resolve) => {
      let answer: Answer | undefined;
      const accept = (wantsMore: boolean) => {
        const found = check?.(box.value);
        if (found?.kind === 'error') {
          box.validationMessage = found.message;
          return;
        }
        answer = { text: box.value, wantsMore, isToggled };
        if (draft) drafts.delete(draft);
        box.hide();
      };
      const settle = () => {
        if (current !== self) return; // it was dismissed already
        current = undefined;
        capturing(false);
        if (!answer && draft) drafts.set(draft, box.value);
        box.dispose();
        resolve(answer);
      };
      const self = { ...(question.more && { acceptWithMore: () => accept(true) }), dismiss: settle };
      current = self;
      capturing(question.more !== undefined);
      box.onDidAccept(() => accept(false));
      box.onDidChangeValue((value) => {
        const found = check?.(value);
        // An empty box needs no scolding before Enter is pressed.
        box.validationMessage =
          found && (found.kind === 'warning' || value !== '')
            ? { message: found.message, severity: severities[found.kind] }
            : undefined;
      });
      box.onDidTriggerButton((button) => {
        if (button === more) return accept(true);
        isToggled = !isToggled;
        showPrompt();
      });
      box.onDidHide(settle);
      box.show();
    });
  }

  return {
    line,
    pick,
    pickMany,
    async confirm(question, detail, action) {
      return (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;
    },
    say: (message) => void vscode.window.setStatusBarMessage(message.replaceAll('$(', '$ ('), 5_000),
    async tell(message) {
      await vscode.window.showWarningMessage(message);
    },
    during: async (message, work) =>
      vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: message }, () => work),
    dispose: () => details.dispose(),
  };
}

const severities = {
  error: vscode.InputBoxValidationSeverity.Error,
  warning: vscode.InputBoxValidationSeverity.Warning,
};

type Item<T> = vscode.QuickPickItem & { readonly choice: Choice<T> };

function pick<T>(
  title: string,
  choices: readonly Choice<T>[],
  typed?: (text: string) => readonly Choice<T | undefined>[],
  placeholder?: string,
): Promise<T | undefined> {
  const box = vscode.window.createQuickPick<Item<T | undefined>>();
  box.title = title;
  box.ignoreFocusOut = true;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  box.placeholder = placeholder ?? (typed && (choices.length > 0 ? l10n.t('Choose, or type') : l10n.t('Type')));
  box.items = choices.map(pickItem);
  return new Promise((resolve) => {
    let chosen: T | undefined;
    let offers = offered<Choice<T | undefined>>(choices, [], '');
    box.onDidChangeValue((value) => {
      offers = offered(choices, value.trim() === '' ? [] : (typed?.(value) ?? []), value);
      box.items = offers.map(({ choice, isAlwaysShown }) => ({ ...pickItem(choice), alwaysShow: isAlwaysShown }));
    });
    box.onDidAccept(() => {
      const choice = taken(offers, box.value, box.activeItems[0]?.choice);
      if (choice?.value === undefined) return;
      chosen = choice.value;
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
