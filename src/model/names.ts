/** What members are called on their GitHub profiles. Anybody may call themselves anything: a name stands beside the login. */
import { memo } from '../base/memo.js';
import { plain } from '../base/plainText.js';
import type { Board } from './board/board.js';
import { type Member, membersOf } from './members.js';
import { type State, visible } from './state.js';

const longestName = 40;

/** Safe to show beside the login and never in its place; undefined where nothing is known but that. */
export function nameOf(state: State, { login }: Pick<Member, 'login'>): string | undefined {
  return namesOf(membersOf(state), visible(state).names).get(login.toLowerCase());
}

/** By login in lower case. A name that is somebody's login, their own or another's, says nothing and misleads. */
const namesOf = memo(
  (members: readonly Member[], names: Board['names']) => [members, names],
  (members, names): ReadonlyMap<string, string> => {
    const logins = new Set(members.map(({ login }) => login.toLowerCase()));
    return new Map(
      members.flatMap(({ id, login }) => {
        const name = shown((id !== undefined && names.get(id)?.name) || '');
        return name === '' || logins.has(name.toLowerCase()) ? [] : [[login.toLowerCase(), name]];
      }),
    );
  },
);

/** On one line, without the signs that logins and states are set off with: it cannot say that it is somebody else's row. */
function shown(name: string): string {
  return plain(name.slice(0, 255).replace(/[@()·]/g, ' '), longestName);
}
