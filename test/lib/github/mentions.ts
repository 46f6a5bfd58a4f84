/** Who a text mentions. */

import { userByLogin, type World } from './world.js';

/**
 * Where a name means nobody: hidden comments, fenced code, code spans. Whichever opens first hides the others.
 * Not looked at: indented code and links.
 */
const silent =
  /<!--[\s\S]*?(?:-->|$(?![\s\S]))|^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}\1)[^\n]*)*(?:\n[^\n]*)?|(?<!`)(`+)(?!`)(?:(?!\n\s*\n)[\s\S])*?(?<!`)\2(?!`)/gm;

/**
 * By the rules of GitHub's own html-pipeline: not in a word or an address, not a team (`@acme/team`), not `@bo.example`.
 * The lookahead keeps a name whole: `@bo/x` does not mention `b`.
 */
const mention = /(?:^|\W)@(?=([a-z0-9][a-z0-9-]*))\1(?!\/)(?=\.+[ \t\W]|\.+$|[^0-9a-zA-Z_.]|$)/gi;

/** Ids of the people a Markdown text mentions, in order, each once. Nobody is told apart by case. */
export function mentionedIn(world: World, markdown: string): number[] {
  if (!markdown.includes('@')) return [];
  const names = [...markdown.replace(silent, ' ').matchAll(mention)].map(([, name = '']) => name.toLowerCase());
  const people = [...new Set(names)].map((name) => userByLogin(world, name));
  return people.filter((person) => person !== undefined).map(({ id }) => id);
}
