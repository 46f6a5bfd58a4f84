/** A person on GitHub, and what a login may look like. */

/** A person as GitHub names them. `id` is who they are for good; `login` may change. */
export interface Person {
  readonly id: number;
  readonly login: string;
}

const login = /^[a-z\d][a-z\d_-]{0,38}$/i;

export function isLogin(text: string): boolean {
  return login.test(text);
}
