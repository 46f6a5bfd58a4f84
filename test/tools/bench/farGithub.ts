/** Asking the GitHub of another thread, and how much came from there and how long this thread has waited for it. */
import { Worker } from 'node:worker_threads';
import type { FakeClock } from '../../lib/fakes/fakeClock.js';
import type { Answer, Built, Fetched, Question, Size } from './largeGithub.js';
import type { Spent } from './spent.js';

export type FarGithub = ReturnType<typeof openGithub>;

export function openGithub(clock: FakeClock) {
  const worker = new Worker(new URL('./large-github.mjs', import.meta.url));
  const waiting = new Map<number, (value: never) => void>();
  let number = 0;
  let began = 0;
  let away = 0;
  let bytes = 0;
  worker.on('message', ({ number: of, value }: Answer) => {
    waiting.get(of)?.(value as never);
    waiting.delete(of);
    if (waiting.size === 0) away += performance.now() - began;
  });
  worker.on('error', (error) => {
    throw error;
  });
  type Of<K extends Question['kind']> = Omit<Extract<Question, { kind: K }>, 'number' | 'now'>;
  function ask<T, K extends Question['kind'] = Question['kind']>(question: Of<K>): Promise<T> {
    if (waiting.size === 0) began = performance.now();
    number += 1;
    const asked = { ...question, number, now: clock.elsewhere() };
    return new Promise((resolve) => {
      waiting.set(asked.number, resolve);
      worker.postMessage(asked);
    });
  }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const given = { url: String(input), method: init?.method ?? 'GET', body: String(init?.body ?? '') };
    const headers = Object.fromEntries(new Headers(init?.headers));
    const answer = await ask<Fetched, 'fetch'>({ kind: 'fetch', headers, ...given });
    bytes += answer.body?.length ?? 0;
    const response = new Response(answer.body, { status: answer.status, headers: answer.headers });
    Object.defineProperty(response, 'url', { value: given.url });
    return response;
  };
  return {
    fetch: clock.watched({ fetch }).fetch,
    build: (size: Size) => ask<Built, 'build'>({ kind: 'build', size }),
    comment: (place: number) => ask<undefined, 'comment'>({ kind: 'comment', place }),
    take: () => ask<Spent, 'take'>({ kind: 'take' }),
    /** Milliseconds. */
    away: () => away,
    /** Kilobytes since the last time. */
    takeReceived() {
      const taken = Math.round(bytes / 1024);
      bytes = 0;
      return taken;
    },
    close: () => worker.terminate(),
  };
}
