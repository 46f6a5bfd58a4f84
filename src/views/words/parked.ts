/** How parked work is named where it is shown: its folder, its answer. */

import * as l10n from '@vscode/l10n';
import { plain } from '../../base/plainText.js';
import type { Park } from '../../model/local/park.js';
import type { State } from '../../model/state.js';
import { visible } from '../../model/state.js';
import { at } from './logins.js';

/** The branch, else the commit; where there is no git, the folder. */
export function parkedPlace({ branch, commit, root }: Pick<Park, 'branch' | 'commit' | 'root'>): string {
  return plain(branch ?? commit?.slice(0, 8) ?? folderName(root), 80) || l10n.t('(no name)');
}

/** Of a URI, as people write it. */
export function folderPath(root: string): string {
  const path = root.replace(/^[\w.+-]+:\/\/[^/]*/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // not ours to mend
  }
}

/** "@dana: Half of it". @param number of an issue in the team repository */
export function answerTo(state: State, number: number | undefined): string | undefined {
  const answer = number === undefined ? undefined : visible(state).answers.get(number);
  const text = answer && plain(answer.text, longestAnswer);
  return answer && text ? `${at(answer.by.login)}: ${text}` : undefined;
}

function folderName(root: string): string {
  return folderPath(root).split('/').filter(Boolean).at(-1) ?? root;
}

/** Long answers are read where they were given. */
const longestAnswer = 200;
