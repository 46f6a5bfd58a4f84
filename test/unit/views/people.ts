/** The team that the views of people are tried on: eight people in six zones, and any number more. */
import type { Board } from '../../../src/model/board/board.js';
import type { TeamFile } from '../../../src/model/board/team.js';
import type { Hours, Status, StatusRecord } from '../../../src/model/people/member.js';
import type { State } from '../../../src/model/state.js';
import type { Row } from '../../../src/views/words/row.js';
import { boardOf, statusRecord } from '../../lib/fakes/builders.js';
import { connected } from './states.js';

export const berlin = 'Europe/Berlin';

export function week(hours: string, days = ['mon', 'tue', 'wed', 'thu', 'fri']): Hours {
  return Object.fromEntries(days.map((name) => [name, hours]));
}

export const logins = ['ana', 'bo', 'chidi', 'dana', 'emi', 'finn', 'gus', 'hana'] as const;
export type Login = (typeof logins)[number];

const statuses: Readonly<Record<Login, Partial<Status>>> = {
  ana: { zone: berlin, hours: week('09:00-17:30') },
  bo: { zone: berlin, hours: week('08:00-16:00') },
  chidi: { zone: 'Africa/Lagos', hours: week('10:00-19:00') },
  dana: { zone: 'America/New_York', hours: week('09:00-17:00') },
  emi: { zone: 'Asia/Tokyo', hours: week('09:00-18:00') },
  finn: { zone: 'Asia/Kolkata', hours: week('10:00-18:30') },
  gus: { zone: 'America/Los_Angeles', hours: week('08:00-16:00') },
  hana: { zone: 'Asia/Kolkata', hours: week('12:00-20:00', ['sun', 'mon', 'tue', 'wed', 'thu']) },
};

export function personOf(login: Login): { readonly id: number; readonly login: string } {
  return { id: logins.indexOf(login) + 1, login };
}

/** The eight, each with what is said of them besides; ana is the person who looks. */
export function records(
  more: { readonly [login in Login]?: Partial<Status> } = {},
): readonly [StatusRecord, ...StatusRecord[]] {
  const all = logins.map((login) => statusRecord({ ...statuses[login], ...more[login] }, { by: personOf(login) }));
  return all as unknown as readonly [StatusRecord, ...StatusRecord[]];
}

export function teamFile(more: Partial<TeamFile> = {}): TeamFile {
  return { members: [], expectations: {}, quiet: [], categories: {}, labels: {}, problems: [], ...more };
}

export function teamState(shown: readonly StatusRecord[], more: Partial<Board> = {}): State {
  return connected({ confirmed: { ...boardOf(...shown), ...more } });
}

/** A team much larger than most: everybody in another rhythm. */
export function crowd(count: number): readonly StatusRecord[] {
  return Array.from({ length: count }, (_, place) => {
    const login = logins[place % logins.length] ?? 'ana';
    return statusRecord(statuses[login], { by: { id: place + 1, login: place === 0 ? 'ana' : `${login}-${place}` } });
  });
}

/** Each row on one line, as it is read: groups, and below them their rows. */
export function drawn(rows: readonly Row[]): readonly string[] {
  return rows.flatMap((row) => [
    [`${row.label}`, row.description].filter(Boolean).join(' | '),
    ...(row.children ?? []).map((child) => `  ${[child.label, child.description].filter(Boolean).join(' | ')}`),
  ]);
}

export function allRows(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => [row, ...allRows(row.children ?? [])]);
}
