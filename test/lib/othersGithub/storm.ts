/** What lies between a window and GitHub in a storm: connections that break before or after the effect, pages of a gateway, silence, kills. */
import type { Emulated } from './emulated.js';

/** Each with how often it comes, in a thousand requests. */
const faults = {
  refused: 5,
  'reset before': 5,
  'reset after': 12,
  'error before': 5,
  'error after': 12,
  'cut short': 5,
  'silence before': 2,
  'silence after': 2,
} as const;
type Fault = keyof typeof faults;

/** Writes are what can be lost or doubled: they suffer so many times as often. */
const writesSuffer = 7;

export interface Storm {
  readonly fetch: typeof fetch;
  /** How often each fault has struck. */
  readonly struck: ReadonlyMap<Fault, number>;
  end(): void;
}

/** @param kill is called in the middle of a request, once it has had its effect, now and then */
export function storm({ fetch: reach }: Pick<Emulated, 'fetch'>, random: () => number, kill: () => void): Storm {
  const struck = new Map<Fault, number>();
  let isOver = false;

  function drawn(method: string): Fault | undefined {
    if (isOver) return undefined;
    let left = (random() * 1000) / (method === 'GET' ? 1 : writesSuffer);
    for (const [fault, often] of Object.entries(faults) as [Fault, number][]) {
      left -= often;
      if (left < 0) return fault;
    }
    return undefined;
  }

  return {
    struck,
    end() {
      isOver = true;
    },
    fetch: async (input, init) => {
      const method = init?.method ?? 'GET';
      const fault = drawn(method);
      if (fault) struck.set(fault, (struck.get(fault) ?? 0) + 1);
      if (fault === 'refused') throw failed({ code: 'ECONNREFUSED', syscall: 'connect' });
      if (fault === 'reset before') throw failed({ code: 'ECONNRESET', syscall: 'read' });
      if (fault === 'error before') return gatewayPage();
      if (fault === 'silence before') return silence(init?.signal);
      const answer = await reach(input, init);
      if (!isOver && method !== 'GET' && random() < 0.06) kill();
      switch (fault) {
        case 'reset after':
          throw failed({ code: 'ECONNRESET', syscall: 'read' });
        case 'error after':
          return gatewayPage();
        case 'silence after':
          return silence(init?.signal);
        case 'cut short':
          return cutShort(answer);
        default:
          return answer;
      }
    },
  };
}

const failed = (cause: { readonly code: string; readonly syscall: string }): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`${cause.syscall} ${cause.code}`), cause) });

const gatewayPage = () =>
  new Response('<html><body><h1>502 Bad Gateway</h1></body></html>', {
    status: 502,
    headers: { 'content-type': 'text/html' },
  });

async function cutShort(answer: Response): Promise<Response> {
  const { status, headers } = answer;
  const text = await answer.text();
  return new Response(status === 304 ? null : text.slice(0, text.length / 2), { status, headers });
}

function silence(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
