/** How a person is asked: what a box or a list of choices needs to know, and what comes back. */

/** Talking with the person. */
export interface Ask {
  /** One line of text. Undefined when dismissed; what was typed is then offered again next time under the same `draft`. */
  line(question: Question): Promise<Answer | undefined>;
  /** The same, with rows to choose from below the text. */
  compose<T>(composition: Composition<T>): Promise<Composed<T> | undefined>;
  /** A choice. Undefined when dismissed. */
  pick<T>(title: string, choices: readonly Choice<T>[], picking?: Picking<T>): Promise<T | undefined>;
  /** Any number of choices; those in `chosen` are ticked at first. Undefined when dismissed. */
  pickMany<T>(title: string, choices: readonly Choice<T>[], chosen: readonly T[]): Promise<readonly T[] | undefined>;
  /** Takes what stands in the box that is open, in one of its other ways; nothing where none is open. */
  accept(keys: 'more' | 'park'): void;
  /** Offers a text the next time something is asked under this `draft`: what it was typed for was given up. */
  keep(draft: string, text: string): void;
  /** A question that must be answered; true for the action named. */
  confirm(question: string, detail: string, action: string): Promise<boolean>;
  /** A quiet word in the status bar that goes away by itself. */
  say(message: string): void;
  /** The same for something that can be taken back, with a button. Resolves once it is gone: true where the button was pressed. */
  offer(message: string, action: string): Promise<boolean>;
  /** A plain sentence about something the person just asked for and that could not be done. Resolves while it is shown. */
  tell(message: string): Promise<void>;
  /** Shows that something the person waits for is going on. */
  during<T>(message: string, work: Promise<T>): Promise<T>;
}

/** Where a box stands in a row of them, which is shown as "2/4". See `steps.ts`. */
export interface Place {
  readonly step: number;
  readonly of: number;
  /** Called when somebody wants the box before this one: it ends as if it were dismissed. Absent where there is none. */
  readonly back?: () => void;
}

export interface Picking<T> {
  /** Turns what was typed into choices of its own; one without a value only says something, such as why it cannot be read. */
  readonly typed?: (text: string) => readonly Choice<T | undefined>[];
  readonly placeholder?: string;
  readonly place?: Place;
}

export interface Question {
  readonly title: string;
  readonly placeholder: string;
  /** May become known while the person types. */
  readonly prompt?: string | Promise<string>;
  readonly value?: string;
  readonly draft?: string;
  /** Shown at once, before anything is typed: why the last answer was not taken. */
  readonly problem?: string;
  /** A sentence about what is wrong, or undefined. An `error` keeps Enter from working. */
  readonly check?: (text: string) => { readonly kind: 'error' | 'warning'; readonly message: string } | undefined;
  readonly isSecret?: boolean;
  /** Names a second way to accept, also on Ctrl+Enter. */
  readonly more?: string;
  readonly place?: Place;
}

export interface Answer {
  readonly text: string;
  readonly wantsMore: boolean;
}

/** One line of text with rows below it that say what becomes of it; typing hides none of them. */
export interface Composition<T> extends Omit<Question, 'prompt' | 'isSecret' | 'place'> {
  /**
   * The rows for a text. The first is what Enter takes. Called at every key press.
   * @param shown the keys of those that stand below this very text already, and stay
   */
  rows(text: string, attaches: Attaches, shown?: ReadonlySet<string>): readonly Offer<T>[];
  /** Once one of these is settled, the rows are asked for again; those that are new come last. None rejects. */
  readonly pending: readonly Promise<unknown>[];
  /** Name the other ways to accept, where there are any: on Ctrl+Enter and on Alt+Enter. */
  readonly more?: string;
  readonly park?: string;
  /** Names the switch between what is attached and nothing. */
  readonly toggle: string;
}

export type Attaches = 'context' | 'nothing';

/** Without a value it only says something. */
export interface Offer<T> extends Choice<T | undefined> {
  /** Stays the same while the row means the same. */
  readonly key: string;
  /** Stands above the row. */
  readonly heading?: string;
  /** Takes no notice of what is wrong with the text, and keeps it as the draft. */
  readonly leadsAway?: true;
}

export interface Composed<T> {
  readonly text: string;
  readonly value: T;
  readonly keys: 'plain' | 'more' | 'park';
  readonly attaches: Attaches;
}

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly icon?: string;
  readonly value: T;
}
