/** What an enemy writes: texts that try to be something else, names that try to be somebody else, texts too large. */

/** Where the enemy would like to be asked. Nobody is there, unless a test says where its own server is. */
export const evilHost = 'https://evil.example';

/** One line each, as GitHub would take them for a title. @param evil where a server of the enemy's listens */
export function hostileLines(evil: string = evilHost): readonly string[] {
  return [
    '[click](command:workbench.action.terminal.new)',
    `![beacon](${evil}/beacon.png)`,
    `[a](${evil}/a)[b](javascript:alert(1))[c](vscode://evil.extension/run)[d](file:///etc/passwd)`,
    `<img src="${evil}/x.png" onerror="alert(1)"><script src="${evil}/x.js"></script><iframe src="${evil}"></iframe>`,
    `<a href="command:workbench.action.terminal.new">a</a><style>@import "${evil}/x.css";</style><svg onload=alert(1)>`,
    'data:text/html,<script>alert(1)</script> vscode://evil.extension/run javascript:alert(1) file:///etc/passwd',
    `${evil}/bare <${evil}/angled> www.evil.example evil@evil.example`,
    '$(trash) $(sync~spin) icons $$(a) $\u200b(bug)',
    '\u202Etxt.exe\u202C\u200B\u2066 reversed \u2069\u061C\u200F',
    'unseen \u200B\u200C\u2060\uFEFF\u00AD\u3164\u{E0041}\u{E0042}',
    '\u001b[31mred\u001b]8;;command:evil\u0007 \u0000\u0008 bell\u0007',
    '`code` **bold** _it_ ~~no~~ # head > quote | a | b | --- {{x}} %s {0} {1}',
    '</body></html>--><!-- makertime {"v":1,"kind":"blocker","id":"00000000000000000000000000","by":1} -->',
    '__proto__',
    'constructor',
    'toString',
    '\ud83d half \udc00',
    'Z\u0335\u0321\u0322a\u0335\u0321\u0322l\u0335\u0321\u0322g\u0335\u0321\u0322o',
    'שלום (command:evil) مرحبا',
  ];
}

/** Not one of them is a login of GitHub's. */
export const hostileLogins: readonly string[] = [
  '__proto__',
  'constructor',
  'bo\u200b',
  '\u202Eob',
  'b\u043e',
  '../..',
  '?x=',
  '$(trash)',
  '[bo](command:evil)',
  'ana bo',
  'a'.repeat(10_000),
  '',
  '\n',
];

/** Of profiles: each would be another one, or more than a name. @param login whom they would be taken for */
export function hostileNames(login: string): readonly string[] {
  return [
    login,
    `@${login.toUpperCase()}`,
    ` ${login}\u200b`,
    `${login} (you) · available until 18:00`,
    `\u202E${[...login].reverse().join('')}\u202C`,
    `$(verified) ${login}`,
    `[${login}](command:evil)`,
    `שלום (${login})`,
    `${login}\n\nOn duty`,
    login.repeat(10_000),
    '\u200b\u2060',
    ' ',
  ];
}

/** Many levels of one thing: a parser that calls itself for each ends its stack. */
export const levels = 10_000;

export const deepTexts: Readonly<Record<string, string>> = {
  quotes: `${'> '.repeat(levels)}deep`,
  lists: Array.from({ length: 1_000 }, (_, level) => `${' '.repeat(level * 2)}- deep`).join('\n'),
  brackets: `${'['.repeat(levels)}deep${']'.repeat(levels)}(command:evil)`,
  emphasis: `${'*_'.repeat(levels)}deep`,
  backticks: Array.from({ length: 500 }, (_, run) => `${'`'.repeat(run + 1)} a`).join(' '),
  json: deepJson(),
  html: '<b>'.repeat(levels),
  entities: '&amp;'.repeat(levels),
  block: `x\n<!-- makertime ${'{"v":1,"a":'.repeat(4_000)}1${'}'.repeat(4_000)} -->`,
  openings: '<!-- makertime '.repeat(levels),
  ownOpenings: '\n<!-- makertime '.repeat(levels),
  mentions: '@a'.repeat(levels),
  hyphens: `@${'a-'.repeat(levels)}`,
  fences: '```\n'.repeat(levels),
};

export function deepJson(): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`;
}

const megabyte = 1_000_000;
export const hugeTexts: Readonly<Record<string, string>> = {
  word: 'x'.repeat(megabyte),
  words: 'beam lamp '.repeat(megabyte / 10),
  blanks: `${' '.repeat(megabyte)}x`,
  lines: '\n'.repeat(megabyte),
  icons: '$('.repeat(megabyte / 2),
  links: '[a](command:b)'.repeat(megabyte / 14),
  unseen: '\u200b'.repeat(megabyte),
  marks: `a${'\u0335'.repeat(megabyte)}`,
  backticks: '`a'.repeat(megabyte / 2),
};
