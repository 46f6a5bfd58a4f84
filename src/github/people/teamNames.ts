/**
 * The reader of whom the team file's logins named when it was last edited: a login may be given up, and taken by somebody else.
 * One point of GraphQL's once for each edit, and whenever all is looked at; a hundred logins a question.
 */
import * as v from 'valibot';
import { isSameValue } from '../../base/sameValue.js';
import type { Board } from '../../model/board/board.js';
import { loginsIn, numberOf, type TeamFile } from '../../model/board/team.js';
import type { Clock } from '../../ports/clock.js';
import { type Graphql, soonOrLater } from '../client/graphql.js';
import type { Reader, Turn } from '../reader.js';

const mostAtOnce = 100;

/** By login in lower case. Null: nobody is called so. What could not be told is missing. */
type Numbers = ReadonlyMap<string, number | null>;

/** What was asked about a file as it stands. */
interface Asking {
  readonly of: string;
  readonly over: Promise<void>;
  told?: Numbers;
}

export function teamNamesReader(graphql: Pick<Graphql, 'ask'>, clock: Clock): Reader {
  let asking: Asking | undefined;

  function begin(logins: readonly string[]): Asking {
    const begun: Asking = {
      of: String(logins),
      over: askNumbers(graphql, logins).then((told) => {
        begun.told = told;
      }),
    };
    return begun;
  }

  /** Until all are known it is asked at once, and then with what rarely changes. */
  function isTimeToAsk({ scope, isRound }: Turn, file: TeamFile, logins: readonly string[]): boolean {
    if (asking?.of === String(logins) && !asking.told) return false;
    if (scope === 'full') return true;
    const isOpen = logins.some((login) => numberOf(file, login) === undefined);
    return isOpen && (isRound || scope === 'onDemand' || asking?.of !== String(logins));
  }

  return {
    name: 'names',
    isDue: ({ board }) => board.teamFile !== undefined,
    async read(turn, cursor) {
      const file = turn.board.teamFile;
      const logins = file ? loginsIn(file) : [];
      if (!file || logins.length === 0) return { cursor };
      if (isTimeToAsk(turn, file, logins)) asking = begin(logins);
      if (!asking || asking.of !== String(logins)) return { cursor };
      if (!asking.told) await soonOrLater(asking.over, clock, turn.signal);
      const { told } = asking;
      if (!told) return { cursor };
      asking = { ...asking, told: new Map() };
      const value = withNumbers(file, logins, told);
      if (value === file) return { cursor };
      return { cursor, delta: { teamFile: { value } }, isOtherTeam: !isAsHeard(turn.board, value) };
    },
  };
}

/** Whoever was named first stays meant. The same object where nothing differs. */
function withNumbers(file: TeamFile, logins: readonly string[], told: Numbers): TeamFile {
  if (told.size === 0) return file;
  const people = Object.fromEntries(
    logins.flatMap((login) => {
      const known = numberOf(file, login);
      const number = known === undefined ? told.get(login) : known;
      return number === undefined ? [] : [[login, number]];
    }),
  );
  const taken = logins.filter((login) =>
    told.has(login) ? told.get(login) !== people[login] : file.taken?.includes(login),
  );
  const { taken: _before, ...others } = file;
  const next = { ...others, people, ...(taken.length > 0 && { taken }) };
  return isSameValue(next, file) ? file : next;
}

/** Whether nothing on the board was heard of somebody who is only called like a member. */
function isAsHeard({ items, statuses }: Board, file: TeamFile): boolean {
  const members = new Set(file.members.map((login) => login.toLowerCase()));
  return [...items.values(), ...statuses.values()].every(({ by }) => {
    const number = members.has(by.login.toLowerCase()) ? numberOf(file, by.login) : undefined;
    return number === undefined || number === by.id;
  });
}

async function askNumbers({ ask }: Pick<Graphql, 'ask'>, logins: readonly string[]): Promise<Numbers> {
  const told = new Map<string, number | null>();
  for (let start = 0; start < logins.length; start += mostAtOnce) {
    const some = logins.slice(start, start + mostAtOnce);
    const names = some.map((_, place) => `$n${place}: String!`).join(', ');
    const fields = some.map((_, place) => `u${place}: user(login: $n${place}) { databaseId }`).join('\n');
    const variables = Object.fromEntries(some.map((login, place) => [`n${place}`, login]));
    const answer = await ask(`query Names(${names}) { ${fields} }`, variables);
    if (answer.kind !== 'answer') return told;
    const nobody = new Set(answer.errors.flatMap(({ type, path }) => (type === 'NOT_FOUND' ? [path?.[0]] : [])));
    const users = answer.data as Readonly<Record<string, unknown>>;
    for (const [place, login] of some.entries()) {
      const user = v.safeParse(userSchema, users[`u${place}`]);
      if (user.success) told.set(login, user.output.databaseId);
      else if (nobody.has(`u${place}`)) told.set(login, null);
    }
  }
  return told;
}

const userSchema = v.object({ databaseId: v.number() });
