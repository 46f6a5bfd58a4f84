/** The enemy's own server: it answers anything with anything, and remembers who asked for what and with which token. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface EvilServer {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly visits: readonly Visit[];
  close(): Promise<void>;
}

export async function openEvilServer(): Promise<EvilServer> {
  const visits: Visit[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    visits.push({ method, path: url, authorization: headers.authorization });
    request.resume();
    // Whoever comes from another page is welcome, and what they get looks as if it were GitHub's.
    response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
    response.end(JSON.stringify({ id: 1, login: 'ana', message: 'welcome', data: {}, url }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
