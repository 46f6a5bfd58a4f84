/**
 * A box that stands there before the code of the commands does: what is typed at once goes into it and never into the file
 * behind. The first box that the command opens is this one, with what was typed.
 */

/** What an editor's pick has of it. */
export interface EarlyPick {
  readonly value: string;
  readonly onDidAccept: (listen: () => void) => { dispose(): void };
  readonly onDidHide: (listen: () => void) => { dispose(): void };
  show(): void;
  dispose(): void;
}

export interface EarlyBox<P extends EarlyPick> {
  /** Shows one, in place of any that no command has taken. */
  open(): Opened;
  /** The pick, for whoever asks first, and whether Enter was pressed in it already. Undefined where there is none any more. */
  take(): { readonly pick: P; readonly wasAccepted: boolean } | undefined;
}

interface Opened {
  /** What was typed, where it was dismissed before anybody took it; undefined where it was not. */
  dismissed(): string | undefined;
  /** Closes it, unless somebody has taken it. */
  close(): void;
}

export function createEarlyBox<P extends EarlyPick>(create: () => P): EarlyBox<P> {
  let current: { readonly pick: P; wasAccepted: boolean; close(): void; release(): void } | undefined;
  return {
    open() {
      current?.close();
      const pick = create();
      let typed: string | undefined;
      const listeners: { dispose(): void }[] = [];
      const mine = {
        pick,
        wasAccepted: false,
        release() {
          if (current === mine) current = undefined;
          for (const one of listeners.splice(0)) one.dispose();
        },
        close() {
          if (current !== mine) return;
          mine.release();
          pick.dispose();
        },
      };
      current = mine;
      listeners.push(
        pick.onDidAccept(() => {
          mine.wasAccepted = true;
        }),
        pick.onDidHide(() => {
          typed = pick.value;
          mine.close();
        }),
      );
      pick.show();
      return { dismissed: () => typed, close: mine.close };
    },
    take() {
      const taken = current;
      taken?.release();
      return taken && { pick: taken.pick, wasAccepted: taken.wasAccepted };
    },
  };
}
