/** A team of four whose last months are worth a look: much asked and answered, at times late, and delivery times that collide. */
import type { Answer } from '../../../../src/model/board/links.js';
import { initialState, type State } from '../../../../src/model/state.js';
import { boardOf, item, statusRecord, team } from '../../../lib/fakes/builders.js';
import { person, utc } from '../../model/times.js';

const [hour, day] = [3_600_000, 86_400_000];
const iso = (at: number) => new Date(at).toISOString();
const logins = ['ana', 'bo', 'chidi', 'emi'];
const zones = ['Europe/Berlin', 'Europe/Berlin', 'Africa/Lagos', 'Asia/Kolkata'];
const focus = [{ start: '2026-01-05T09:30', minutes: 120, every: 'workday' as const }];

const people = logins.map((login, place) => ({ id: place + 1, login }));
const statuses = people.map((by, place) =>
  statusRecord(person({ zone: zones[place] ?? 'UTC', ...(place % 2 === 0 && { focus }) }), { by }),
);

/** One each working day for twelve weeks, in turns: most are answered on the same day, some on the next. */
const blockers = Array.from({ length: 84 }, (_, place) => place)
  .map((place) => ({ place, at: utc('2026-08-31 08:10') + place * day }))
  .filter(({ at }) => new Date(at).getUTCDay() % 6 !== 0)
  .map(({ place, at }) => {
    const [by, owner] = [people[place % 4], people[(place + 1 + (place % 3)) % 4]];
    const asker = by ?? { id: 1, login: 'ana' };
    const number = 100 + place;
    const answer: Answer = {
      number,
      by: owner ?? asker,
      text: 'so',
      at: iso(at + (place % 5 === 0 ? 27 : 4 + (place % 4)) * hour),
    };
    const blocker = item({
      number,
      by: asker,
      owner: answer.by.login,
      ownerId: answer.by.id,
      state: 'closed',
      createdAt: iso(at),
      updatedAt: answer.at,
    });
    return { blocker, answer };
  });

export const tunedState: State = {
  ...initialState,
  phase: 'ready',
  team,
  account: team.account,
  confirmed: {
    ...boardOf(...statuses),
    items: new Map(blockers.map(({ blocker }) => [blocker.key, blocker])),
    answers: new Map(blockers.map(({ answer }) => [answer.number, answer])),
    teamFile: {
      members: [],
      expectations: { blocker: 4 * hour },
      quiet: [],
      categories: {},
      labels: {},
      problems: [],
    },
  },
};
