/** What a row owes to those who hear it: every word that is seen, and what only a shape or a mark says. */
import type { Row } from '../../../src/views/words/row.js';

type Shown = Pick<Row, 'label' | 'icon' | 'isUnread'> & { readonly description?: string; readonly spoken: string };

/** What is said in other words than it is written in; what is seen is taken away, and this must be heard. */
const otherWords: readonly (readonly [seen: RegExp, heard: RegExp])[] = [
  [/☂/u, /rough day/],
  [/@\S+ \+\d+(?=[,:])/, /holds up \d+ people/],
  [/\bholds up 1\b/, /holds up 1 person/],
  [/(^|· )\d+ (min|h|d)(?= ·|$)/, /minute|hour|day/],
  [/(^|· )now(?= ·|$)/, /just now/],
  [/there, (late evening|night|early morning)/, /there, /],
  [/\bOffline\b/, /not reach GitHub/],
  [/\bGitHub is down\b/, /having problems/],
  [/\bWaiting until\b/, /Rate-limited by GitHub until/],
  [/\bSign in again\b/, /Sign in to GitHub again|single sign-on/],
  [/\bDisk error\b/, /Could not write to disk/],
  [/\bNo access\b/, /not found|disabled|denied/],
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) there/, /(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/],
];

/** What a shape alone says. */
const shapes: Readonly<Record<string, RegExp>> = {
  'cloud-upload': /unsent/i,
  'git-pull-request': /pull request|review/,
  'comment-discussion': /discussion|question|Threads/,
  issues: /issue/,
  tag: /release/,
};

/** What is wrong with how a row is heard; empty where nothing is. */
export function unheard(row: Shown): readonly string[] {
  const { label, description = '', spoken, icon = '' } = row;
  const heard = spoken.toLowerCase();
  let seen = `${label} · ${description}`;
  const wrong: string[] = [];
  for (const [pattern, words] of otherWords) {
    if (!pattern.test(seen)) continue;
    seen = seen.replace(new RegExp(pattern, `${pattern.flags}g`), ' ');
    if (!words.test(spoken)) wrong.push(`does not say ${words}`);
  }
  for (const [word] of seen.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu))
    if (!heard.includes(word)) wrong.push(`does not say “${word}”`);
  if (row.isUnread && !heard.startsWith('unread')) wrong.push('does not say that it is unread');
  if (shapes[icon] && !shapes[icon].test(spoken)) wrong.push(`does not say what ${icon} shows`);
  if (spoken.trim() === '') wrong.push('says nothing');
  if (/\$\([a-z-]+\)|codicon/.test(spoken)) wrong.push('says the name of an icon');
  if (/(^|[ ,])\+\d|\d ?(min|h|d)(,|$)/.test(spoken)) wrong.push('says a sign or a short form');
  return wrong.map((one) => `${JSON.stringify(spoken)} for ${JSON.stringify([label, description])} ${one}`);
}
