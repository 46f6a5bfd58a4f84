/**
 * The ways to talk about something, where each lies by how much it happens at the same time (synchronicity) and how much of it
 * comes across (fidelity), and which one fits. Both go from 0 to 1. Pure.
 */

/** A place on the map. */
export interface Spot {
  readonly synchronicity: number;
  readonly fidelity: number;
}

export const channels = {
  announcement: { synchronicity: 0.15, fidelity: 0.3 },
  question: { synchronicity: 0.4, fidelity: 0.4 },
  memo: { synchronicity: 0.2, fidelity: 0.8 },
  review: { synchronicity: 0.45, fidelity: 0.5 },
  pairing: { synchronicity: 0.85, fidelity: 0.85 },
  meeting: { synchronicity: 0.95, fidelity: 0.95 },
} satisfies Readonly<Record<string, Spot>>;

export type Channel = keyof typeof channels;

export const channelNames = Object.keys(channels) as readonly Channel[];

/** What people know already, where an essay on working apart has sketched it: "What We Do and How We Do It". */
export const examples = {
  codeReview: { synchronicity: 0.45, fidelity: 0.5 },
  code: { synchronicity: 0.1, fidelity: 0.2 },
  pairing: { synchronicity: 0.85, fidelity: 0.85 },
  brainstorming: { synchronicity: 0.95, fidelity: 0.95 },
  documentation: { synchronicity: 0.3, fidelity: 0.8 },
  snailMail: { synchronicity: 0.1, fidelity: 0.1 },
  email: { synchronicity: 0.2, fidelity: 0.2 },
  prose: { synchronicity: 0.1, fidelity: 0.8 },
  onlineMeeting: { synchronicity: 0.8, fidelity: 0.8 },
  physicalMeeting: { synchronicity: 0.9, fidelity: 0.9 },
  chat: { synchronicity: 0.65, fidelity: 0.5 },
  sms: { synchronicity: 0.4, fidelity: 0.4 },
} satisfies Readonly<Record<string, Spot>>;

export type Example = keyof typeof examples;

const across = { oneWay: 0.1, someAnswers: 0.4, backAndForth: 0.75 };
const sooner = { days: 0, today: 0.1, now: 0.2 };
const up = { hardly: 0.2, perhaps: 0.5, easily: 0.9 };

/** What is said to the three questions. */
export interface Answers {
  readonly direction: keyof typeof across;
  readonly urgency: keyof typeof sooner;
  readonly misreading: keyof typeof up;
}

/** Where something lies by what was answered. */
export function spotOf({ direction, urgency, misreading }: Answers): Spot {
  // What goes one way needs nobody at the same time, however urgent it is.
  const synchronicity = across[direction] + (direction === 'oneWay' ? 0 : sooner[urgency]);
  return { synchronicity, fidelity: up[misreading] };
}

/** The one that fits first, then the others by how far away they are. */
export function channelsFor(spot: Spot): readonly Channel[] {
  const away = (name: Channel) =>
    (channels[name].synchronicity - spot.synchronicity) ** 2 + (channels[name].fidelity - spot.fidelity) ** 2;
  return [...channelNames].sort((a, b) => away(a) - away(b));
}
