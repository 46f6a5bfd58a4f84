/** Whom the lines at the top of a document name. */
import { type Member, memberNamed } from '../../model/members.js';
import { isLogin, type Person } from '../../model/people/person.js';
import type { State } from '../../model/state.js';

/** The logins in a line; an @ alone is nobody. */
export function loginsIn(text: string): readonly string[] {
  return text
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^@/, ''))
    .filter((word) => word !== '');
}

/** Only people whose number GitHub has told can be asked: a login alone is nobody. */
export function personNamed(state: State, login: string): Person | undefined {
  const member: Member | undefined = isLogin(login) ? memberNamed(state, login) : undefined;
  return member?.id === undefined ? undefined : { id: member.id, login: member.login };
}
