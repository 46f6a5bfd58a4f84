/** Addresses of a server: whether one is a page of it, and which server one is on. */

/**
 * An address as a browser is given it, where it is a page of that server; undefined for any other. Of a `blob:` the origin
 * is that of what it was made from, and before an `@` anything may stand.
 */
export function webPageOf(address: string, server: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { href } = new URL(address);
  return href.startsWith(`${server}/`) && /^https?:/.test(href) ? href : undefined;
}

/** https, or plain http on this very machine; without path, question or password. */
export function serverFrom(text: string): string | undefined {
  try {
    const { protocol, hostname, origin, username, password } = new URL(text.trim());
    const isHere = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
    return (protocol === 'https:' || (protocol === 'http:' && isHere)) && !username && !password ? origin : undefined;
  } catch {
    return undefined;
  }
}
