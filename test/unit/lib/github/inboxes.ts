/** What the tests of notifications read off an answer. */

import type { Answered } from './team.js';

/** `#3 mention`, with an asterisk for unread. */
export const rows = ({ json }: Answered): string[] =>
  json.map((one: { unread: boolean; reason: string; subject: { url: string } }) => {
    const number = one.subject.url.split('/').at(-1);
    return `#${number} ${one.reason}${one.unread ? '*' : ''}`;
  });

export const idOf = ({ json }: Answered, index = 0): string => json[index].id;
