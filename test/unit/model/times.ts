/** What the tests of time draw from: people in their zones, and a short way to write instants. */
import fc from 'fast-check';
import type { Status } from '../../../src/model/people/member.js';

/** Zones whose clocks differ by whole hours, halves and quarters, change at odd times, or never. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Santiago',
  'Asia/Beirut',
] as const;
export const someZone = fc.constantFrom(...zones);
/** Milliseconds since 1970. */
export const someTime = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2032-01-01') });

/** Nine to half past five on working days in Berlin, and whatever else is said. */
export function person(more: Partial<Status> = {}): Status {
  const hours = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((name) => [name, '09:00-17:30']));
  return { mode: 'available', zone: 'Europe/Berlin', hours, ...more };
}

/** The same hours on every day of the week. */
export function daily(zone: string, hours: string, more: Partial<Status> = {}): Status {
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  return person({ zone, hours: Object.fromEntries(names.map((name) => [name, hours])), ...more });
}

/** "2026-11-24 09:00" in UTC, as milliseconds since 1970. */
export function utc(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

/** The other way round, without the year: "11-24 09:00". */
export function said(at: number | undefined): string {
  return at === undefined ? 'never' : new Date(at).toISOString().slice(5, 16).replace('T', ' ');
}

export function saidSpans(spans: readonly { readonly start: number; readonly end: number }[]): readonly string[] {
  return spans.map(({ start, end }) => `${said(start)} to ${said(end)}`);
}
