/** The watercooler: one standing discussion, a prompt a week, and nobody is ever told of it. */
import type { Board } from '../board/board.js';
import type { Talk } from '../threads/talk.js';
import type { Thread } from '../threads/thread.js';

/** The one that counts: the lowest number of those that are open and begun by somebody of the team. */
export function watercoolerOn(board: Pick<Board, 'threads' | 'talks'>): Thread | undefined {
  return watercoolers(board)
    .filter(({ state }) => state === 'open')
    .sort((a, b) => (a.number ?? 0) - (b.number ?? 0))[0];
}

/** All there are, closed ones as well. */
export function watercoolers({ threads, talks }: Pick<Board, 'threads' | 'talks'>): readonly Thread[] {
  return [...threads.values()].filter(({ number, by }) => {
    const kind = number === undefined ? undefined : talks.get(number)?.opening.record?.kind;
    return kind === 'watercooler' && by.kind === 'person' && by.counts;
  });
}

const week = 7 * 24 * 3_600_000;
/** A Monday. */
const firstWeek = Date.parse('2024-01-01T00:00:00Z');

/** Counted from Monday in UTC: the same for everybody. @param now milliseconds since 1970 */
function weekAt(now: number): number {
  return Math.floor((now - firstWeek) / week);
}

/** Whoever asks, in one week it is the same. @param own the team's; empty: those of the package */
export function promptAt(now: number, own: readonly string[]): string {
  const all = own.length > 0 ? own : prompts;
  return all[((weekAt(now) % all.length) + all.length) % all.length] ?? '';
}

const mark = '**This week:**';

/** The comment of a week. */
export function promptText(prompt: string): string {
  return `${mark} ${prompt}`;
}

/** Whether somebody of the team has written this week's already. */
export function hasPrompt({ comments, at }: Pick<Talk, 'comments' | 'at'>, now: number): boolean {
  const isOfWeek = (when: string) => weekAt(Date.parse(when)) === weekAt(now);
  return isOfWeek(at) && comments.some((one) => one.text.startsWith(mark) && isOfWeek(one.at) && isOfTeam(one));
}

function isOfTeam({ by }: Talk['comments'][number]): boolean {
  return by.kind === 'person' && by.counts;
}

/** A year and a bit. Each can be answered in a line, by anybody, and asks nothing that somebody might not want to say. */
const prompts = [
  'What do you see out of your window?',
  'Which small tool do you use every day and never mention?',
  'What have you cooked lately that was worth it?',
  'Which song gets you through a hard afternoon?',
  'What did you learn this month that has nothing to do with work?',
  'Which keyboard shortcut changed your life?',
  'What is on your desk that does not belong there?',
  'Which book would you lend to everybody here?',
  'What is the best bug you have ever met?',
  'Where would you work for a week, if the connection held?',
  'What did you want to be at the age of ten?',
  'Which word in your language has no translation?',
  'What is your first command of the day?',
  'Which walk do you take when you are stuck?',
  'Tea, coffee, or what else, and how?',
  'What do you do better since you stopped trying so hard?',
  'Which error message do you secretly like?',
  'Which place in your town would you show us first?',
  'What have you repaired lately, and how long did it hold?',
  'Which sport do you watch, play, or understand?',
  'What is the oldest thing you use every day?',
  'Which plant, animal or machine lives with you?',
  'What would you do with an hour more each day?',
  'Which film can you watch again and again?',
  'What did a colleague once do that you have not forgotten?',
  'Which language, of people or of machines, would you like to learn?',
  'What is the weather like, and does it matter to you?',
  'Which holiday do you keep that others here may not know?',
  'What was your first computer, and what became of it?',
  'Which of your habits would you recommend?',
  'What is the best advice you have ignored?',
  'Which smell takes you back?',
  'What is something you made with your hands?',
  'Which game, on a board or on a screen, do you never refuse?',
  'What is the longest way you have come by bicycle, on foot or by boat?',
  'Which museum would you go back to?',
  'What do you put off until it is nearly too late?',
  'Which piece of code are you proud of that nobody sees?',
  'What is your rule for a good Friday?',
  'Which season is yours, and why?',
  'What have you changed your mind about?',
  'Which instrument do you play, or would you?',
  'What is the best thing you have bought for very little?',
  'Which question do you wish people asked more often?',
  'What does a day off look like when it goes well?',
  'Which dish does everybody get wrong?',
  'What did you name your first project, and why?',
  'Which podcast, paper or letter do you look forward to?',
  'What is the strangest job you have had?',
  'Which colour is your editor, and how long has it been?',
  'What do you listen to when you need no words?',
  'Which tradition of this team would you keep for ever?',
  'What is growing where you are?',
  'Which map do you like to look at?',
  'What made you laugh this week?',
  'Which thing do you know far too much about?',
  'What would you ask the person who wrote your favourite tool?',
  'Which train, bus or road do you know by heart?',
  'What are you looking forward to?',
  'Which photograph have you taken that you would hang up?',
] as const;
