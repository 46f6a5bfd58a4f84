/** Who is mentioned in a text, as GitHub would see it. The text is anybody's: it is walked through once. */

/** Whoever names more people asks nobody in particular. */
const mostMentions = 10;

/** Not an address, not a team. */
const mention = /(?<![\w@/.`-])@([A-Za-z\d](?:\w|-(?=\w)){0,38})(?![\w/]|-+\w)/g;

/** Logins in the order of their first mention, ten at most. What stands in code mentions nobody. */
export function mentionsIn(text: string): readonly string[] {
  const logins = new Map<string, string>();
  for (const paragraph of paragraphsOf(text))
    for (const [, login = ''] of withoutCodeSpans(paragraph).matchAll(mention)) {
      if (!logins.has(login.toLowerCase())) logins.set(login.toLowerCase(), login);
      if (logins.size === mostMentions) return [...logins.values()];
    }
  return [...logins.values()];
}

/** Without fenced code. No code span reaches beyond a paragraph. */
function paragraphsOf(text: string): readonly string[] {
  const paragraphs: string[] = [];
  let lines: string[] = [];
  let fence: string | undefined;
  const end = () => {
    if (lines.length > 0) paragraphs.push(lines.join('\n'));
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const [, marks] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== undefined) {
      if (marks?.startsWith(fence)) fence = undefined;
    } else if (marks !== undefined) {
      end();
      fence = marks;
    } else if (line.trim() === '') end();
    else lines.push(line);
  }
  end();
  return paragraphs;
}

/** A code span ends at the next run of as many backticks as it began with; a run without such an end is text. */
function withoutCodeSpans(paragraph: string): string {
  const runs = [...paragraph.matchAll(/`+/g)].map(({ index, 0: { length } }) => ({ index, length }));
  const laterOf = new Map<number, number>();
  const ends = runs.map(() => -1);
  for (let place = runs.length - 1; place >= 0; place--) {
    const length = runs[place]?.length ?? 0;
    ends[place] = laterOf.get(length) ?? -1;
    laterOf.set(length, place);
  }
  const parts: string[] = [];
  let from = 0;
  for (let place = 0; place < runs.length; place++) {
    const [begin, end] = [runs[place], runs[ends[place] ?? -1]];
    if (!begin || !end) continue;
    parts.push(paragraph.slice(from, begin.index));
    from = end.index + end.length;
    place = ends[place] ?? place;
  }
  return [...parts, paragraph.slice(from)].join('`');
}
