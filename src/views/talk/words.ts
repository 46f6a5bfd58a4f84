/** The words of choosing how to talk about something: the ways, what they are good for, the questions and their answers. */
import * as l10n from '@vscode/l10n';
import { type Answers, type Channel, channelsFor, type Example, type Spot } from '../../model/posting/channels.js';

interface ChannelWords {
  name(): string;
  /** What it is good for, as a sentence. */
  detail(): string;
  /** What happens when it is chosen. */
  act(): string;
  readonly icon: string;
}

export const channelWords: Readonly<Record<Channel, ChannelWords>> = {
  announcement: {
    name: () => l10n.t('Announcement'),
    detail: () => l10n.t('One way, and hard to misread: everyone reads it when it suits them.'),
    act: () => l10n.t('Post an announcement'),
    icon: 'megaphone',
  },
  question: {
    name: () => l10n.t('Question'),
    detail: () => l10n.t('Somebody knows the answer and gives it at their next delivery time.'),
    act: () => l10n.t('Ask a question'),
    icon: 'question',
  },
  memo: {
    name: () => l10n.t('Memo'),
    detail: () =>
      l10n.t('Takes some explaining: written once, read by each when they can, with comments until a day you name.'),
    act: () => l10n.t('Write a memo'),
    icon: 'file-text',
  },
  review: {
    name: () => l10n.t('Review comment'),
    detail: () => l10n.t('About lines of code: say it where they are, in the pull request.'),
    act: () => l10n.t('Open a pull request'),
    icon: 'git-pull-request',
  },
  pairing: {
    name: () => l10n.t('Pairing'),
    detail: () => l10n.t('Two people, back and forth: at the next time you both work.'),
    act: () => l10n.t('Find a shared time'),
    icon: 'person-add',
  },
  meeting: {
    name: () => l10n.t('Meeting, with a memo first'),
    detail: () =>
      l10n.t(
        'Back and forth and easily misread: what can be read is read before, and what came of it is written down.',
      ),
    act: () => l10n.t('Find a shared time, then write the memo'),
    icon: 'calendar',
  },
};

const exampleWords: Readonly<Record<Example, () => string>> = {
  codeReview: () => l10n.t('Code review'),
  code: () => l10n.t('Code'),
  pairing: () => l10n.t('Pairing'),
  brainstorming: () => l10n.t('Brainstorming'),
  documentation: () => l10n.t('Documentation'),
  snailMail: () => l10n.t('Letter'),
  email: () => l10n.t('Email'),
  prose: () => l10n.t('Prose'),
  onlineMeeting: () => l10n.t('Online meeting'),
  physicalMeeting: () => l10n.t('Meeting in person'),
  chat: () => l10n.t('Chat'),
  sms: () => l10n.t('Text message'),
};

export function exampleName(example: Example): string {
  return exampleWords[example]();
}

interface QuestionWords<A extends string> {
  ask(): string;
  readonly answers: Readonly<Record<A, () => string>>;
}

export const questionWords: { readonly [Q in keyof Answers]: QuestionWords<Answers[Q]> } = {
  direction: {
    ask: () => l10n.t('One way, or back and forth?'),
    answers: {
      oneWay: () => l10n.t('One way'),
      someAnswers: () => l10n.t('A few answers'),
      backAndForth: () => l10n.t('Back and forth'),
    },
  },
  urgency: {
    ask: () => l10n.t('How urgent is it?'),
    answers: {
      days: () => l10n.t('In the next days'),
      today: () => l10n.t('Today'),
      now: () => l10n.t('Within the hour'),
    },
  },
  misreading: {
    ask: () => l10n.t('How easily is it misread?'),
    answers: {
      hardly: () => l10n.t('Hardly: facts'),
      perhaps: () => l10n.t('Perhaps: it needs some context'),
      easily: () => l10n.t('Easily: it is delicate, or hard to explain'),
    },
  },
};

/** What fits a spot, the best first, with what the row says beside it. */
export function suggestions(spot: Spot): readonly { readonly channel: Channel; readonly hint?: string }[] {
  return channelsFor(spot).map((channel, place) => ({ channel, ...(place === 0 && { hint: l10n.t('suggested') }) }));
}
