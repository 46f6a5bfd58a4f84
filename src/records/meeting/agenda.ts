/**
 * Reading an agenda: its items, and what each seems to be, by its words. A guess that a person looks at.
 *
 *     # Weekly sync                       the title
 *     1. Status of the lamps              one way: an announcement does it
 *     - Decide: one lamp or two           a decision
 *     - [ ] How do we get up the tower?   needs talking
 *
 * Reading is total: any text gives an agenda.
 */

export interface Agenda {
  /** Untrusted. Empty where there is none. */
  readonly title: string;
  readonly items: readonly AgendaItem[];
}

export interface AgendaItem {
  /** Untrusted, one line. */
  readonly text: string;
  readonly seems: 'oneWay' | 'decision' | 'talk';
}

/** More nobody meets for. */
const most = 50;
const longest = 250;

export function agendaIn(text: string): Agenda {
  const lines = text
    .slice(0, 50_000)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const isItem = (line: string) => mark.test(line);
  const heading = lines.find((line) => /^#\s/.test(line));
  const marked = lines.filter(isItem);
  // Without any marks every line is an item.
  const items = (marked.length > 0 ? marked : lines.filter((line) => !line.startsWith('#')))
    .map((line) => line.replace(mark, '').replace(/\s+/g, ' ').slice(0, longest).trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .slice(0, most);
  const title = (heading ?? '').replace(/^#\s+/, '').slice(0, longest).trim();
  return { title, items: items.map((item) => ({ text: item, seems: seemsOf(item) })) };
}

/** What a list has before its items: `-`, `*`, `•`, `1.`, `2)`, and boxes to tick. */
const mark = /^(?:[-*•–+]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s+)?/;

const deciding =
  /\b(?:decid\w*|decision\w*|approv\w*|agree (?:on|to)|vote|voting|choose|choice|sign[ -]?off|go\/no-go)\b/i;
const telling =
  /\b(?:updates?|status|news|fyi|report\w*|recap|announc\w*|summary|intro|introduc\w*|demo|welcome|metrics|numbers|reminders?|readout|round[ -]?(?:table|robin))\b/i;

/** Who asks something wants to hear others, whatever words are in it. */
function seemsOf(item: string): AgendaItem['seems'] {
  if (deciding.test(item)) return 'decision';
  return telling.test(item) && !item.endsWith('?') ? 'oneWay' : 'talk';
}
