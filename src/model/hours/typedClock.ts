/** Times of day as people type them: "17:30", "5pm", "1730", and lists of them. */

export interface Clock {
  /** Since midnight; 1440 is the midnight after. */
  readonly minutes: number;
  /** Only an hour, as in "16": it could be anything. */
  readonly isBare: boolean;
  /** Nothing says which half of the day it is: "5", "5:30", but not "05:30". */
  readonly isEither: boolean;
}

/** "17:30", "17.30", "1730", "17", "5pm", "5:30 p.m.", "noon", "24:00"; undefined for anything else. */
export function readClock(text: string): Clock | undefined {
  const time = text.trim().toLowerCase().replace(/^at /, '');
  const exactly = (minutes: number): Clock => ({ minutes, isBare: false, isEither: false });
  if (time === 'noon') return exactly(720);
  if (time === 'midnight' || time === '24:00' || time === '2400') return exactly(1440);
  const [whole, hours = '', minutes, half] =
    /^(\d\d)(\d\d)$/.exec(time) ?? /^(\d{1,2})(?:[:.](\d\d))?(?: ?([ap])\.?m\.?)?$/.exec(time) ?? [];
  const [shown, past] = [Number(hours), Number(minutes ?? 0)];
  if (whole === undefined || past > 59 || shown > 23) return undefined;
  if (half === undefined)
    return {
      minutes: shown * 60 + past,
      isBare: minutes === undefined,
      isEither: shown >= 1 && shown <= 12 && !hours.startsWith('0') && (minutes === undefined || hours.length === 1),
    };
  return shown < 1 || shown > 12 ? undefined : exactly(((shown % 12) + (half === 'p' ? 12 : 0)) * 60 + past);
}

/** Nobody who writes "11, 3" or "9-5" means the night: the second of two is later, in the same half of the day or in the other. */
export function laterThan(before: Clock, clock: Clock, latest: number): Clock {
  const isOther =
    clock.isEither && before.minutes <= 720 && clock.minutes < before.minutes && clock.minutes + 720 <= latest;
  return isOther ? { ...clock, minutes: clock.minutes + 720 } : clock;
}

/** In the evening nobody is told of anything. */
const latestDelivery = 19 * 60;

/** Reads "11, 15:00", "11am, 3pm" and "9.30 and 14" as minutes since midnight, in the order of the text; undefined for anything else. */
export function readClocks(text: string): readonly number[] | undefined {
  const parts = text.split(/[,;&]|\band\b/i).filter((part) => part.trim() !== '');
  const found: number[] = [];
  let before: Clock | undefined;
  for (const part of parts) {
    const clock = readClock(part);
    if (!clock || clock.minutes >= 1440) return undefined;
    const read = before ? laterThan(before, clock, latestDelivery) : clock;
    found.push(read.minutes);
    // "10, 2, 5": from then on it is the afternoon.
    before = read === clock ? clock : { ...clock, minutes: Math.min(720, read.minutes) };
  }
  return found;
}
