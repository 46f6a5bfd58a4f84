/**
 * Owns a person in tests: answers questions by a script, in order, and remembers all that was said. Behaves as the real
 * boxes do: an error keeps Enter from working, and what was typed and dismissed is offered again.
 */
import type { Answer, Ask, Choice, Question } from '../../src/app.js';

export type Move =
  /** Types (or leaves what stands in the box) and presses Enter, or Ctrl+Enter. */
  | { readonly act: 'enter'; readonly text?: string; readonly keys: 'plain' | 'more'; readonly toggled: boolean }
  | { readonly act: 'dismiss'; readonly text?: string }
  /** Takes the choice with this label. */
  | { readonly act: 'choose'; readonly label: string }
  /** Types into a pick and takes the first choice that makes, or the one with this label. */
  | { readonly act: 'type'; readonly text: string; readonly label?: string }
  /** Ticks these and no others. */
  | { readonly act: 'tick'; readonly labels: readonly string[] }
  | { readonly act: 'agree' };

export const enter = (text?: string): Move => ({ act: 'enter', ...typed(text), keys: 'plain', toggled: false });
export const enterForMore = (text?: string): Move => ({ act: 'enter', ...typed(text), keys: 'more', toggled: false });
export const enterToggled = (text?: string): Move => ({ act: 'enter', ...typed(text), keys: 'plain', toggled: true });
export const dismiss = (text?: string): Move => ({ act: 'dismiss', ...typed(text) });
export const choose = (label: string): Move => ({ act: 'choose', label });
export const type = (text: string, label?: string): Move => ({ act: 'type', text, ...(label && { label }) });
export const tick = (...labels: string[]): Move => ({ act: 'tick', labels });
export const agree: Move = { act: 'agree' };

const typed = (text: string | undefined) => (text === undefined ? {} : { text });

type Said =
  | {
      readonly kind: 'line';
      readonly title: string;
      /** What stood in the box when it opened. */
      readonly offered: string;
      readonly prompt: string;
      readonly problem?: string;
      readonly isSecret: boolean;
      /** Why Enter did not work, each time it was pressed. */
      readonly scolded: readonly string[];
      readonly warned: readonly string[];
    }
  | { readonly kind: 'pick'; readonly title: string; readonly labels: readonly string[] }
  | { readonly kind: 'confirm'; readonly question: string; readonly detail: string }
  | { readonly kind: 'say' | 'tell' | 'during'; readonly message: string };

export interface FakeAsk extends Ask {
  /** Answers to come, in order. A question without one throws. */
  will(...moves: readonly Move[]): void;
  readonly transcript: readonly Said[];
  /** All that was said or told, in order. */
  readonly messages: readonly string[];
  readonly lines: readonly (Said & { kind: 'line' })[];
  readonly picks: readonly (Said & { kind: 'pick' })[];
  /** Answers nobody asked for. */
  readonly unused: readonly Move[];
}

export function fakeAsk(): FakeAsk {
  const transcript: Said[] = [];
  const drafts = new Map<string, string>();
  let moves: Move[] = [];

  const next = <A extends Move['act']>(question: string, ...able: readonly A[]): Move & { act: A } => {
    const move = moves.shift();
    if (!move) throw new Error(`nobody answers "${question}"`);
    if (!(able as readonly string[]).includes(move.act)) throw new Error(`cannot ${move.act} at "${question}"`);
    return move as Move & { act: A };
  };

  async function line(question: Question): Promise<Answer | undefined> {
    const { draft, check, title } = question;
    const offered = question.value ?? (draft ? drafts.get(draft) : undefined) ?? '';
    const scolded: string[] = [];
    const warned: string[] = [];
    transcript.push({
      kind: 'line',
      title,
      offered,
      prompt: (await question.prompt) ?? '',
      isSecret: question.isSecret ?? false,
      scolded,
      warned,
      ...(question.problem && { problem: question.problem }),
    });
    for (let text = offered; ; ) {
      const move = next(title, 'enter', 'dismiss');
      text = move.text ?? text;
      if (move.act === 'dismiss') {
        if (draft) drafts.set(draft, text);
        return undefined;
      }
      if (move.keys === 'more' && !question.more) throw new Error(`there is no more at "${title}"`);
      if (move.toggled && !question.toggle) throw new Error(`there is no switch at "${title}"`);
      const found = check?.(text);
      if (found?.kind === 'warning') warned.push(found.message);
      if (found?.kind === 'error') {
        scolded.push(found.message);
        continue;
      }
      if (draft) drafts.delete(draft);
      return { text, wantsMore: move.keys === 'more', isToggled: move.toggled };
    }
  }

  async function pick<T>(
    title: string,
    choices: readonly Choice<T>[],
    typed?: (text: string) => readonly Choice<T | undefined>[],
  ): Promise<T | undefined> {
    transcript.push({ kind: 'pick', title, labels: choices.map(({ label }) => label) });
    const move = next(title, 'choose', 'type', 'dismiss');
    if (move.act === 'dismiss') return undefined;
    const { label } = move;
    const all = move.act === 'type' ? (typed?.(move.text) ?? []) : choices;
    const choice = all.find((one) => label === undefined || one.label === label);
    if (!choice || choice.value === undefined)
      throw new Error(
        `no such choice at "${title}": ${choice?.label ?? (move.act === 'type' ? move.text : move.label)}`,
      );
    return choice.value;
  }

  async function pickMany<T>(title: string, choices: readonly Choice<T>[]): Promise<readonly T[] | undefined> {
    transcript.push({ kind: 'pick', title, labels: choices.map(({ label }) => label) });
    const move = next(title, 'tick', 'dismiss');
    if (move.act === 'dismiss') return undefined;
    for (const label of move.labels)
      if (!choices.some((one) => one.label === label)) throw new Error(`no such choice at "${title}": ${label}`);
    return choices.filter(({ label }) => move.labels.includes(label)).map(({ value }) => value);
  }

  return {
    line,
    pick,
    pickMany,
    async confirm(question, detail) {
      transcript.push({ kind: 'confirm', question, detail });
      return next(question, 'agree', 'dismiss').act === 'agree';
    },
    say: (message) => void transcript.push({ kind: 'say', message }),
    async tell(message) {
      transcript.push({ kind: 'tell', message });
    },
    during(message, work) {
      transcript.push({ kind: 'during', message });
      return work;
    },
    will: (...more) => {
      moves = [...moves, ...more];
    },
    transcript,
    get messages() {
      return transcript.flatMap((one) => (one.kind === 'say' || one.kind === 'tell' ? [one.message] : []));
    },
    get lines() {
      return transcript.filter((one) => one.kind === 'line');
    },
    get picks() {
      return transcript.filter((one) => one.kind === 'pick');
    },
    get unused() {
      return moves;
    },
  };
}
