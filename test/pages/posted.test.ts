// Draws what is posted as GitHub would, HTML and all, so that people can look at it: a picture each in out/screenshots.

import assert from 'node:assert/strict';
import MarkdownIt from 'markdown-it';
import { browserOfRun } from '../lib/editor/browser.js';
import { buildSampleTeam } from '../lib/github/sampleTeam.js';
import { createGithub } from '../lib/github/simulation.js';
import { keepPicture } from './openPage.js';

/** About as GitHub's pages look. */
const style = `
  body { margin: 24px auto; width: 760px; font: 14px/1.5 sans-serif; color: #1f2328; background: #fff; }
  h1 { font-size: 26px; font-weight: 400; } h1 span, small { color: #59636e; }
  article { border: 1px solid #d1d9e0; border-radius: 6px; margin: 16px 0; }
  article > header { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; }
  article > div { padding: 0 16px; }
  code { background: #eff1f3; padding: 2px 5px; border-radius: 6px; font-size: 12px; }
  pre { background: #f6f8fa; padding: 16px; border-radius: 6px; } pre code { background: none; padding: 0; }
  a { color: #0969da; } blockquote { color: #59636e; border-left: 3px solid #d1d9e0; margin: 0; padding: 0 1em; }
  h2 { border-bottom: 1px solid #d1d9e0; font-size: 21px; } hr { border: 0; border-top: 3px solid #d1d9e0; }`;

interface Posted {
  readonly author: number;
  readonly body: string | null;
}

describe('what is posted, as GitHub shows it', () => {
  const now = Date.parse('2026-11-25T13:40:00Z');
  const clock = { now: () => now, sleep: async () => undefined };
  const github = createGithub({ clock, validate: false });
  const { repository, roster } = buildSampleTeam(github, { clock });
  const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true });

  const article = ({ author, body }: Posted) =>
    `<article><header><b>${github.loginOf(author)}</b> <small>commented</small></header>
      <div>${markdown.render(body ?? '')}</div></article>`;

  async function draw(name: string, number: number): Promise<string> {
    const issue = github.issue(repository, number);
    const said: readonly Posted[] = [issue, ...github.comments(repository, number)];
    const title = `<h1>${markdown.utils.escapeHtml(issue.title)} <span>#${number}</span></h1>`;
    const page = await (await browserOfRun()).newPage({ viewport: { width: 820, height: 1000 } });
    await page.setContent(`<style>${style}</style>${title}${said.map(article).join('')}`);
    const text = (await page.locator('article').allTextContents()).join('\n');
    await keepPicture(page, `posted-${name}`);
    await page.context().close();
    return text;
  }

  const numberOf = (words: string) => {
    const found = github.issues(repository).find(({ title }) => title.includes(words));
    assert.ok(found, words);
    return found.number;
  };

  for (const [name, number] of [
    ['roster', () => roster],
    ['blocker', () => numberOf('lamp.ts does not compile')],
    ['resolved', () => numberOf('Cannot open the design file')],
  ] as const)
    it(`${name}: shows nothing that is for machines`, async () => {
      const text = await draw(name, number());
      assert.doesNotMatch(text, /makertime \{|"v":|<!--|undefined|NaN|\{\d\}/);
    });
});
