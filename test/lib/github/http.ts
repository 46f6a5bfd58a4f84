/** The socket door: `node:http` on 127.0.0.1, where a reset is a reset and silence is silence. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Delivery, exchange, type Parts } from './exchange.js';
import type { Answer } from './headers.js';

export interface HttpDoor {
  /** Gives back the address without a trailing slash. */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
}

export function createHttpDoor(parts: Parts): HttpDoor {
  let server: Server | undefined;
  let port = 0;

  const open = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const opening = createServer((request, response) => void serve(parts, port, request, response));
      server = opening;
      opening.once('error', reject);
      opening.listen(port, '127.0.0.1', () => {
        port = (opening.address() as AddressInfo).port;
        resolve();
      });
    });
  const shut = (): Promise<void> =>
    new Promise((resolve) => {
      if (!server) return resolve();
      server.close(() => resolve());
      server.closeAllConnections();
      server = undefined;
    });

  // Offline is a closed port: clients get a true ECONNREFUSED. Whoever waits for the port to be back waits for `listen`.
  let changing = Promise.resolve();
  let isWanted = false;
  parts.weather.onOffline((isOffline) => {
    if (!isWanted) return;
    changing = changing.then(isOffline ? shut : open);
  });

  return {
    async listen(wantedPort = port) {
      await changing;
      if (!server && !isWanted) {
        port = wantedPort;
        await open();
        // Known by its port, but closed.
        if (parts.weather.isOffline) await shut();
      }
      isWanted = true;
      return `http://127.0.0.1:${port}`;
    },
    async close() {
      isWanted = false;
      await changing;
      await shut();
    },
  };
}

async function serve(parts: Parts, port: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { socket } = request;
  try {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? `127.0.0.1:${port}`}`);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : (value ?? ''),
      ]),
    );
    hand(await exchange(parts, { method: request.method ?? 'GET', url, headers, body }), response, socket);
  } catch (error) {
    // A client that went away in the middle of its own request. Anything else is a bug of ours.
    if (!request.errored && !socket.destroyed)
      parts.faults.push(error instanceof Error ? (error.stack ?? '') : String(error));
    socket.destroy();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function hand(delivery: Delivery, response: ServerResponse, socket: Socket): void {
  switch (delivery.kind) {
    case 'answer':
      send(delivery.answer, response);
      break;
    case 'cut':
      if (delivery.end === 'clean') send({ ...delivery.answer, body: half(delivery.answer) }, response);
      else sendHalf(delivery.answer, response, socket);
      break;
    case 'reset':
    case 'refused':
    case 'unknownHost':
      socket.resetAndDestroy();
      break;
    case 'silence':
      break;
  }
}

function send({ status, headers, body }: Answer, response: ServerResponse): void {
  response.sendDate = false;
  response.writeHead(status, body === null ? headers : { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body ?? undefined);
}

/** Promises the whole and breaks off in the middle. */
function sendHalf(answer: Answer, response: ServerResponse, socket: Socket): void {
  response.sendDate = false;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body ?? '') });
  response.write(half(answer), () => socket.end(() => socket.destroy()));
}

const half = ({ body }: Answer): string => (body ?? '').slice(0, Math.floor((body ?? '').length / 2));
