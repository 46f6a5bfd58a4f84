/** How long drawing the Team view takes, tooltips included: 200 members, first, again, and after one of them has changed. */
import type { Hours, StatusRecord } from '../../../src/model/people/member.js';
import { initialState, type State } from '../../../src/model/state.js';
import { teamRows } from '../../../src/views/team/view.js';
import { boardOf, statusRecord, team } from '../../lib/fakes/builders.js';
import { type Figures, figures, timesOf } from './figures.js';
import { ownTime } from './slices.js';

const members = 200;
const redraws = 60;
const zones = ['Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'Asia/Tokyo', 'Africa/Lagos', 'America/St_Johns'];
const now = Date.parse('2026-11-25T13:40:00Z');

const hoursFrom = (start: number): Hours =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, `${start}:00-${start + 8}:30`]));

function recordOf(place: number, text: string): StatusRecord {
  return statusRecord(
    {
      text,
      since: '2026-11-25T08:00:00Z',
      zone: zones[place % zones.length] ?? 'UTC',
      hours: hoursFrom(7 + (place % 4)),
      focus: [{ start: '2026-11-23T09:00', minutes: 90, every: 'workday' }],
    },
    { by: { id: place + 1, login: `member-${place}` } },
  );
}

export async function benchTeam(): Promise<readonly Figures[]> {
  const records = Array.from({ length: members }, (_, place) => recordOf(place, 'at work'));
  const stateOf = (all: readonly StatusRecord[]): State => ({
    ...initialState,
    phase: 'ready',
    team,
    account: team.account,
    confirmed: boardOf(...all),
  });
  const state = stateOf(records);
  const draw = async (drawn: State, at: number) => void JSON.stringify(teamRows(drawn, at, 'Europe/Berlin'));
  return [
    figures(`Team view, ${members} members, first`, await timesOf(1, () => draw(state, now), ownTime)),
    figures(
      `Team view, ${members} members, a minute later`,
      await timesOf(redraws, (minute) => draw(state, now + minute * 60_000), ownTime),
    ),
    figures(
      `Team view, ${members} members, one has changed`,
      await timesOf(redraws, (turn) => draw(stateOf(records.with(turn, recordOf(turn, 'changed'))), now), ownTime),
    ),
  ];
}
