/** The states that views are tried on: one for each thing that can be so, and random ones. */
import fc from 'fast-check';
import type { Aside, Refusal, Trouble } from '../../../src/model/board/trouble.js';
import type { Park } from '../../../src/model/local/park.js';
import { initialState, type State } from '../../../src/model/state.js';
import { at, newId, team } from '../../lib/fakes/builders.js';
import { entry, inboxOf } from '../../lib/fakes/inboxEntries.js';
import { aBoard, aBoardMutation, hostileText, instants, keys, present } from '../arbitraries.js';

export const now = Date.parse('2026-11-21T12:00:00Z');

/** The compiler asks for a row whenever a kind is added. */
export const troubles: { readonly [K in Trouble['kind']]: Trouble & { readonly kind: K } } = {
  offline: { kind: 'offline' },
  serverDown: { kind: 'serverDown', status: 502 },
  limited: { kind: 'limited', since: '2026-11-21T12:00:00Z', until: '2026-11-21T12:30:00Z' },
  signedOut: { kind: 'signedOut' },
  singleSignOn: { kind: 'singleSignOn', address: 'https://github.example/orgs/acme/sso' },
  repositoryMissing: { kind: 'repositoryMissing' },
  madePublic: { kind: 'madePublic', repository: 'acme/team' },
  repositoryReplaced: { kind: 'repositoryReplaced' },
  issuesDisabled: { kind: 'issuesDisabled' },
  forbidden: { kind: 'forbidden', detail: 'Resource not accessible' },
  disk: { kind: 'disk', detail: 'ENOSPC: no space left' },
};

export const refusals: { readonly [K in Refusal['kind']]: Refusal & { readonly kind: K } } = {
  invalid: { kind: 'invalid', detail: 'Validation Failed' },
  forbidden: { kind: 'forbidden', detail: 'Must have write access' },
  madePublic: { kind: 'madePublic', repository: 'acme/old' },
  missing: { kind: 'missing' },
  gone: { kind: 'gone' },
  elsewhere: { kind: 'elsewhere' },
  issuesDisabled: { kind: 'issuesDisabled' },
  tooLong: { kind: 'tooLong', detail: '120' },
  foreignRecord: { kind: 'foreignRecord' },
  changedMeanwhile: { kind: 'changedMeanwhile' },
  discussionsOff: { kind: 'discussionsOff' },
  categoryGone: { kind: 'categoryGone' },
  categoryClosed: { kind: 'categoryClosed' },
  threadLocked: { kind: 'threadLocked' },
  decidedAlready: { kind: 'decidedAlready' },
  checkedInAlready: { kind: 'checkedInAlready' },
  pickedUpAlready: { kind: 'pickedUpAlready', detail: 'emi' },
  notHandedToYou: { kind: 'notHandedToYou' },
  threadGone: { kind: 'threadGone' },
  unassignable: { kind: 'unassignable', detail: '@zoe', repository: 'acme/team' },
  unconfirmed: { kind: 'unconfirmed' },
  interrupted: { kind: 'interrupted' },
};

export const asides: Record<Aside['why'], Aside> = {
  torn: { why: 'torn', file: '/outbox/aside/a.json' },
  newer: { why: 'newer', file: '/outbox/new/b.json' },
  foreign: { why: 'foreign', file: 'C:\\outbox\\aside\\c $(x).json' },
};

export function connected(more: Partial<State> = {}): State {
  return {
    ...initialState,
    phase: 'ready',
    account: team.account,
    team,
    sync: { heardAt: '2026-11-21T11:55:00Z' },
    ...more,
  };
}

const aTrouble = fc
  .constantFrom(...Object.values(troubles))
  .chain((trouble) =>
    'detail' in trouble
      ? hostileText.map((detail) => ({ ...trouble, detail }) as Trouble)
      : fc.constant(trouble as Trouble),
  );
const aRefusal = fc
  .tuple(fc.constantFrom(...Object.values(refusals)), hostileText)
  .map(([reason, detail]): Refusal => ({ ...reason, ...(detail && { detail }) }));

const aStage = fc.oneof(
  fc.constant({ kind: 'held' as const }),
  fc.constantFrom(...instants).map((batch) => ({ kind: 'delivered' as const, batch })),
  fc.constantFrom('activity', ...instants).map((until) => ({ kind: 'snoozed' as const, until })),
  fc.constantFrom(...instants).map((at) => ({ kind: 'done' as const, at })),
);
const aEntry = fc
  .tuple(aStage, fc.record({ title: hostileText, from: hostileText, repository: hostileText }), fc.nat(), fc.boolean())
  .map(([stage, words, place, isUnread]) => entry(stage, { ...words, key: `thread/${place}`, isUnread }));
const anInbox = fc.array(aEntry, { maxLength: 5 }).map((entries) => inboxOf(...entries));

const aPark: fc.Arbitrary<Park> = fc
  .record({ title: hostileText, root: hostileText, branch: fc.option(hostileText, { nil: undefined }) })
  .chain((words) =>
    fc
      .constantFrom(...keys)
      .map((target) => present({ ...words, id: newId(), at, target, files: [] }) as unknown as Park),
  );

export const aState: fc.Arbitrary<State> = fc
  .record({
    phase: fc.constantFrom('starting', 'ready', 'ready', 'ready'),
    account: fc.option(fc.constant(team.account), { nil: undefined, freq: 4 }),
    team: fc.option(fc.constant(team), { nil: undefined, freq: 8 }),
    confirmed: aBoard,
    unsent: fc.array(aBoardMutation, { maxLength: 3 }),
    inbox: anInbox,
    acts: fc.constant([]),
    refused: fc.array(fc.record({ mutation: aBoardMutation, reason: aRefusal }), { maxLength: 3 }),
    parks: fc.uniqueArray(aPark, { maxLength: 3, selector: ({ id }) => id }),
    writeUps: fc.array(
      hostileText.map((title) => ({ id: newId(), title, at })),
      { maxLength: 2 },
    ),
    aside: fc.subarray(Object.values(asides)),
    elsewhere: fc.subarray([
      { login: 'ana-private', count: 1 },
      { login: 'bo', count: 30 },
    ]),
    sync: fc
      .record({
        heardAt: fc.option(fc.constantFrom(...instants), { nil: undefined }),
        trouble: fc.option(aTrouble, { nil: undefined }),
      })
      .map(present),
  })
  .map((drawn) => present(drawn) as unknown as State);
