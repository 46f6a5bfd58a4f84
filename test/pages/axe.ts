// What axe finds that keeps people out of a page: by every rule it has, but those that are named here with their reasons.

import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Locator } from 'playwright-core';

/** Rules that are not asked, each with its reason. */
const without: Readonly<Record<string, string>> = {
  'css-orientation-lock':
    'fetches the style sheets once more, which the policy of our pages forbids; none names an orientation',
  'hidden-content': 'finds nothing wrong: it reminds of what cannot be looked at',
};

/** Seven to one is more than usual themes have themselves: asked of those that promise it. */
const strict = 'color-contrast-enhanced';

/** What a rule says of a thing that is as it should be: by a part of its HTML, each with its reason. */
const granted: readonly { readonly rule: string; readonly html: RegExp; readonly because: string }[] = [
  {
    rule: 'label-content-name-mismatch',
    html: /^<button [^>]*aria-label="(Previous|Next) week [^>]*>[‹›]</,
    because: 'signs are no words, and the words are in the name',
  },
  {
    rule: 'label-content-name-mismatch',
    html: /^<div role="option" /,
    because: 'the name of a bar begins with its day, and says in words what the clock below it shows',
  },
  {
    rule: 'target-size',
    html: /^<button [^>]*class="band /,
    because: 'a band is as wide as its time is long; the table has the same spans as buttons',
  },
];

interface Audit {
  /** What is wrong: the rule, where, and why. */
  readonly wrong: readonly string[];
  /** What axe cannot judge by itself. */
  readonly unsure: readonly string[];
  /** How many rules found something to look at. */
  readonly passed: number;
}

/** @param page any element of it @param contrast what its theme promises */
async function audit(page: Locator, contrast: 'usual' | 'high'): Promise<Audit> {
  const isAsked = (rule: string) => !(rule in without) && (rule !== strict || contrast === 'high');
  const rules = Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: isAsked(ruleId) }]));
  // Through the browser's own debugger: the page's policy lets no other script in, and need not.
  await page.evaluate(axe.source);
  // Nothing is fetched once more to be looked at: the policy forbids that, too.
  const options: axe.RunOptions = { rules, preload: false };
  const asked = `axe.run(document, ${JSON.stringify(options)})`;
  const { violations, incomplete, passes } = await page.evaluate<axe.AxeResults, undefined>(asked, undefined);
  return { wrong: violations.flatMap(said), unsure: incomplete.flatMap(said), passed: passes.length };
}

function said({ id, nodes }: axe.Result): readonly string[] {
  const isGranted = (html: string) => granted.some((one) => one.rule === id && one.html.test(html));
  return nodes
    .filter(({ html }) => !isGranted(html))
    .map(({ target, failureSummary = '', any }) => {
      const why = any.map(({ message }) => message).join(' ') || failureSummary;
      return `${id} at ${target.join(' ')}: ${why}`;
    });
}

/** @param what is looked at, for whoever reads a failure */
export async function assertClean(page: Locator, contrast: 'usual' | 'high', what: string): Promise<void> {
  const { wrong, unsure, passed } = await audit(page, contrast);
  assert.deepEqual({ wrong, unsure }, { wrong: [], unsure: [] }, what);
  assert.ok(passed > 25, `${what}: axe has looked at it`);
}
