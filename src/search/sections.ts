/** Cutting a Markdown document into sections: a heading and what stands below it, up to the next. Total and quick. */
export interface Section {
  readonly title: string;
  /** Of its heading, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** More headings than this are a list. */
const mostSections = 400;
/** Characters; no more of it is looked at. */
const longestText = 3_000;

/** What stands above the first heading belongs to no section. */
export function sectionsOf(document: string): readonly Section[] {
  const sections: { title: string; line: number; lines: string[]; length: number }[] = [];
  let fence: string | undefined;
  for (const [index, line] of document.split(/\r\n|\r|\n/).entries()) {
    const sign = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (sign !== undefined) {
      if (fence === undefined) fence = sign;
      else if (sign.startsWith(fence) && line.trim() === sign) fence = undefined;
    }
    const title = fence === undefined ? headingIn(line) : undefined;
    const last = sections.at(-1);
    if (title !== undefined) {
      if (sections.length === mostSections) break;
      sections.push({ title, line: index + 1, lines: [], length: 0 });
    } else if (last && last.length < longestText) {
      last.lines.push(line.slice(0, longestText));
      last.length += line.length + 1;
    }
  }
  return sections.map(({ title, line, lines }) => ({
    title,
    line,
    text: lines.join('\n').trim().slice(0, longestText),
  }));
}

/** Longer ones are cut before anything is made of them. */
const longestHeading = 500;

function headingIn(line: string): string | undefined {
  const [, words] = /^ {0,3}#{1,6}\s+(.*)$/.exec(line.slice(0, longestHeading)) ?? [];
  if (words === undefined) return undefined;
  const title = words.trimEnd().split(/\s#+$/, 1)[0]?.trim() ?? '';
  return title === '' ? undefined : title;
}
