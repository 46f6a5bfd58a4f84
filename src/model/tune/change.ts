/**
 * A change to what a team has agreed on, as it stands in a proposal, and as it is made in the team file. In a proposal it is a diff:
 *
 *     ```diff
 *      # .github/makertime.yml
 *      expectations:
 *     -  blocker: 4h
 *     +  blocker: 2h
 *     ```
 *
 * The team file keeps its own lines and comments: only the value changes. Pure text: whoever saves it looks at it first.
 */
import { hour, minute } from '../../base/zone.js';
import { type TeamFile, teamFilePath } from '../board/team.js';

export type Agreement = keyof TeamFile['expectations'];
export const agreements = ['blocker', 'question', 'review'] as const satisfies readonly Agreement[];

export interface Change {
  readonly of: Agreement;
  /** As the team file has it: "90m", "4h", "1d". */
  readonly to: string;
}

const units = { m: minute, h: hour, d: 8 * hour } as const;

/** Reads "4h", "90 m" and the like; undefined for anything else. */
export function readLength(text: string): { readonly text: string; readonly ms: number } | undefined {
  const [, amount = '', unit = ''] = /^\s*([1-9]\d{0,2})\s?([mhd])\s*$/i.exec(text) ?? [];
  const name = unit.toLowerCase() as keyof typeof units;
  return amount === '' ? undefined : { text: `${amount}${name}`, ms: Number(amount) * units[name] };
}

/** @param ms milliseconds of working time, as the team file can say them */
export function lengthText(ms: number): string {
  const unit = (['d', 'h'] as const).find((one) => ms % units[one] === 0) ?? 'm';
  return `${Math.round(ms / units[unit])}${unit}`;
}

/** @param from milliseconds; undefined where nothing is agreed on yet */
export function diffOf({ of, to }: Change, from: number | undefined): string {
  return [
    '```diff',
    ` # ${teamFilePath}`,
    ' expectations:',
    ...(from === undefined ? [] : [`-  ${of}: ${lengthText(from)}`]),
    `+  ${of}: ${to}`,
    '```',
  ].join('\n');
}

/** The change that a proposal holds; undefined where it holds none, or several. @param text untrusted Markdown */
export function changeIn(text: string): Change | undefined {
  const fences = [...text.matchAll(/^```diff\r?\n([\s\S]{0,1000}?)^```/gm)].map(([, lines = '']) => lines);
  const found = fences
    .filter((lines) => lines.includes(teamFilePath))
    .flatMap((lines) => [...lines.matchAll(/^\+\s{1,8}(blocker|question|review): (\S{2,4})[ \t]*\r?$/gm)]);
  const [, name, length = ''] = found.length === 1 ? (found[0] ?? []) : [];
  const [of, to] = [agreements.find((one) => one === name), readLength(length)];
  return of && to && { of, to: to.text };
}

/** The team file with it. @param text of the file as it is; empty where there is none */
export function changedFile(text: string, { of, to }: Change): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const top = lines.findIndex((line) => /^expectations\s*:/.test(line));
  if (top < 0) {
    while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
    return [...lines, ...(lines.length > 0 ? [''] : []), 'expectations:', `  ${of}: ${to}`, ''].join(end);
  }
  const [, before = '', inside, after = ''] = /^(expectations\s*:\s*\{)([^{}]*)(\}.*)$/.exec(lines[top] ?? '') ?? [];
  if (inside !== undefined) lines[top] = `${before}${changedEntries(inside, { of, to })}${after}`;
  else changeBlock(lines, top, { of, to });
  return lines.join(end);
}

/** `{ blocker: 4h, review: 1d }`, without its braces. */
function changedEntries(inside: string, { of, to }: Change): string {
  const entry = new RegExp(`((?:^|,)\\s*["']?${of}["']?\\s*:\\s*)[^,]*?(\\s*)(?=,|$)`);
  if (entry.test(inside)) return inside.replace(entry, `$1${to}$2`);
  const known = inside.trim();
  return known === '' ? ` ${of}: ${to} ` : ` ${known}, ${of}: ${to} `;
}

function changeBlock(lines: string[], top: number, { of, to }: Change): void {
  const below = lines.slice(top + 1);
  const next = below.findIndex((line) => /^[^\s#]/.test(line));
  const block = next < 0 ? below : below.slice(0, next);
  const entry = new RegExp(`^(\\s+["']?${of}["']?\\s*:\\s*)[^#]*?(\\s*(?:#.*)?)$`);
  const place = block.findIndex((line) => entry.test(line));
  if (place >= 0) {
    lines[top + 1 + place] = (block[place] ?? '').replace(entry, `$1${to}$2`);
    return;
  }
  const indent = /^\s+(?=[^\s#])/.exec(block.find((line) => /^\s+[^\s#]/.test(line)) ?? '')?.[0] ?? '  ';
  // With a value of its own on that line, such as `null` in a comment, it says nothing yet.
  lines.splice(top + 1, 0, `${indent}${of}: ${to}`);
}
