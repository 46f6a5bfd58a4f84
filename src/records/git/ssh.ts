/**
 * Reading `~/.ssh/config` as ssh does: which host an alias means.
 *
 *     Host work *.work !old.work
 *         HostName github.com
 *
 * The first that fits counts. What another file holds (`Include`) or a program decides (`Match`) is not known here, and not guessed.
 */

/** Undefined where the file names no other host for it. */
export function hostNamedBy(config: string, alias: string): string | undefined {
  let isMeant = true;
  for (const line of config.split(/\r?\n/, 10_000)) {
    const [, keyword = '', rest = ''] = /^\s*([a-z]+)(?:\s*=\s*|\s+)(\S.*?)\s*$/i.exec(line.slice(0, 1_000)) ?? [];
    switch (keyword.toLowerCase()) {
      case 'host':
        isMeant = fits(wordsOf(rest), alias);
        break;
      case 'match':
        isMeant = rest.toLowerCase() === 'all';
        break;
      case 'hostname':
        if (isMeant) return named(wordsOf(rest)[0], alias);
    }
  }
  return undefined;
}

function named(name: string | undefined, alias: string): string | undefined {
  const host = name?.replace(/%[%h]/g, (token) => (token === '%h' ? alias : '%'));
  return host !== undefined && /^[\w.-]+$/.test(host) ? host.toLowerCase() : undefined;
}

function fits(patterns: readonly string[], alias: string): boolean {
  const isOneOf = (some: readonly string[]) => some.some((pattern) => isLike(alias, pattern));
  const excluded = patterns.filter((one) => one.startsWith('!')).map((one) => one.slice(1));
  return isOneOf(patterns.filter((one) => !one.startsWith('!'))) && !isOneOf(excluded);
}

/** `*` stands for any signs, `?` for one. */
function isLike(name: string, pattern: string): boolean {
  let reached = new Set([0]);
  for (const sign of pattern.slice(0, 255)) {
    const next = new Set<number>();
    for (const at of reached)
      if (sign === '*') for (let end = at; end <= name.length; end++) next.add(end);
      else if (at < name.length && (sign === '?' || sign === name[at])) next.add(at + 1);
    reached = next;
  }
  return reached.has(name.length);
}

/** Words, some of them in quotes; a `#` begins a comment. */
function wordsOf(text: string): readonly string[] {
  const words = [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
  const comment = words.findIndex((word) => word.startsWith('#'));
  return comment < 0 ? words : words.slice(0, comment);
}
