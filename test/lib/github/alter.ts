/** What an answer may look like on another server, or behind a gateway: for the weather's `altered`. */
import type { Answer } from './headers.js';

/** Fields that GitHub's description does not promise are not there, at any depth. */
export function without(...names: readonly string[]): (answer: Answer) => Answer {
  const valueAt = (key: string, value: unknown) => (names.includes(key) ? undefined : value);
  return (answer) =>
    answer.body === null ? answer : { ...answer, body: JSON.stringify(JSON.parse(answer.body), valueAt) };
}
