/** What each act of a person becomes, as the commands make it: what is recorded, and what the judge is told of it beforehand. */

import { wallOf, zoneOf } from '../../../src/base/zone.js';
import { contentFrom, type Item, itemKey } from '../../../src/model/board/item.js';
import type { Mutation } from '../../../src/model/board/mutation.js';
import { fullName, type Team } from '../../../src/model/board/team.js';
import { isHeldBack, quietUntil } from '../../../src/model/focus/deliveryTimes.js';
import { focusOn, sentenceBeside, withFocus } from '../../../src/model/focus/focus.js';
import type { ActionTarget } from '../../../src/model/inbox/actions.js';
import type { InboxEntry } from '../../../src/model/inbox/entries.js';
import { myRecord, visibleInbox } from '../../../src/model/members.js';
import { type StatusChanges, stampOf } from '../../../src/model/people/member.js';
import { type State, visible } from '../../../src/model/state.js';
import type { Act, Trying } from './speech.js';

interface Parts {
  state(): State;
  now(): number;
  newId(): string;
  readonly team: Team;
}

export interface Wanted {
  readonly mutation: Mutation;
  readonly trying: Trying;
}

const minute = 60_000;

export function intentionsOf({ state, now, newId, team }: Parts) {
  const base = () => ({ id: newId(), at: new Date(now()).toISOString(), team });
  const open = () => [...visible(state()).items.values()].filter((item) => item.state === 'open');

  function capture({ words: text, owner, blocks }: Act & { kind: 'capture' }): readonly Wanted[] {
    const record = newId();
    const words = { ...contentFrom(text), ...(owner && { owner }) };
    const blocked = blocks === undefined ? undefined : `${fullName(team.repository)}#${blocks}`;
    const mutation: Mutation = {
      kind: 'capture',
      ...base(),
      record,
      itemKind: 'blocker',
      words: { ...words, ...(blocked && { blocks: blocked }) },
    };
    const captured: Wanted = { mutation, trying: { kind: 'trying', id: mutation.id, what: 'capture', mark: record } };
    if (!blocked || blocks === undefined) return [captured];
    const target = itemKey(team.account.id, record);
    const depend: Mutation = { kind: 'depend', ...base(), target, blocks: blocked };
    return [captured, { mutation: depend, trying: { kind: 'trying', id: depend.id, what: 'depend', target, blocks } }];
  }

  function onItem(item: Item, act: Act): readonly Wanted[] {
    const to = { ...base(), target: item.key, ...(item.number !== undefined && { number: item.number }) };
    const trying = { kind: 'trying', id: to.id, target: item.key } as const;
    switch (act.kind) {
      case 'comment': {
        const record = newId();
        const mutation: Mutation = { kind: 'comment', ...to, record, text: act.words };
        return [{ mutation, trying: { ...trying, what: 'comment', mark: record } }];
      }
      case 'edit': {
        const mutation: Mutation = { kind: 'edit', ...to, changes: { title: act.words } };
        return [{ mutation, trying: { ...trying, what: 'edit', mark: act.words, seen: item.title } }];
      }
      case 'reassign':
        return [
          { mutation: { kind: 'edit', ...to, changes: { owner: act.owner } }, trying: { ...trying, what: 'edit' } },
        ];
      case 'resolve':
        return [{ mutation: { kind: 'resolve', ...to }, trying: { ...trying, what: 'resolve' } }];
      default:
        return [];
    }
  }

  function status(changes: StatusChanges): readonly Wanted[] {
    const known = myRecord(state());
    const at = stampOf(known ?? { edited: {} }, changes, now());
    const mutation: Mutation = { kind: 'status', ...base(), at, record: newId(), changes };
    const said = changes.said && { mark: changes.said.text ?? '', seen: known?.status.text ?? '' };
    return [{ mutation, trying: { kind: 'trying', id: mutation.id, what: 'status', ...said } }];
  }

  function focus({ event, minutes, words }: Act & { kind: 'focus' }): readonly Wanted[] {
    const happening =
      event === 'start'
        ? ({ kind: 'start', end: now() + minutes * minute } as const)
        : event === 'extend'
          ? ({ kind: 'extend', by: minutes * minute } as const)
          : ({ kind: 'end' } as const);
    const before = myRecord(state())?.status;
    const changes = focusOn(before, happening, now());
    if (!changes) return [];
    const after = withFocus(before, changes);
    if (event === 'end') return [...status(changes), ...(isHeldBack(after, now()) ? [] : deliver())];
    const end = quietUntil(after, now());
    const said = sentenceBeside(before, words, end === undefined ? undefined : new Date(end).toISOString(), now());
    return status({ ...changes, ...(said && { said }) });
  }

  function deliver(): readonly Wanted[] {
    const mutation: Mutation = { kind: 'attend', ...base(), target: { kind: 'held' }, act: { kind: 'deliver' } };
    return [{ mutation, trying: { kind: 'trying', id: mutation.id, what: 'attend' } }];
  }

  function onEntry({ key, thread, at: about }: InboxEntry, act: Act): readonly Wanted[] {
    const target: ActionTarget = { kind: 'parcel', key, ...(thread !== undefined && { thread }), about };
    const to = { kind: 'attend', ...base(), target } as const;
    const trying: Trying = { kind: 'trying', id: to.id, what: 'attend', entry: { key, about, act: act.kind } };
    switch (act.kind) {
      case 'read':
      case 'done':
      case 'undone':
      case 'unsubscribe':
        return [{ mutation: { ...to, act: { kind: act.kind } }, trying }];
      case 'snooze': {
        const until = new Date(now() + act.minutes * minute).toISOString();
        return [{ mutation: { ...to, act: { kind: 'snooze', until } }, trying }];
      }
      default:
        return [];
    }
  }

  /** A delivery window soon, on the person's clocks. */
  function windowsIn(minutes: number): StatusChanges {
    const zone = zoneOf('Europe/Berlin');
    const wall = zone ? wallOf(zone, now() + minutes * minute) : now();
    return { windows: [new Date(wall).toISOString().slice(11, 16)] };
  }

  return (act: Act, work: readonly number[]): readonly Wanted[] => {
    switch (act.kind) {
      case 'capture':
        return capture({ ...act, ...(act.blocks !== undefined && { blocks: work[act.blocks % work.length] ?? 1 }) });
      case 'comment':
      case 'edit':
      case 'reassign':
      case 'resolve': {
        const items = open();
        const item = items[act.pick % Math.max(1, items.length)];
        return item ? onItem(item, act) : [];
      }
      case 'status':
        return status({ said: { mode: act.mode, text: act.words } });
      case 'focus':
        return focus(act);
      case 'windows':
        return status(windowsIn(act.inMinutes));
      case 'deliver':
        return deliver();
      case 'join':
        return [
          ...(team.account.login === 'ana' ? roster() : []),
          ...status({ said: { mode: 'available', text: `${team.account.login} joins` }, zone: 'Europe/Berlin' }),
        ];
      case 'retry':
        return [];
      default: {
        const entries = [...visibleInbox(state()).entries.values()].filter(({ stage }) =>
          act.kind === 'undone' ? ['done', 'snoozed'].includes(stage.kind) : stage.kind === 'delivered',
        );
        const entry = entries[act.pick % Math.max(1, entries.length)];
        return entry ? onEntry(entry, act) : [];
      }
    }
  };

  function roster(): readonly Wanted[] {
    const record = newId();
    const mutation: Mutation = { kind: 'roster', ...base(), record };
    return [{ mutation, trying: { kind: 'trying', id: mutation.id, what: 'roster', mark: record } }];
  }
}
