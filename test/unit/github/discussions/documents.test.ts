import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { dispensable, everyDocument, without } from '../../../../src/github/discussions/documents.js';
import { loadGraphql } from '../../../lib/github/graphql.js';

/** What GitHub's schema of June 2026 says of discussions. */
const newest = () =>
  buildSchema(readFileSync('test/lib/github/graphql/discussions-2026-06.graphql', 'utf8'), { assumeValid: true });

describe('what GraphQL is asked about discussions', () => {
  it('is known to the official schema, and to that of June 2026', async () => {
    const { schema } = await loadGraphql();
    for (const document of everyDocument)
      for (const one of [schema, newest()]) assert.deepEqual(validate(one, parse(document)), [], document.slice(0, 60));
  });

  it('is known to an older server once what it lacks is left out', async () => {
    const engine = await loadGraphql();
    const older = engine.older({ dependencies: 'unknown', discussions: 'old' });
    const [list = ''] = everyDocument;
    const lacking = validate(older, parse(list)).map(({ message }) => /^Cannot query field "(\w+)"/.exec(message)?.[1]);
    assert.deepEqual(lacking, ['closed', 'stateReason', 'isAnswered', 'viewerCanClose', 'viewerCanReopen']);
    for (const document of everyDocument.filter((one) => !/^mutation (Close|Reopen)Thread/.test(one)))
      assert.deepEqual(validate(older, parse(without(document, new Set(dispensable)))), [], document.slice(0, 60));
  });

  it('nothing else is left out, whatever a server says it does not know', () => {
    const [list = ''] = everyDocument;
    assert.equal(without(list, new Set(['id', 'updatedAt', 'nodes'])), list);
    assert.doesNotMatch(without(list, new Set(['filterByAssignable'])), /filterByAssignable|, \)/);
  });
});
