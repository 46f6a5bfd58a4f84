/**
 * A check-in: one discussion a day, and in it one comment a person, with these headings. What people can read is what counts,
 * whichever way they write it; who wrote it comes from GitHub. Headings and titles are a format, the same in every language.
 */
import { mentionsIn } from '../../base/mentions.js';
import { day as dayLength, weekdayIndex } from '../../base/zone.js';
import { readDate } from '../hours/timetable.js';

export const checkInHeadings = { shipped: 'Shipped', next: 'Next, and its outcome', need: 'I need' } as const;

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** "Check-in: Mon 30 Nov 2026". @param date such as 2026-11-30, of any calendar */
export function dayTitle(date: string): string {
  const number = readDate(date) ?? 0;
  const shown = new Date(number * dayLength);
  const words = [weekdays[weekdayIndex(number)], shown.getUTCDate(), months[shown.getUTCMonth()], date.slice(0, 4)];
  return `Check-in: ${words.join(' ')}`;
}

/** The date a title says; undefined where it is no title of a check-in. @param title untrusted */
export function dayTitled(title: string): string | undefined {
  const [, date = '', name = '', year = ''] = /^Check-in: \w{3} (\d{1,2}) (\w{3}) (\d{4})$/.exec(title.trim()) ?? [];
  const month = (months as readonly string[]).indexOf(name) + 1;
  const day = `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDate(day) && dayTitle(day) === title.trim() ? day : undefined;
}

export function isDate(text: string): boolean {
  return readDate(text) !== undefined && text.trim() === text;
}

/** Which of the headings a line is. */
function headingIn(line: string): keyof typeof checkInHeadings | 'other' | undefined {
  const [, marked, bold] = /^ {0,3}(?:#{1,6}\s+([^#\n]{1,200})|\*\*([^*\n]{1,200})\*\*:?\s*$)/.exec(line) ?? [];
  const words = (marked ?? bold)?.trim().toLowerCase();
  if (words === undefined) return undefined;
  if (words.startsWith('shipped')) return 'shipped';
  if (words.startsWith('next')) return 'next';
  return words.startsWith('i need') ? 'need' : 'other';
}

/** Whether a comment without a record is one: it has one of the headings. @param text untrusted Markdown */
export function isCheckInText(text: string): boolean {
  return text.split('\n').some((line) => {
    const heading = headingIn(line);
    return heading !== undefined && heading !== 'other';
  });
}

/** What stands below "I need". @param text untrusted Markdown */
export function needIn(text: string): string {
  let isNeed = false;
  return text
    .split('\n')
    .filter((line) => {
      const heading = headingIn(line);
      if (heading !== undefined) isNeed = heading === 'need';
      return isNeed && heading === undefined;
    })
    .join('\n')
    .trim();
}

/** Logins of those who are named there. @param text untrusted Markdown */
export function neededIn(text: string): readonly string[] {
  return mentionsIn(needIn(text));
}
