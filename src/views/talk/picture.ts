/** The map of how to talk about something: the ways, what people know already, and what fits where one's own dot lies. */
import * as l10n from '@vscode/l10n';
import { channels, channelsFor, type Example, examples, type Spot } from '../../model/posting/channels.js';
import type { TalkPicture } from './protocol.js';
import { channelWords, exampleName } from './words.js';

export function talkPicture(spot: Spot): TalkPicture {
  const ways = channelsFor(spot).map((way) => {
    const { name, detail, act } = channelWords[way];
    return { way, ...channels[way], label: name(), detail: detail(), act: act() };
  });
  const [first] = ways;
  return {
    spot,
    ways,
    examples: (Object.keys(examples) as Example[]).map((name) => ({ ...examples[name], label: exampleName(name) })),
    words: {
      title: l10n.t('How to talk about it'),
      summary: first ? l10n.t('Suggested: {0}. {1}', first.label, first.detail) : '',
      hint: l10n.t('Move your dot with the arrow keys, or click where your topic lies.'),
      view: l10n.t('View'),
      picture: l10n.t('Map'),
      list: l10n.t('List'),
      map: l10n.t('Map of ways to talk, by synchronicity and fidelity'),
      mine: l10n.t('My topic'),
      synchronicity: l10n.t('Synchronicity: how much people have to be there at the same time'),
      fidelity: l10n.t('Fidelity: how much of what is meant comes across'),
      low: l10n.t('low'),
      high: l10n.t('high'),
      ways: l10n.t('Ways to talk about it'),
      examples: l10n.t('(for comparison)'),
      columns: [l10n.t('Way'), l10n.t('Synchronicity'), l10n.t('Fidelity'), l10n.t('Good for')],
    },
  };
}
