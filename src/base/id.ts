/** ULIDs: sortable ids made on the writer's machine before anything is sent. Reads no clock and no random source itself. */

/** Crockford's base 32: no I, L, O, U. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;
const randomLength = 16;

/**
 * Makes ids that sort in the order they were made, even within one millisecond or when the clock steps back.
 * @param now milliseconds since 1970
 * @param random a number in [0, 1)
 */
export function idMaker(now: () => number, random: () => number): () => string {
  let lastTime = -1;
  let tail: number[] = [];
  return () => {
    const time = Math.max(now(), lastTime);
    tail = time === lastTime ? increment(tail) : Array.from({ length: randomLength }, () => Math.floor(random() * 32));
    lastTime = time;
    return encodeTime(time) + tail.map((digit) => digits[digit]).join('');
  };
}

export function isId(text: unknown): text is string {
  return typeof text === 'string' && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

/** When the id was made, in milliseconds since 1970, by its maker's clock: for display only. */
export function idTime(id: string): number {
  return [...id.slice(0, timeLength)].reduce((time, digit) => time * 32 + digits.indexOf(digit), 0);
}

function encodeTime(time: number): string {
  let text = '';
  for (let rest = time, place = 0; place < timeLength; place++, rest = Math.floor(rest / 32))
    text = digits[rest % 32] + text;
  return text;
}

function increment(tail: readonly number[]): number[] {
  const next = [...tail];
  for (let place = next.length - 1; place >= 0; place--) {
    const digit = (next[place] ?? 0) + 1;
    next[place] = digit % 32;
    if (digit < 32) break;
  }
  return next;
}
