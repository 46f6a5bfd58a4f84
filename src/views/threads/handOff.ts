/** How a hand-off stands, as its page shows it: in whose hands it is, whom it waits for, and the stops it takes. */
import * as l10n from '@vscode/l10n';
import type { PickUp } from '../../model/board/mutation.js';
import {
  awaitedOn,
  type HandOff,
  handOffIn,
  holderOf,
  isOver,
  nextStop,
  withPickUp,
} from '../../model/posting/handOffs.js';
import { atWorkFrom } from '../../model/reach/nextAtWork.js';
import { stopsOf } from '../../model/threads/handOff.js';
import type { Talk } from '../../model/threads/talk.js';
import type { Thread } from '../../model/threads/thread.js';
import { at, names } from '../words/logins.js';
import { moment } from '../words/time.js';
import type { PictureDecision } from './protocol.js';
import type { Looking } from './words.js';

/** With what this account has said and GitHub has not got. */
export function knownHandOff(
  thread: Thread,
  talk: Talk | undefined,
  unsent: readonly { readonly kind: string }[],
): HandOff | undefined {
  if (!talk?.opening.record?.handOff) return undefined;
  const pickUps = unsent.filter((one): one is PickUp => one.kind === 'pickUp');
  return handOffIn(thread, pickUps.reduce(withPickUp, talk));
}

/** As a decision is drawn. */
export function handOffPicture(handOff: HandOff, { now, zone, statuses }: Looking): PictureDecision {
  const { terms, pickUps } = handOff;
  const awaited = awaitedOn(handOff, statuses, now);
  const rows = stopsOf(terms).map((stop, place) => {
    const pickUp = pickUps[place];
    const people = pickUp ? [pickUp.by] : stop;
    const [first] = place === pickUps.length && awaited.of.length > 0 ? awaited.of : people;
    const from = first && atWorkFrom(statuses.get(first.id)?.status, now);
    return {
      who: names(
        people.map(({ login }) => login),
        people.length,
      ) as string,
      answer: pickUp ? l10n.t('picked up {0}', moment(pickUp.at, now, zone)) : l10n.t('not yet'),
      times: pickUp ? '' : from === undefined ? l10n.t('hours not known') : workWords(from, now, zone),
    };
  });
  return {
    heading: l10n.t('Hand-off'),
    standing: standingWords(handOff, { now, zone, statuses }),
    notes: handOff.isWhole
      ? []
      : [l10n.t('Earlier comments have not been read: somebody may have picked it up there.')],
    columns: [l10n.t('Handed to'), l10n.t('Picked up'), l10n.t('At work')],
    rows,
  };
}

function workWords(from: number, now: number, zone: string): string {
  return from <= now ? l10n.t('now') : l10n.t('from {0}', moment(from, now, zone));
}

function standingWords(handOff: HandOff, { now, zone, statuses }: Looking): string {
  const holder = at(holderOf(handOff).login);
  const last = handOff.pickUps.at(-1);
  const picked = last ? l10n.t('Picked up by {0} {1}.', holder, moment(last.at, now, zone)) : undefined;
  if (isOver(handOff)) return picked ?? l10n.t('Closed before anybody picked it up.');
  const { of } = awaitedOn(handOff, statuses, now);
  const next = of.length > 0 ? of : nextStop(handOff);
  const whom = names(next.map(({ login }) => login)) ?? '';
  const goesTo = l10n.t('In the hands of {0} until {1} picks it up.', holder, whom);
  return [picked, goesTo].filter(Boolean).join(' ');
}
