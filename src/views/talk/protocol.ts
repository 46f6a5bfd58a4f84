/**
 * What the page of how to talk about something and the extension say to each other. The page imports these types and
 * nothing else of the extension; what it sends is read here, and anything strange is no message.
 *
 * extension → page: `picture` after `ready` and whenever it differs.
 * page → extension: everything in `FromTalk`.
 */

export interface ToTalk {
  readonly kind: 'picture';
  readonly picture: TalkPicture;
}

export type FromTalk =
  /** The page listens from now on. */
  | { readonly kind: 'ready' }
  /** My dot was moved. */
  | ({ readonly kind: 'spot' } & TalkSpot)
  /** A way was chosen. */
  | { readonly kind: 'start'; readonly way: string };

/** Both from 0 to 1. */
export interface TalkSpot {
  readonly synchronicity: number;
  readonly fidelity: number;
}

/** What the page keeps while it is hidden. */
export interface TalkMemory {
  readonly spot: TalkSpot;
  readonly view: 'picture' | 'list';
}

export interface TalkPicture {
  /** My dot, as it was heard last. */
  readonly spot: TalkSpot;
  /** What fits first comes first. */
  readonly ways: readonly TalkWay[];
  readonly examples: readonly (TalkSpot & { readonly label: string })[];
  readonly words: TalkWords;
}

export interface TalkWay extends TalkSpot {
  readonly way: string;
  readonly label: string;
  readonly detail: string;
  /** What its button says. */
  readonly act: string;
}

export interface TalkWords {
  readonly title: string;
  /** "Suggested: Memo. Takes some explaining…" */
  readonly summary: string;
  readonly hint: string;
  readonly view: string;
  readonly picture: string;
  readonly list: string;
  readonly map: string;
  readonly mine: string;
  readonly synchronicity: string;
  readonly fidelity: string;
  readonly low: string;
  readonly high: string;
  readonly ways: string;
  readonly examples: string;
  /** Above the columns of the list. */
  readonly columns: readonly [string, string, string, string];
}

/** Total: undefined for whatever is no message. @param ways those there are */
export function readTalkMessage(data: unknown, ways: readonly string[]): FromTalk | undefined {
  const fields = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {};
  const { kind, way, synchronicity, fidelity } = fields;
  switch (kind) {
    case 'ready':
      return { kind };
    case 'spot':
      return isPart(synchronicity) && isPart(fidelity) ? { kind, synchronicity, fidelity } : undefined;
    case 'start':
      return typeof way === 'string' && ways.includes(way) ? { kind, way } : undefined;
    default:
      return undefined;
  }
}

function isPart(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
