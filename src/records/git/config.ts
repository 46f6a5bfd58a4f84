/**
 * Reading the text of a git config file as git does, and what remotes come to by it.
 *
 *     [remote "origin"]
 *         url = work:acme/team.git   ; a comment
 *     [url "ssh://git@github.com/"]
 *         insteadOf = work:
 *
 * Total: what git would not read, says nothing.
 */

export interface ConfigEntry {
  /** Section and name in lower case, what stands in quotes as it is: `remote.origin.url`. */
  readonly key: string;
  readonly value: string;
}

const sectionStart = /\[([a-z\d.-]+)(?:[ \t]+"((?:[^"\\\n]|\\[^\n])*)")?\]/iy;
const nameStart = /([a-z][a-z\d-]*)[ \t]*/iy;
const skipped = /(?:[ \t\n\f\v]+|[#;][^\n]*)+/y;

export function readGitConfig(text: string): readonly ConfigEntry[] {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  const entries: ConfigEntry[] = [];
  let section: string | undefined;
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found) at = pattern.lastIndex;
    return found;
  };
  for (;;) {
    take(skipped);
    if (at >= source.length) return entries;
    const head = take(sectionStart);
    if (head) {
      const [, name = '', quoted] = head;
      section = name.toLowerCase() + (quoted === undefined ? '' : `.${quoted.replace(/\\(.)/g, '$1')}`);
      continue;
    }
    const [, name] = (section !== undefined && take(nameStart)) || [];
    if (name === undefined) return [];
    const hasValue = source[at] === '=';
    if (hasValue) at++;
    else if (at < source.length && source[at] !== '\n') return [];
    const read = hasValue ? valueAt(source, at) : { value: 'true', end: at };
    if (!read) return [];
    entries.push({ key: `${section}.${name.toLowerCase()}`, value: read.value });
    at = read.end;
  }
}

const escapes: Readonly<Record<string, string>> = { t: '\t', b: '\b', n: '\n', '"': '"', '\\': '\\' };

/** To the end of the line, or of the last that a backslash joins. Undefined where git would not read it. */
function valueAt(source: string, start: number): { readonly value: string; readonly end: number } | undefined {
  let value = '';
  /** Blanks count only between what is said. */
  let blanks = '';
  let isQuoted = false;
  let at = start;
  for (; at < source.length && source[at] !== '\n'; at++) {
    const sign = source[at] ?? '';
    if (!isQuoted && (sign === ' ' || sign === '\t')) {
      if (value !== '') blanks += sign;
      continue;
    }
    if (!isQuoted && (sign === '#' || sign === ';')) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
      break;
    }
    value += blanks; // a line that goes on is said, too
    blanks = '';
    if (sign === '\\' && source[at + 1] === '\n') {
      at++;
      continue;
    }
    const said = sign === '\\' ? escapes[source[++at] ?? ''] : sign;
    if (said === undefined) return undefined;
    if (sign === '"') isQuoted = !isQuoted;
    else value += said;
  }
  return isQuoted ? undefined : { value, end: at };
}

export interface Remote {
  readonly name: string;
  /** What is fetched from, as it is written and as it is meant. */
  readonly addresses: readonly string[];
}

/** In the order of the file. */
export function remotesIn(entries: readonly ConfigEntry[]): readonly Remote[] {
  const found = new Map<string, string>();
  for (const { key, value } of entries) {
    const [, name] = /^remote\.(.+)\.url$/s.exec(key) ?? [];
    if (name !== undefined && value !== '' && !found.has(name)) found.set(name, value);
  }
  return [...found].map(([name, address]) => ({ name, addresses: [meantBy(address, entries)] }));
}

/** By `url.….insteadOf`: of the beginnings that fit the longest counts. */
export function meantBy(address: string, entries: readonly ConfigEntry[]): string {
  let best: { readonly base: string; readonly start: string } | undefined;
  for (const { key, value: start } of entries) {
    const [, base] = /^url\.(.+)\.insteadof$/s.exec(key) ?? [];
    if (base !== undefined && address.startsWith(start) && start.length > (best?.start.length ?? -1))
      best = { base, start };
  }
  return best ? best.base + address.slice(best.start.length) : address;
}

/** The last counts. */
export function settingIn(entries: readonly ConfigEntry[], key: string): string | undefined {
  return entries.findLast((one) => one.key === key)?.value;
}
