/** What the sample team has agreed: the text of its team file. */

import { day, dayOf, wallOf, weekdayIndex, zoneOf } from '../../../src/base/zone.js';

const zone = 'Europe/Berlin';

/** The rotation starts on the last Monday at nine; next week emi stands in for two days. */
export function sampleTeamFile(roster: number, people: readonly string[], now: number): string {
  const clocks = zoneOf(zone);
  const sinceNine = (clocks ? wallOf(clocks, now) : now) - (9 / 24) * day;
  const monday = dayOf(sinceNine) - weekdayIndex(dayOf(sinceNine));
  const date = (dayNumber: number) => new Date(dayNumber * day).toISOString().slice(0, 10);
  return `# What we have agreed. Change it by pull request, please.
roster: ${roster}
members: [${people.join(', ')}]
expectations: # working hours of whoever is asked
  blocker: 4h
  question: 1d
  review: 1d
rotation: # who is on duty
  every: 1w
  starts: ${date(monday)}T09:00[${zone}]
  people: [bo, ana, dana]
  overrides:
    - { from: ${date(monday + 8)}, to: ${date(monday + 9)}, who: emi }
`;
}
