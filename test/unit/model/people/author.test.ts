import assert from 'node:assert/strict';
import { loginOf } from '../../../../src/model/people/author.js';

describe('the login of an author', () => {
  for (const [name, email, login] of [
    ['Bo', '123+bo@users.noreply.github.com', 'bo'],
    ['Bo', 'bo-x_acme@users.noreply.github.example', 'bo-x_acme'],
    ['dependabot[bot]', '49699333+dependabot[bot]@users.noreply.github.com', undefined],
    ['Copilot', '198982749+Copilot@users.noreply.github.com', undefined],
    ['copilot-swe-agent[bot]', '198982749+copilot-swe-agent[bot]@users.noreply.github.com', undefined],
    ['github-actions', 'github-actions@users.noreply.github.com', undefined],
    ['GitHub', 'web-flow@users.noreply.github.com', undefined],
    ['Claude', '81847+claude@users.noreply.github.com', undefined],
    ['acme-bot', '77+acme-bot@users.noreply.github.com', undefined],
    ['Abbot', '78+abbot@users.noreply.github.com', 'abbot'],
    ['EMI', 'someone@example.com', 'emi'],
    ['Emi Sato', 'Emi@example.com', 'emi'],
    ['Emi Sato', 'sato@example.com', undefined],
    ['', '', undefined],
    ['Bo', 'evil@x@users.noreply.github.com', undefined],
  ] as const)
    it(`${name} <${email}> is ${login ?? 'nobody we know'}`, () =>
      assert.equal(loginOf({ name, email }, ['ana', 'emi']), login));
});
