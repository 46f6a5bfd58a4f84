/** What in a text nobody but its owner may know: tokens, keys, passwords in addresses, private calendars. Total and quick. */

export interface FoundSecret {
  /** Characters from the beginning of the text. */
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
}

export type SecretKind = 'token' | 'key' | 'password' | 'calendar';

/** Each takes a time that grows no faster than the text. */
const shapes: readonly (readonly [SecretKind, RegExp])[] = [
  ['token', /\bgh[pousr]_[A-Za-z0-9]{20,255}/g],
  ['token', /\bgithub_pat_[A-Za-z0-9_]{20,255}/g],
  ['token', /\bglpat-[A-Za-z0-9_-]{20,255}/g],
  ['token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/g],
  ['token', /\bnpm_[A-Za-z0-9]{36}/g],
  ['token', /\bsk-[A-Za-z0-9_-]{20,255}/g],
  ['token', /\b(?:sk|rk)_live_[A-Za-z0-9]{16,255}/g],
  ['token', /\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,2000}/g],
  ['token', /\bhooks\.slack\.com\/services\/[A-Za-z0-9/_-]{10,255}/g],
  ['key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g],
  ['key', /\bAIza[A-Za-z0-9_-]{35}/g],
  ['key', /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/g],
  ['password', /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/?#@]{1,100}:[^\s/?#@]{1,200}@/gi],
  ['calendar', /\bwebcal:\/\/[^\s<>)"']{4,500}/gi],
  ['calendar', /\bhttps:\/\/[^\s<>)"']{4,300}\/private-[A-Za-z0-9]{8,100}\/[^\s<>)"']{1,100}/gi],
  ['calendar', /\bhttps:\/\/outlook\.[a-z0-9.]{3,40}\/owa\/calendar\/[^\s<>)"']{4,500}/gi],
];

/** What stands there in somebody's example, and opens nothing. */
const isExample = (text: string) => /^(.)\1*$|x{8}|\*{4}|EXAMPLE/.test(text.replace(/^[a-z]+[_-](?:pat_)?/i, ''));

/** In the order of the text; none overlaps another. */
export function secretsIn(text: string): readonly FoundSecret[] {
  const found = shapes.flatMap(([kind, shape]) =>
    [...text.matchAll(shape)]
      .filter(([match]) => !isExample(match))
      .map((match): FoundSecret => ({ kind, start: match.index, end: match.index + match[0].length })),
  );
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

/** In any text that a value holds, however deep. @param value plain data */
export function holdsSecret(value: unknown): boolean {
  if (typeof value === 'string') return secretsIn(value).length > 0;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsSecret);
}
