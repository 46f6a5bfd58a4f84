/**
 * What may be said of a document in the making, a rule each: structure, which reads the same in every language, before words.
 * At most three at a time. Total, and takes a time that grows no faster than the text.
 */
import type { DraftShape } from '../../model/local/writeUp.js';
import { type Page, type Paragraph, readPage, type Span, valueIn } from './page.js';
import { secretsIn } from './secrets.js';

export const ruleNames = [
  'secret',
  'noOutcome',
  'noOwner',
  'tooSoon',
  'severalQuestions',
  'tooLong',
  'noContext',
  'noZone',
  'noReason',
  'nobodyAsked',
  'vague',
] as const;
export type RuleName = (typeof ruleNames)[number];

export interface Finding extends Span {
  readonly rule: RuleName;
  readonly severity: 'warning' | 'information' | 'hint';
  /** What it is about, as it stands there: untrusted. */
  readonly about: string;
  /** When it will be seen: milliseconds since 1970. */
  readonly seen?: number;
  /** One at least. */
  readonly fixes: readonly Fix[];
}

export type Fix =
  /** The cursor goes there. */
  | { readonly kind: 'go'; readonly at: number }
  | { readonly kind: 'name'; readonly login: string; readonly edits: readonly Edit[] }
  | { readonly kind: 'link'; readonly to: Thing; readonly edits: readonly Edit[] }
  | { readonly kind: 'time'; readonly words: string; readonly edits: readonly Edit[] }
  | { readonly kind: 'number' | 'remove'; readonly edits: readonly Edit[] };

/** What takes the place of a span. */
export interface Edit extends Span {
  readonly text: string;
}

export interface Thing {
  readonly number: number;
  /** Untrusted. */
  readonly title: string;
}

/** What the rules ask of the world. */
export interface Around {
  readonly shape: DraftShape;
  /** Who may be named, by login: the likeliest first. */
  readonly people: readonly string[];
  /** What may be meant: the latest first. */
  readonly things: readonly Thing[];
  /** When a typed time is, for this person: milliseconds since 1970. */
  timeOf(typed: string, login: string): number | undefined;
  /** When somebody will see what is sent now: milliseconds since 1970. */
  seenBy(login: string): number | undefined;
  /** As it is typed into the line. */
  timeWords(at: number): string;
  /** The same for everybody, with its zone. @param login for whose clock as well */
  exactTime(typed: string, login: string | undefined): string;
}

type Found = Omit<Finding, 'rule' | 'severity'>;

interface Rule {
  readonly severity: Finding['severity'];
  find(page: Page, around: Around): readonly Found[];
}

const mostFindings = 3;
const mostOffered = 4;

export function findingsIn(text: string, around: Around): readonly Finding[] {
  const page = readPage(text, around.shape);
  const found: Finding[] = [];
  for (const rule of ruleNames) {
    const { severity, find } = rules[rule];
    for (const one of find(page, around)) {
      found.push({ ...one, rule, severity });
      if (found.length === mostFindings) return found;
    }
  }
  return found;
}

/** Nobody is told what is missing before they have begun to write. */
const hasBegun = ({ hasTitle, paragraphs }: Page) => hasTitle && paragraphs.length > 0;

const rules: Readonly<Record<RuleName, Rule>> = {
  secret: {
    severity: 'warning',
    find: ({ text }) =>
      secretsIn(text).map(({ start, end, kind }) => ({
        start,
        end,
        about: kind,
        fixes: [{ kind: 'remove', edits: [{ start, end, text: '…' }] }],
      })),
  },
  noOutcome: {
    severity: 'information',
    find(page, { shape: { outcome, wanted } }) {
      if (!hasBegun(page)) return [];
      const line = outcome === undefined ? undefined : page.top.get(outcome);
      if (line && outcome !== undefined && valueIn(page, line, outcome).value === '')
        return [{ ...line, about: outcome, fixes: [{ kind: 'go', at: line.end }] }];
      const heading = wanted === undefined ? undefined : page.headings.get(wanted);
      if (!heading?.isEmpty || wanted === undefined) return [];
      const { start, end } = heading;
      return [{ start, end, about: wanted, fixes: [{ kind: 'go', at: lineBelow(page, end) }] }];
    },
  },
  noOwner: {
    severity: 'information',
    find(page, { shape: { owner }, people }) {
      const line = owner === undefined ? undefined : page.top.get(owner);
      if (!hasBegun(page) || !line || owner === undefined) return [];
      const { start, end, value } = valueIn(page, line, owner);
      if (value !== '' || page.paragraphs.some(({ words }) => mention.test(words))) return [];
      const named = (login: string): Fix => ({ kind: 'name', login, edits: [{ start, end, text: ` @${login}` }] });
      return [{ ...line, about: owner, fixes: [...offered(people).map(named), { kind: 'go', at: end }] }];
    },
  },
  tooSoon: {
    severity: 'information',
    find(page, { shape: { owner, needBy }, timeOf, seenBy, timeWords }) {
      const [who, when] = [owner, needBy].map((label) => {
        const line = label === undefined ? undefined : page.top.get(label);
        return label === undefined || !line ? undefined : valueIn(page, line, label);
      });
      const login = /^@?([\w-]{1,39})$/.exec(who?.value ?? '')?.[1];
      if (login === undefined || !when || when.value === '') return [];
      const [due, seen] = [timeOf(when.value.slice(0, 100), login), seenBy(login)];
      if (due === undefined || seen === undefined || seen <= due) return [];
      const { start, end } = when;
      const words = timeWords(seen);
      return [
        {
          start,
          end,
          about: login,
          seen,
          fixes: [{ kind: 'time', words, edits: [{ start, end, text: ` ${words}` }] }],
        },
      ];
    },
  },
  severalQuestions: {
    severity: 'hint',
    find({ paragraphs, text }) {
      const asking = paragraphs.filter(
        ({ words, raw }) => /[?？؟]/.test(words) && !/^\s*(?:[-*+>]|\d+[.)])\s/.test(raw),
      );
      const third = asking[2];
      if (!third) return [];
      const edits = asking.map(({ start }, place) => ({ start, end: start, text: `${place + 1}. ` }));
      const { start, end } = third;
      return [{ start, end, about: text.slice(start, end), fixes: [{ kind: 'number', edits }] }];
    },
  },
  tooLong: {
    severity: 'hint',
    find({ lines, text }, { shape: { mostLines } }) {
      const start = mostLines === undefined ? undefined : lines[mostLines];
      if (start === undefined) return [];
      return [{ start, end: endOfLine(text, start), about: String(mostLines), fixes: [{ kind: 'go', at: start }] }];
    },
  },
  noContext: {
    severity: 'hint',
    find(page, { shape: { attached }, things }) {
      const [first] = page.paragraphs;
      if (!hasBegun(page) || !first || (attached !== undefined && page.top.has(attached))) return [];
      if (pointer.test(first.raw)) return [];
      return [{ ...spanOf(first), about: first.raw, fixes: linked(first.end, things) }];
    },
  },
  noZone: {
    severity: 'information',
    find(page, { exactTime, shape: { owner } }) {
      const line = owner === undefined ? undefined : page.top.get(owner);
      const login = line && owner !== undefined ? valueIn(page, line, owner).value.replace(/^@/, '') : '';
      for (const paragraph of page.paragraphs)
        for (const shape of [clock, dayAlone]) {
          for (const match of paragraph.words.matchAll(shape)) {
            const typed = match.groups?.when ?? '';
            const at = match.index + match[0].length - typed.length;
            const rest = paragraph.words.slice(at + typed.length, at + typed.length + 40);
            if (typed === '' || zone.test(rest) || (shape === dayAlone && /\d/.test(rest.slice(0, 12)))) continue;
            const start = paragraph.start + at;
            const end = start + typed.length;
            const words = exactTime(typed, login === '' ? undefined : login);
            return [
              { start, end, about: typed, fixes: [{ kind: 'time', words, edits: [{ start, end, text: words }] }] },
            ];
          }
        }
      return [];
    },
  },
  noReason: {
    severity: 'hint',
    find(page, { shape: { needBy } }) {
      for (const paragraph of page.paragraphs) {
        const match = urgent.exec(paragraph.words);
        if (!match || /(?<![#\d])\d|\b(?:because|since|otherwise|or else|before|until)\b/i.test(paragraph.words))
          continue;
        const found = spanIn(paragraph, match);
        const line = needBy === undefined ? undefined : page.top.get(needBy);
        return [{ ...found, about: match[0], fixes: [{ kind: 'go', at: line?.end ?? found.end }] }];
      }
      return [];
    },
  },
  nobodyAsked: {
    severity: 'hint',
    find(page, { people }) {
      for (const paragraph of page.paragraphs) {
        if (mention.test(paragraph.words)) continue;
        const match = somebody.exec(paragraph.words) ?? passive.exec(paragraph.words);
        if (!match) continue;
        const { start, end } = spanIn(paragraph, match);
        const isSomebody = /body$|one$/i.test(match[0]);
        const named = (login: string): Fix => ({
          kind: 'name',
          login,
          edits: [isSomebody ? { start, end, text: `@${login}` } : { start: end, end, text: ` by @${login}` }],
        });
        return [{ start, end, about: match[0], fixes: [...offered(people).map(named), { kind: 'go', at: end }] }];
      }
      return [];
    },
  },
  vague: {
    severity: 'hint',
    find({ paragraphs }, { things }) {
      for (const [place, paragraph] of paragraphs.entries()) {
        const match = (place === 0 ? vagueStart.exec(paragraph.words) : null) ?? elsewhere.exec(paragraph.words);
        if (!match || /:\/\/|#\d/.test(paragraph.raw)) continue;
        const found = spanIn(paragraph, match);
        return [{ ...found, about: match[0].trim(), fixes: linked(found.end, things) }];
      }
      return [];
    },
  },
};

const mention = /(?<![\w.])@[a-z\d][\w-]{0,38}/i;
/** An address, a number, a path, a file, code or a name: something a stranger can go to. */
const pointer = /:\/\/|#\d|`|@\w|[\w-]\/[\w-]|\w\.[a-z]{1,4}\b/i;
const day = 'tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const clock = new RegExp(
  String.raw`(?<![\w:.,+-])(?<when>(?:(?:\d{4}-\d\d-\d\d|${day})(?: at)? )?(?:[01]?\d|2[0-4])(?:[:h][0-5]\d(?![:\d])(?: ?[ap]m\b)?| ?[ap]m\b| ?Uhr\b))`,
  'gi',
);
const dayAlone = new RegExp(
  String.raw`\b(?:by|until|till|before|due) (?<when>(?:${day}|next week|eod|cob|end of (?:the )?day)\b)`,
  'gi',
);
const zone =
  /^[\s,(]{0,3}(?:UTC|GMT|Z\b|[+-]\d|[A-Z][A-Za-z]+\/[A-Z]|[A-Z]{1,3}T\b|in \p{Lu}|at \p{Lu})|@\w|\btime\b|\bfor [a-z\d-]+\)/u;
const urgent =
  /\b(?:a\.?s\.?a\.?p|urgent(?:ly)?|as soon as possible|soon|quick question|dringend|urgente|urgemment|so schnell wie möglich)\b/i;
const somebody = /\b(?:some|any)(?:body|one)\b/i;
const passive = /\b(?:should|must|needs? to|has to|have to) be [a-z]{2,20}(?:ed|en|ne|de|ilt|ought|ut)\b(?! by\b)/i;
const vagueStart =
  /^\s{0,10}(?:this|it|that|these|those|the (?:bug|issue|problem|thing)|as (?:discussed|mentioned|said)(?: above)?)\b/i;
const elsewhere =
  /\bsee (?:slack|teams|chat|(?:the|our|yesterday's) (?:call|chat|meeting|thread)|DMs?|my (?:DM|mail|message))\b/i;

const offered = (people: readonly string[]) => people.slice(0, mostOffered);

/** The number of each, behind what is too vague; or the cursor, for whoever knows better. */
function linked(at: number, things: readonly Thing[]): readonly Fix[] {
  const fixes = things
    .slice(0, mostOffered)
    .map((to): Fix => ({ kind: 'link', to, edits: [{ start: at, end: at, text: ` (#${to.number})` }] }));
  return [...fixes, { kind: 'go', at }];
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function spanIn({ start }: Paragraph, { 0: text, index }: RegExpExecArray): Span {
  const blank = text.length - text.trimStart().length;
  return { start: start + index + blank, end: start + index + text.length };
}

function endOfLine(text: string, from: number): number {
  const length = text.slice(from).search(/[\r\n]/);
  return length < 0 ? text.length : from + length;
}

/** Below a heading stands an empty line, and then what is written. */
function lineBelow({ text }: Page, end: number): number {
  const next = /^(?:\r\n|\r|\n)/.exec(text.slice(end))?.[0].length ?? 0;
  return end + next;
}
