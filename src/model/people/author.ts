/** Owns what git tells of who wrote some lines, and which login that comes to. All of it is untrusted. */

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

const login = /^[a-z\d][a-z\d_-]{0,38}$/i;
const noReply = /^(?:\d{1,15}\+)?([^@+]{1,39})@users\.noreply\.[^@]+$/i;

export function isLogin(text: string): boolean {
  return login.test(text);
}

/**
 * From the text of `git blame`, how many of the lines each commit wrote, the most first. Its lines come in the file's order
 * and begin with a hash; that of what is not committed is all zeros. Whatever else stands there is not looked at.
 * @param lines first and last, counted from 1
 */
export function commitsBehind(
  blame: string,
  [first, last]: readonly [number, number],
): readonly { readonly commit: string; readonly lines: number }[] {
  const counts = new Map<string, number>();
  for (const line of blame.split('\n', last).slice(first - 1)) {
    const commit = /^\^?([\da-f]{7,64})[ \t]/.exec(line.slice(0, 70))?.[1];
    if (commit && /[^0]/.test(commit)) counts.set(commit, (counts.get(commit) ?? 0) + 1);
  }
  return [...counts].map(([commit, lines]) => ({ commit, lines })).sort((a, b) => b.lines - a.lines);
}

/**
 * The login an author goes by: the one in GitHub's own address, else of a member who is called so. Undefined for anybody else.
 * @param members logins
 */
export function loginOf(
  { name, email }: Pick<Author, 'name' | 'email'>,
  members: readonly string[],
): string | undefined {
  const own = noReply.exec(email)?.[1];
  if (own !== undefined) return isLogin(own) ? own : undefined;
  const named = [name, email.split('@', 1)[0] ?? ''].map((one) => one.trim().toLowerCase());
  return named.flatMap((one) => members.find((member) => member.toLowerCase() === one) ?? [])[0];
}
