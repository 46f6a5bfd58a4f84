/** Whether somebody can see what Makertime shows. While nobody can, GitHub is asked nothing that costs anything. */
import * as vscode from 'vscode';

export interface Sight {
  isSeen(): boolean;
  /** @param what a view or a page */
  note(what: object, isVisible: boolean): void;
}

/** @param begun is called when the first view or page comes into sight: what is shown may be old */
export function createSight(begun: () => void): Sight {
  const shown = new Set<object>();
  return {
    isSeen: () => vscode.window.state.focused && shown.size > 0,
    note(what, isVisible) {
      const isFirst = isVisible && shown.size === 0;
      if (isVisible) shown.add(what);
      else shown.delete(what);
      if (isFirst) begun();
    },
  };
}
