/** Links in what people write: which of them may be opened. */
import { webPageOf } from '../../model/board/remoteUrl.js';

/**
 * An address that somebody has written, as a browser is given it; undefined for what is neither https nor a page of that
 * server. Whoever puts a name before an `@` wants a host to look like another.
 */
export function linkOf(address: string, server: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { href, protocol, username, password } = new URL(address);
  const isPlain = protocol === 'https:' && username === '' && password === '';
  return isPlain ? href : webPageOf(address, server);
}
