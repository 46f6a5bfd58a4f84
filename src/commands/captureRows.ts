/** Owns the rows below a capture's text: what Enter saves, for whom else it can be saved, and what is known already. */
import * as l10n from '@vscode/l10n';
import type { Known } from '../app.js';
import type { Attaches, Offer } from '../ask.js';
import { isLogin } from '../model/author.js';
import { type BlockedWork, workNamed } from '../model/blockedWork.js';
import type { Context, Words } from '../model/item.js';
import type { State } from '../model/state.js';
import type { ThingName } from '../model/thing.js';
import { nameBegun, readTrailing } from '../model/trailing.js';
import { plain } from '../views/plain.js';
import type { Suggestion } from '../views/suggestions.js';
import { checkText } from './captureText.js';

export type Taken =
  | ({ readonly kind: 'save' } & Line)
  /** Somebody reads what is known instead. */
  | { readonly kind: 'open'; readonly known: Known };

/** A line, taken apart. */
interface Line {
  readonly text: string;
  readonly owner?: string;
  readonly blocks?: ThingName;
  /** What the line itself says, and needs not be asked. */
  readonly says: { readonly owner: boolean; readonly blocks: boolean };
}

export interface Composing {
  readonly state: State;
  /** `owner/name` of the team repository. */
  readonly repository: string;
  /** Said in an earlier step. */
  readonly said: Partial<Words>;
  /** Undefined while it is not known. */
  readonly attached?: Context;
  /** The branch is named after it. */
  readonly proposed?: BlockedWork;
  suggest(begun: string): readonly Suggestion[];
  /** A login as the team spells it. */
  known(login: string): string | undefined;
  resembling(text: string): readonly Known[];
  readonly problem?: string;
}

/** More to choose from takes longer than typing the name, and what is known already stands below them. */
const mostOwners = 3;
/** Of those whose name is begun. */
const mostNamed = 5;

export function captureRows(composing: Composing, text: string, attaches: Attaches): readonly Offer<Taken>[] {
  const trailing = readTrailing(text, composing.known, composing.repository);
  const begun = trailing.owner === undefined ? nameBegun(text) : undefined;
  const blocks = trailing.blocks ?? proposedIn(composing, attaches);
  const owner = trailing.owner ?? composing.said.owner;
  const says = { owner: trailing.owner !== undefined, blocks: trailing.blocks !== undefined };
  const line: Line = { text: trailing.text, ...(owner && { owner }), ...(blocks && { blocks }), says };
  return [
    saveRow(composing, line, text, attaches),
    ...ownerRows(composing, line, begun, blocks),
    ...composing.resembling(text).map(knownRow),
    ...diagnosticRow(composing, attaches),
  ];
}

function proposedIn({ said, proposed }: Composing, attaches: Attaches): ThingName | undefined {
  return said.blocks ?? (attaches === 'context' ? proposed?.name : undefined);
}

function saveRow(composing: Composing, line: Line, text: string, attaches: Attaches): Offer<Taken> {
  const { problem, state } = composing;
  const found = checkText(text);
  const detail = [
    problem,
    found?.kind === 'warning' && found.message,
    attaches === 'context' ? attachedWords(composing.attached) : l10n.t('Nothing from the editor will be attached'),
  ]
    .filter(Boolean)
    .join(' · ');
  const isWrong = found?.kind === 'error';
  return {
    key: 'save',
    label: isWrong ? found.message : saveWords(state, line),
    icon: isWrong ? 'edit' : 'save',
    ...(detail && { detail }),
    value: isWrong ? undefined : { kind: 'save', ...line },
  };
}

function saveWords(state: State, { owner, blocks }: Line): string {
  const who = owner === undefined ? undefined : plain(owner, 40);
  const work = blocks === undefined ? undefined : workWords(state, blocks);
  if (who !== undefined)
    return work === undefined
      ? l10n.t('Save: needed from @{0}', who)
      : l10n.t('Save: needed from @{0}, blocks {1}', who, work);
  return work === undefined
    ? l10n.t('Save: needed from nobody yet')
    : l10n.t('Save: needed from nobody yet, blocks {0}', work);
}

/** "#12 Light the lamp" in the team repository, "acme/lighthouse#12" elsewhere. */
export function workWords(state: State, name: ThingName): string {
  const work = workNamed(state, name);
  return plain(work?.isOurs ? `#${work.number} ${work.title ?? ''}` : name, 80);
}

function ownerRows(
  composing: Composing,
  line: Line,
  begun: ReturnType<typeof nameBegun>,
  blocks: ThingName | undefined,
): readonly Offer<Taken>[] {
  // The name that is being typed is for whom it is, and no part of the text.
  const before = begun && readTrailing(begun.text, () => undefined, composing.repository);
  const taken = before?.blocks ?? blocks;
  const rest: Line = {
    text: before?.text ?? line.text,
    ...(taken && { blocks: taken }),
    says: { owner: true, blocks: before?.blocks !== undefined || line.says.blocks },
  };
  const isEmpty = rest.text.trim() === '';
  const row = (login: string, name: string, description: string): Offer<Taken> => ({
    key: `owner/${login.toLowerCase()}`,
    label: l10n.t('Save for @{0}', name),
    icon: 'account',
    ...(description && { description }),
    value: isEmpty ? undefined : { kind: 'save', ...rest, owner: login },
  });
  const suggested = composing
    .suggest(begun?.begun ?? '')
    .filter(({ login, isWorthIt }) => login !== line.owner && (isWorthIt || begun))
    .slice(0, begun ? mostNamed : mostOwners)
    .map(({ login, name, reasons }) => row(login, name, reasons));
  const typed = begun && isLogin(begun.begun) && row(begun.begun, begun.begun, l10n.t('as typed'));
  return typed ? [...suggested, typed] : suggested;
}

function knownRow(known: Known, index: number): Offer<Taken> {
  const heading = index === 0 ? { heading: l10n.t('Known already') } : {};
  const value = { kind: 'open', known } as const;
  if (known.kind === 'document')
    return {
      ...heading,
      key: `document/${known.file}:${known.line}`,
      label: l10n.t('Written down: {0}', plain(known.title, 120)),
      icon: 'book',
      description: plain(known.path, 120),
      value,
      leadsAway: true,
    };
  const detail = plain((known.answer ?? '').trim().split('\n', 1)[0] ?? '', 200);
  return {
    ...heading,
    key: `answer/${known.number}`,
    label: l10n.t('Answered: {0}', plain(known.title, 120)),
    icon: 'check',
    ...(detail && { detail }),
    value,
    leadsAway: true,
  };
}

/** On a row of its own: beside the place it would be cut off, and what is sent is shown before. */
function diagnosticRow({ attached }: Composing, attaches: Attaches): readonly Offer<Taken>[] {
  const words = attaches === 'context' && plain(attached?.diagnostic ?? '', 200);
  if (!words) return [];
  return [{ key: 'diagnostic', label: l10n.t('Attached, too: {0}', words), icon: 'warning', value: undefined }];
}

function attachedWords(context: Context | undefined): string | undefined {
  if (!context) return undefined;
  const place = context.path && `${context.path}${context.lines ? `:${context.lines[0]}` : ''}`;
  const parts = [context.repository, context.branch, context.commit?.slice(0, 8), place].filter(
    (part) => part !== undefined,
  );
  if (parts.length > 0) return l10n.t('Attached: {0}', parts.map((part) => plain(part, 80)).join(' · '));
  return context.diagnostic === undefined ? l10n.t('Nothing from the editor to attach') : undefined;
}
