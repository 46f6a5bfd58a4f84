/** The places of what was answered that may be empty, and answers with nothing there. */
import { loadGraphql } from '../../lib/github/graphql.js';
import { emptied, nameOf, nullableIn, optionalIn, type Place } from '../../lib/github/optional.js';
import { loadDescription } from '../../lib/github/validate.js';
import type { Alter, Answered } from './scene.js';

export interface Spot {
  readonly name: string;
  readonly question: string;
  readonly isGraphql: boolean;
  readonly place: Place;
}

/** Nothing at some places of answers. */
export function at(spots: readonly Spot[], entries: 'first' | 'every'): Alter {
  return ({ question, json }) =>
    spots.reduce(
      (answer, one) => (one.question === question.name ? emptied(answer, one.place, entries) : answer),
      json,
    );
}

/** The same, and GitHub says that something went wrong there. */
export function withError({ question, place }: Spot): Alter {
  const path = place.path.slice(1).map((key) => (key === '[]' ? 0 : key));
  const errors = [{ type: 'FORBIDDEN', message: 'Something went wrong', path }];
  return (answered) => {
    const isAsked = answered.question.name === question;
    return isAsked ? { ...(emptied(answered.json, place, 'first') as object), errors } : answered.json;
  };
}

export async function spotsIn(answers: readonly Answered[]): Promise<readonly Spot[]> {
  const { schema } = await loadGraphql();
  const found = new Map<string, Spot>();
  for (const { question, json } of answers) {
    const isGraphql = question.graphql !== undefined;
    const places = isGraphql
      ? nullableIn(schema, question.graphql ?? '').map(({ path, as }) => ({ path: ['data', ...path], as }))
      : question.route
        ? optionalIn(loadDescription(), question.route, json)
        : [];
    for (const place of places) {
      const name = `${question.name.slice(0, isGraphql ? 40 : undefined)} ${nameOf(place)}`;
      found.set(`${question.name} ${name}`, { name, question: question.name, isGraphql, place });
    }
  }
  return [...found.values()];
}
