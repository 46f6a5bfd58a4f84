/** What is to be known of a discussion, in sentences that stand in it, each with where it stands. No model, no guess. */
import { answerIn, decidedIn } from '../threads/decision.js';
import type { Said, Talk, ThreadComment } from '../threads/talk.js';
import type { Thread } from '../threads/thread.js';

export interface Summary {
  /** What it began with: its questions, else its first sentences. */
  readonly question: readonly Quote[];
  readonly answer: readonly Quote[];
  readonly decisions: readonly Quote[];
  /** Those that stand: whoever answered otherwise later objects no more. */
  readonly objections: readonly Quote[];
  /** Asked, and nobody has replied. */
  readonly open: readonly Quote[];
}

/** One sentence: untrusted. */
export interface Quote {
  readonly text: string;
  readonly said: Said;
}

const mostSentences = 3;
const mostOpen = 10;

export function summaryOf({ title, isAnswered }: Pick<Thread, 'title' | 'isAnswered'>, talk: Talk): Summary {
  const { opening, answer } = talk;
  const comments = talk.comments.filter(isShown);
  const asked = questionsIn(opening.text);
  const said = sentencesIn(opening.text);
  const quoted = (said: Said, sentences: readonly string[]) => sentences.map((text) => ({ text, said }));
  return {
    question: quoted(opening, (asked.length > 0 ? asked : said.length > 0 ? said : [title]).slice(0, mostSentences)),
    answer:
      isAnswered && answer && isShown(answer.said)
        ? quoted(answer.said, sentencesIn(answer.said.text).slice(0, mostSentences))
        : [],
    decisions: comments.flatMap((said) => quoted(said, firstLine(decidedIn(said.text)))),
    objections: standing(comments).flatMap((said) =>
      quoted(said, sentencesIn(answerIn(said.text)?.words ?? '').slice(0, mostSentences)),
    ),
    open: comments
      .flatMap((comment): readonly Said[] => [comment.replies.filter(isShown).at(-1) ?? comment])
      .filter(({ id, at }) => !isAnswered || !answer || (id !== answer.said.id && at > answer.said.at))
      .flatMap((said) => quoted(said, questionsIn(said.text)))
      .slice(0, mostOpen),
  };
}

function isShown({ hidden }: Said): boolean {
  return hidden === undefined;
}

function firstLine(text: string | undefined): readonly string[] {
  const line = text?.split(/\r|\n/, 1)[0]?.trim() ?? '';
  return line === '' ? [] : [line];
}

/** The last answer of each person, where it objects. */
function standing(comments: readonly ThreadComment[]): readonly Said[] {
  const last = new Map<number, Said>();
  for (const said of comments) if (said.by.kind === 'person' && answerIn(said.text)) last.set(said.by.person.id, said);
  return [...last.values()].filter(({ text }) => answerIn(text)?.stance === 'object');
}

/** Characters: nobody reads a summary of more. */
const longestText = 20_000;
const longestSentence = 400;

/** Sentences of any language, without code, quotations, headings, pictures and lines such as "**Where:** …". Total. */
export function sentencesIn(text: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of text.slice(0, longestText).split(/\r\n|\r|\n/)) {
    const sign = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (sign !== undefined) fence = fence === undefined ? sign : sign.startsWith(fence) ? undefined : fence;
    else if (fence === undefined)
      lines.push(/^\s*(?:>|#{1,6}\s|!\[|<!--|\||-{3,}$|\*\*[^*]{1,40}:\*\*(?!\s*$))/.test(line) ? '' : line);
  }
  // An item of a list is a sentence of its own, whatever it ends with.
  const blocks = lines.join('\n').split(/\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)/);
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  return blocks.flatMap((block) =>
    [...segmenter.segment(block.replace(/\s+/g, ' ').replace(/^\s?(?:[-*+]|\d+[.)])\s/, ''))].flatMap(({ segment }) => {
      const sentence = segment
        .replace(/\*\*|__/g, '')
        .trim()
        .slice(0, longestSentence);
      return /[\p{L}\p{N}]/u.test(sentence) ? [sentence] : [];
    }),
  );
}

function questionsIn(text: string): readonly string[] {
  return sentencesIn(text).filter((sentence) => /[?？؟]["'”’»)\]*_]*$/.test(sentence));
}
