/** What each kind of weather in a plan is in the simulated GitHub's own terms. */
import type { Github } from '../../lib/github/simulation.js';
import type { Effect, Match, Rule } from '../../lib/github/weather.js';
import type { Happening } from './plan.js';

type Weather = Happening & { kind: 'weather' };

/** Writes that make something: what may be there twice if somebody does not look first. */
const creating: Match = { method: 'POST', path: /\/(?:issues|comments)(?:\/|$|\?)/ };
const graphql: Match = { path: /^\/graphql/ };
const lists: Match = { method: 'GET', path: /\/issues/ };

/** Undefined: not a rule, but something done to the door or to a token. */
export function ruleFor({ weather, login, lasts, strength }: Weather): Rule | undefined {
  const few = 1 + Math.floor(strength * 4);
  const mine: Match = { login };
  const any = (effect: Effect): Rule => ({ match: mine, effect });
  switch (weather) {
    case 'offline':
    case 'revoked':
      return undefined;
    case 'noName':
      return any({ kind: 'dnsFailure' });
    case 'slowArrival':
      return any({ kind: 'latency', ms: 500 + strength * 18_000, when: 'before' });
    case 'slowAnswer':
      return any({ kind: 'latency', ms: 500 + strength * 18_000, when: 'after' });
    case 'hangBefore':
      return { match: mine, times: few, effect: { kind: 'hang', when: 'before' } };
    case 'hangAfter':
      return { match: creating, times: few, effect: { kind: 'hang', when: 'after' } };
    case 'resetBefore':
      return any({ kind: 'reset', when: 'before' });
    case 'lostAnswer':
      return { match: creating, times: few, effect: { kind: 'reset', when: 'after' } };
    case 'truncated':
      return { match: creating, times: few, effect: { kind: 'truncated' } };
    case 'cutShort':
      return { match: mine, times: few, effect: { kind: 'truncated', end: 'clean' } };
    case 'errorBefore':
      return any({ kind: 'serverError', status: strength < 0.5 ? 500 : 503, when: 'before' });
    case 'errorAfter':
      return { match: creating, times: few, effect: { kind: 'serverError', status: 502, when: 'after' } };
    case 'primaryLimit':
      return { match: mine, times: 1, effect: { kind: 'limited', status: 403, resetIn: Math.ceil(lasts / 1_000) } };
    case 'secondaryLimit': {
      const retryAfter = Math.ceil(lasts / 1_000);
      return {
        match: mine,
        times: few,
        effect: { kind: 'secondaryLimit', status: strength < 0.5 ? 403 : 429, retryAfter },
      };
    }
    case 'graphqlLimit': {
      const resetIn = Math.ceil(lasts / 1_000);
      return { match: graphql, times: few, effect: { kind: 'limited', status: 403, resetIn } };
    }
    case 'graphqlDown':
      return { match: graphql, effect: { kind: 'serverError', status: 502, when: 'before' } };
    case 'graphqlErrors':
      return { match: graphql, effect: { kind: 'graphqlErrors', errors: [{ message: 'Something went wrong' }] } };
    case 'lateLists':
      // Within the promise: a list may hide what is new for three minutes, and together with a lost answer no longer.
      return { match: lists, effect: { kind: 'listLag', ms: strength * 100_000 } };
    case 'clockSkew':
      return { effect: { kind: 'clockSkew', ms: Math.round((strength - 0.5) * 40_000) } };
    case 'singleSignOn':
      return any({ kind: 'singleSignOn', organization: 'acme' });
    case 'proxyPage':
      return any({ kind: 'proxyPage' });
    case 'redirect':
      return any({ kind: 'redirect', status: 302, to: 'https://hotel.example/login' });
  }
}

/** Lays it out, and gives back how it ends. */
export function layOut(github: Github, weather: Weather): () => void {
  const rule = ruleFor(weather);
  if (rule) return github.weather.add(rule);
  github.weather.offline(true);
  return () => github.weather.offline(false);
}
