/**
 * A person in tests: answers questions by a script, in order, and remembers all that was said. Behaves as the real
 * boxes do: an error keeps Enter from working, and what was typed and dismissed is offered again.
 */
import type {
  Answer,
  Ask,
  Attaches,
  Choice,
  Composed,
  Composition,
  Picking,
  Place,
  Question,
} from '../../../src/app/ask.js';
import { composed } from '../../../src/host/asking/pickOrder.js';

export type Move =
  /** Types (or leaves what stands in the box) and presses Enter, Ctrl+Enter or Alt+Enter; `row`: after going to that one. */
  | {
      readonly act: 'enter';
      readonly text?: string;
      readonly keys: Composed<unknown>['keys'];
      readonly attaches: Attaches;
      readonly row?: string;
    }
  | { readonly act: 'dismiss'; readonly text?: string }
  /** Takes the choice with this label. */
  | { readonly act: 'choose'; readonly label: string }
  /** Types into a pick and takes the first choice that makes, or the one with this label. */
  | { readonly act: 'type'; readonly text: string; readonly label?: string }
  /** Ticks these and no others. */
  | { readonly act: 'tick'; readonly labels: readonly string[] }
  | { readonly act: 'agree' }
  /** Presses Enter on what stands in the box or on the first choice: leaves things as they are. */
  | { readonly act: 'skip' }
  /** Presses the button that leads to the box before. */
  | { readonly act: 'back'; readonly text?: string };

export const enter = (text?: string): Move => ({ act: 'enter', ...typed(text), keys: 'plain', attaches: 'context' });
export const enterForMore = (text?: string): Move => ({ ...enter(text), keys: 'more' }) as Move;
export const enterToPark = (text?: string): Move => ({ ...enter(text), keys: 'park' }) as Move;
export const enterToggled = (text?: string): Move => ({ ...enter(text), attaches: 'nothing' }) as Move;
/** In a box with rows below its text: types, goes to the row with this label, and presses Enter. */
export const enterOn = (row: string, text?: string): Move => ({ ...enter(text), row }) as Move;
export const dismiss = (text?: string): Move => ({ act: 'dismiss', ...typed(text) });
export const choose = (label: string): Move => ({ act: 'choose', label });
export const type = (text: string, label?: string): Move => ({ act: 'type', text, ...(label && { label }) });
export const tick = (...labels: string[]): Move => ({ act: 'tick', labels });
export const agree: Move = { act: 'agree' };
export const skip: Move = { act: 'skip' };
export const back = (text?: string): Move => ({ act: 'back', ...typed(text) });

function typed(text: string | undefined): { readonly text?: string } {
  return text === undefined ? {} : { text };
}

type Said =
  | {
      readonly kind: 'line';
      readonly title: string;
      readonly place?: string;
      /** What stood in the box when it opened. */
      readonly offered: string;
      readonly prompt: string;
      readonly problem?: string;
      readonly isSecret: boolean;
      /** Why Enter did not work, each time it was pressed. */
      readonly scolded: readonly string[];
      readonly warned: readonly string[];
      /** What stood below the text when it was left, or when the box was dismissed. */
      readonly rows: readonly Shown[];
    }
  | { readonly kind: 'pick'; readonly title: string; readonly place?: string; readonly labels: readonly string[] }
  | { readonly kind: 'confirm'; readonly question: string; readonly detail: string }
  | { readonly kind: 'say'; readonly message: string; readonly button?: string }
  | { readonly kind: 'tell' | 'during'; readonly message: string };

type Shown = Pick<Choice<unknown>, 'label' | 'description' | 'detail'>;

export interface FakeAsk extends Ask {
  /** Answers to come, in order. A question without one throws. */
  will(...moves: readonly Move[]): void;
  readonly transcript: readonly Said[];
  /** Presses the button of what was said last, and waits for what it does. */
  press(button: string): Promise<void>;
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
  let pressed: (() => void) | undefined;

  const next = <A extends Move['act']>(question: string, ...able: readonly A[]): Move & { act: A } => {
    const move = moves.shift();
    if (!move) throw new Error(`nobody answers "${question}"`);
    if (!(able as readonly string[]).includes(move.act)) throw new Error(`cannot ${move.act} at "${question}"`);
    return move as Move & { act: A };
  };

  async function line(question: Question): Promise<Answer | undefined> {
    const { draft, check, title } = question;
    const kept = draft && !question.problem ? drafts.get(draft) : undefined;
    const offered = kept ?? question.value ?? '';
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
      rows: [],
      ...(question.problem && { problem: question.problem }),
      ...placeOf(question.place),
    });
    for (let text = offered; ; ) {
      const made = next(title, 'enter', 'dismiss', 'skip', 'back');
      const move = made.act === 'skip' ? (enter() as Move & { act: 'enter' }) : made;
      text = move.text ?? text;
      if (move.act === 'dismiss' || move.act === 'back') {
        if (draft && text !== (question.value ?? '')) drafts.set(draft, text);
        else if (draft) drafts.delete(draft);
        if (move.act === 'back') goBack(question.place);
        return undefined;
      }
      if (move.keys === 'more' && !question.more) throw new Error(`there is no more at "${title}"`);
      if (move.keys === 'park' || move.attaches === 'nothing' || move.row !== undefined)
        throw new Error(`there are no rows and no switch at "${title}"`);
      const found = check?.(text);
      if (found?.kind === 'warning') warned.push(found.message);
      if (found?.kind === 'error') {
        scolded.push(found.message);
        continue;
      }
      if (draft) drafts.delete(draft);
      return { text, wantsMore: move.keys === 'more' };
    }
  }

  async function compose<T>(composition: Composition<T>): Promise<Composed<T> | undefined> {
    const { draft, check, title, problem } = composition;
    const kept = draft && !problem ? drafts.get(draft) : undefined;
    const offered = kept ?? composition.value ?? '';
    const [scolded, warned, rows]: [string[], string[], Shown[]] = [[], [], []];
    await Promise.all(composition.pending);
    const prompt = composition.rows(offered, 'context')[0]?.detail ?? '';
    const said = { kind: 'line', title, offered, prompt, isSecret: false, scolded, warned, rows } as const;
    transcript.push({ ...said, ...(problem && { problem }) });
    for (let text = offered; ; ) {
      const move = next(title, 'enter', 'dismiss');
      text = move.text ?? text;
      if (move.act === 'enter' && move.keys === 'park' && !composition.park)
        throw new Error(`nothing can be parked at "${title}"`);
      const offers = composition.rows(text, move.act === 'enter' ? move.attaches : 'context');
      if (new Set(offers.map(({ key }) => key)).size < offers.length) throw new Error(`two rows are one at "${title}"`);
      rows.splice(0, rows.length, ...offers);
      if (move.act === 'dismiss') {
        if (draft) drafts.set(draft, text);
        return undefined;
      }
      const wentTo = move.row === undefined ? undefined : offers.find(({ label }) => label === move.row);
      if (move.row !== undefined && !wentTo)
        throw new Error(`no row "${move.row}" at "${title}": ${offers.map(({ label }) => label).join(' | ')}`);
      const offer = composed(offers, wentTo?.key);
      const found = check?.(text);
      if (found?.kind === 'warning') warned.push(found.message);
      if (found?.kind === 'error' && !offer?.leadsAway) {
        scolded.push(found.message);
        continue;
      }
      if (offer?.value === undefined) throw new Error(`"${offer?.label}" cannot be taken at "${title}"`);
      if (draft && offer.leadsAway) drafts.set(draft, text);
      else if (draft) drafts.delete(draft);
      return { text, value: offer.value, keys: move.keys, attaches: move.attaches };
    }
  }

  async function pick<T>(
    title: string,
    choices: readonly Choice<T>[],
    { typed, place }: Picking<T> = {},
  ): Promise<T | undefined> {
    transcript.push({ kind: 'pick', title, labels: choices.map(({ label }) => label), ...placeOf(place) });
    const move = next(title, 'choose', 'type', 'dismiss', 'skip', 'back');
    if (move.act === 'back') goBack(place);
    if (move.act === 'dismiss' || move.act === 'back') return undefined;
    if (move.act === 'skip') return choices[0]?.value;
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
    compose,
    pick,
    pickMany,
    keep: (draft, text) => void drafts.set(draft, text),
    accept() {},
    async confirm(question, detail) {
      transcript.push({ kind: 'confirm', question, detail });
      return next(question, 'agree', 'dismiss').act === 'agree';
    },
    say: (message) => void transcript.push({ kind: 'say', message }),
    offer(message, action) {
      transcript.push({ kind: 'say', message, button: action });
      return new Promise((resolve) => {
        pressed = () => resolve(true);
      });
    },
    async press(button) {
      const last = transcript.findLast((one) => one.kind === 'say');
      if (last?.button !== button || !pressed) throw new Error(`there is no button "${button}"`);
      pressed();
      pressed = undefined;
      await new Promise((resolve) => setImmediate(resolve));
    },
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

function placeOf(place: Place | undefined): { readonly place?: string } {
  return place ? { place: `${place.step}/${place.of}` } : {};
}

function goBack(place: Place | undefined): void {
  if (!place?.back) throw new Error('there is nothing to go back to');
  place.back();
}
