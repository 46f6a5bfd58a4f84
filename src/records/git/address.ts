/** Where code stands on a server: which repository a git remote means, and the lasting address of some lines. */
import type { Context } from '../../model/board/item.js';
import { fullName, type Repository } from '../../model/board/team.js';

type Name = Pick<Repository, 'owner' | 'name'>;

/**
 * The repository a remote's address means, in any of the forms git understands; undefined where it is on another server.
 * @param server such as `https://github.com`
 */
export function repositoryAt(address: string, server: string): Name | undefined {
  const found = splitAddress(address);
  const { host, hostname } = new URL(server);
  // ssh has a port of its own beside that of the pages.
  if (found?.host !== (found?.isPage ? host : hostname)) return undefined;
  const match = /^\/?([\w-]{1,39})\/([\w.-]{1,100}?)(?:\.git)?\/?$/.exec(found.path);
  return match?.[1] && match[2] && !/^\.\.?$/.test(match[2]) ? { owner: match[1], name: match[2] } : undefined;
}

interface Address {
  /** In lower case, as pages have it; with the port where it is that of pages. */
  readonly host: string;
  readonly path: string;
  readonly isPage: boolean;
}

export function splitAddress(address: string): Address | undefined {
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(address);
  if (scp?.[1] && scp[2]) return { host: hostOf(scp[1]), path: scp[2], isPage: false };
  try {
    const { host, hostname, pathname, protocol } = new URL(address);
    if (!/^(?:https?|ssh|git|git\+ssh|ssh\+git):$/.test(protocol)) return undefined; // a file or a program on this machine
    // The port of ssh belongs to the way in; that of http is the server's own.
    const isPage = protocol.startsWith('http');
    return { host: hostOf(isPage ? host : hostname), path: pathname, isPage };
  } catch {
    return undefined;
  }
}

/** GitHub has other doors to the same: one for ssh where its port is closed, and one that leads on. */
function hostOf(host: string): string {
  return host.toLowerCase().replace(/^(?:ssh|www)\.(?=github\.com$)/, '');
}

/** Safe inside the parentheses of a Markdown link, whatever the path is. */
export function permalink(
  server: string,
  repository: Name,
  commit: string,
  path: string,
  lines: Context['lines'],
): string {
  const escaped = path
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/[()'*!~]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`));
  const anchor = lines ? `#L${lines[0]}${lines[1] > lines[0] ? `-L${lines[1]}` : ''}` : '';
  return `${server}/${fullName(repository)}/blob/${commit}/${escaped.join('/')}${anchor}`;
}
