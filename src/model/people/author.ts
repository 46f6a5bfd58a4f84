/** Who wrote some lines, and which login that comes to. All of it is untrusted. */

import { isLogin, isProgram } from './person.js';

export interface Author {
  readonly name: string;
  readonly email: string;
  /** How many of the lines. */
  readonly lines: number;
  /** ISO instant of the newest. */
  readonly at?: string;
}

/** Who may know more about a place in the code. */
export interface Hints {
  readonly authors: readonly Author[];
  /** Logins that CODEOWNERS names. */
  readonly codeOwners: readonly string[];
}

export const noHints: Hints = { authors: [], codeOwners: [] };

const noReply = /^(?:\d{1,15}\+)?([^@+]{1,39})@users\.noreply\.[^@]+$/i;

/**
 * The login an author goes by: the one in GitHub's own address, else of a member who is called so. Undefined for anybody else.
 * @param members logins
 */
export function loginOf(
  { name, email }: Pick<Author, 'name' | 'email'>,
  members: readonly string[],
): string | undefined {
  const own = noReply.exec(email)?.[1];
  if (own !== undefined) return isLogin(own) && !isProgram(own) ? own : undefined;
  const named = [name, email.split('@', 1)[0] ?? ''].map((one) => one.trim().toLowerCase());
  return named.flatMap((one) => members.find((member) => member.toLowerCase() === one) ?? [])[0];
}
