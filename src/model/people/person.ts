/** A person on GitHub: what a login may look like, and how a name is shown. */
import { plain } from '../../base/plainText.js';

/** A person as GitHub names them. `id` is who they are for good; `login` may change. */
export interface Person {
  readonly id: number;
  readonly login: string;
}

const login = /^[a-z\d][a-z\d_-]{0,38}$/i;

export function isLogin(text: string): boolean {
  return login.test(text);
}

const longestName = 40;

/** A name on one line, without the signs that logins and states are set off with: it cannot say that it is somebody else's row. */
export function shownName(name: string): string {
  return plain(name.slice(0, 255).replace(/[@()·]/g, ' '), longestName);
}
