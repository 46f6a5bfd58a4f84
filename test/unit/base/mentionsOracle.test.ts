import assert from 'node:assert/strict';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { mentionsIn } from '../../../src/base/mentions.js';

const parser = new MarkdownIt({ html: true, linkify: true });

/** As GitHub has it: text is looked through once it is HTML, and what stands in code or links is passed over. */
function mentionsDrawn(text: string): readonly string[] {
  const open: string[] = [];
  let shown = '';
  const html = parser.render(text);
  for (const [, comment, closing, name = '', words] of html.matchAll(
    /(<!--(?:(?!-->)[\s\S])*(?:-->|$)|<[?!][^>]*(?:>|$))|<(\/?)([a-z][a-z\d-]*)(?:[^"'>]|"[^"]*"|'[^']*')*>|([^<]+|<)/gi,
  )) {
    if (words !== undefined) shown += open.length > 0 ? '' : words;
    else if (comment !== undefined || !/^(?:pre|code|tt|a)$/i.test(name)) continue;
    else if (closing === '') open.push(name);
    else if (open.includes(name)) open.splice(open.lastIndexOf(name));
  }
  const logins = [...shown.matchAll(/(?<![\w@/.`-])@(ana|bo|chidi)\b/g)].map(([, login = '']) => login);
  return [...new Set(logins)];
}

describe('mentions, beside a Markdown parser of others', () => {
  const words = ['@ana', '@bo', '@chidi', 'words', 'x @ana y'];
  const code = fc.constantFrom(
    '`@ana`',
    '``@bo ` x``',

    '<code>@ana</code>',
    '<!-- @bo -->',
    '[@ana](https://x.example)',
  );
  const more = fc.constantFrom(
    '<b>@bo</b>',
    '![@ana](x.png)',
    '<img alt="@bo">',
    '[x] @ana',
    '\\',
    '*@bo*',
    'https://x.example/@ana',
  );
  const inline = fc
    .array(fc.oneof(fc.constantFrom(...words), code, more), { minLength: 1, maxLength: 4 })
    .map((some) => some.join(' '));
  const block = fc.oneof(
    inline,
    inline.map((line) => `# ${line}`),
    inline.map((line) => `> ${line}`),
    inline.map((line) => `- ${line}\n- x`),
    inline.map((line) => `    ${line}`),
    fc
      .tuple(fc.constantFrom('```', '~~~', '````ts'), inline)
      .map(([fence, line]) => `${fence}\n${line}\n\n@bo\n${fence.slice(0, 4).replace('t', '')}`),
    inline.map((line) => `<pre>\n${line}\n\n@bo\n</pre>`),
    inline.map((line) => `<!--\n${line}\n\n@bo\n-->`),
    inline.map((line) => `<details>\n\n${line}\n\n</details>`),
    inline.map((line) => `- x\n\n  ${line}`),
    inline.map((line) => `1. \`\`\`\n   ${line}\n   \`\`\``),
    inline.map((line) => `> ~~~\n> ${line}`),
    inline.map((line) => `| a |\n| - |\n| ${line.replaceAll('|', '')} |`),
    fc.constantFrom('```\n@ana', '<pre>\n@ana', '<!-- @ana', '***', 'x\n---'),
  );

  it('are those that somebody reads who is not in code, a comment or a link', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
        const text = blocks.join('\n\n');
        assert.deepEqual(mentionsIn(text), mentionsDrawn(text), parser.render(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
