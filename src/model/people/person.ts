/** A person on GitHub, and what a login may look like. */

/** A person as GitHub names them. `id` is who they are for good; `login` may change. */
export interface Person {
  readonly id: number;
  readonly login: string;
}

const login = /^[a-z\d][a-z\d_-]{0,38}$/i;

/** GitHub's own accounts for programs, which look like those of people, and the usual ones of others. */
const programs =
  /^(?:copilot(?:-.+)?|github-actions|actions-user|dependabot|web-flow|ghost|claude|codex|cursor-?agent|devin-ai-integration|google-labs-jules|coderabbitai|renovate|semantic-release|.+[-_](?:bot|agent))$/i;

/** Whether a login is known to be a program's: it owns nothing, and nobody waits for it. */
export function isProgram(text: string): boolean {
  return text.endsWith('[bot]') || programs.test(text);
}

export function isLogin(text: string): boolean {
  return login.test(text);
}
