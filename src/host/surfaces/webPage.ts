/** The page of every panel: an empty body, one script, one style sheet, and leave for nothing else. */

export interface PageParts {
  /** Addresses the page may load from. */
  readonly script: string;
  readonly style: string;
  /** What the style sheet's address matches, as a source of a content security policy. */
  readonly styleSource: string;
  /** Unguessable, and another for each page. */
  readonly nonce: string;
  /** Language tag: "en". */
  readonly language: string;
  readonly title: string;
}

export function webPage({ script, style, styleSource, nonce, language, title }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${styleSource}`;
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}">
<title>${escaped(title)}</title>
</head>
<body>
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
