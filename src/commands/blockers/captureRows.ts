/** The rows below a capture's text: what Enter saves, for whom else it can be saved, and what is known already. */
import * as l10n from '@vscode/l10n';
import type { Attaches, Offer } from '../../app/ask.js';
import { plain } from '../../base/plainText.js';
import type { Content, Context } from '../../model/board/item.js';
import {
  type DiscussionKind,
  isDiscussionKind,
  isItemKind,
  type KindFacts,
  kindBegun,
  kinds,
  type LineKind,
  lineKindNames,
} from '../../model/board/kinds.js';
import { type LineEnd, nameBegun, readLineEnd } from '../../model/board/lineEnd.js';
import type { IssueReference } from '../../model/board/reference.js';
import { isStranger } from '../../model/members.js';
import { isLogin } from '../../model/people/person.js';
import type { Placement } from '../../model/posting/placement.js';
import type { State } from '../../model/state.js';
import { type BlockedWork, isKnownIssue, workNamed } from '../../model/waits/blockedWork.js';
import type { Known } from '../../search/knowledge.js';
import type { Suggestion } from '../../views/team/suggestions.js';
import type { AskedFor } from '../../views/words/expectedAnswer.js';
import { kindWords, placementWords } from '../../views/words/kinds.js';
import { checkText } from './captureText.js';

export type Taken =
  | ({ readonly kind: 'save'; readonly as: LineKind } & Line)
  /** Somebody reads what is known instead. */
  | { readonly kind: 'open'; readonly known: Known };

/** A line, taken apart. */
interface Line {
  readonly text: string;
  readonly owner?: string;
  readonly blocks?: IssueReference;
  /** Stays in the text. */
  readonly awaits?: IssueReference;
  /** A note comes back then. */
  readonly back?: Back;
  /** What the line itself says, and needs not be asked. */
  readonly says: { readonly owner: boolean; readonly blocks: boolean };
}

interface Back {
  /** ISO instant. */
  readonly at: string;
  /** The same as people say it. */
  readonly words: string;
}

export interface Composing {
  readonly state: State;
  /** What the box is for; a line may begin with the sign of another kind. */
  readonly kind: LineKind;
  placement(kind: DiscussionKind): Placement;
  /** "expected 15:00": when somebody is likely to answer; undefined where nobody can know. */
  expected(login: string, kind: AskedFor): string | undefined;
  /** A time at the end of a note, as an ISO instant, and the text before it. */
  timeIn(text: string): ({ readonly text: string } & Back) | undefined;
  /** `owner/name` of the team repository. */
  readonly repository: string;
  /** Said in an earlier step. */
  readonly said: Partial<Content>;
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

/** @param shown the keys of rows that stand there already: what is learnt meanwhile drops none of them */
export function captureRows(
  composing: Composing,
  typed: string,
  attaches: Attaches,
  shown: ReadonlySet<string> = new Set(),
): readonly Offer<Taken>[] {
  const chosen = kindBegun(typed);
  const kind = chosen?.kind ?? composing.kind;
  const text = chosen?.text ?? typed;
  const around: Around = { composing, kind, text, attaches };
  const begun = hasOwner(kind) && readNames(around).owner === undefined ? nameBegun(text) : undefined;
  const line = lineOf(around);
  return [
    saveRow(around, line),
    ...unknownIssueRow(around),
    ...ownerRows(around, line, begun, shown),
    ...composing.resembling(text).map(knownRow),
    ...otherKindRows(around),
    ...diagnosticRow(around),
  ];
}

interface Around {
  readonly composing: Composing;
  /** What the line is, as it stands. */
  readonly kind: LineKind;
  /** Without the sign of its kind. */
  readonly text: string;
  readonly attaches: Attaches;
}

const factsOf = (kind: LineKind): KindFacts => kinds[kind];
const saysWhatItBlocks = (kind: LineKind) => factsOf(kind).saysWhatItBlocks === true;
const staysHere = (kind: LineKind) => factsOf(kind).place === 'here';

/** Those that may be for somebody; elsewhere a name at the end is part of the text. */
function hasOwner(kind: LineKind): boolean {
  return isItemKind(kind);
}

function readNames({ composing, kind, text }: Around, isIssue = isKnownIssueIn(composing)): LineEnd {
  if (!hasOwner(kind)) return { text };
  const { known, repository } = composing;
  return readLineEnd(text, { login: known, isIssue: saysWhatItBlocks(kind) ? isIssue : () => false, repository });
}

function isKnownIssueIn({ state }: Composing): (name: IssueReference) => boolean {
  return (name) => isKnownIssue(state, name);
}

function lineOf(around: Around, trailing: LineEnd = readNames(around)): Line {
  const { composing, kind, attaches } = around;
  const { text, ...back } = (staysHere(kind) ? composing.timeIn(trailing.text) : undefined) ?? { text: trailing.text };
  const proposed = saysWhatItBlocks(kind) ? proposedIn(composing, attaches) : undefined;
  const blocks = trailing.blocks ?? (proposed === trailing.awaits ? undefined : proposed);
  const owner = hasOwner(kind) ? (trailing.owner ?? composing.said.owner) : undefined;
  return {
    text,
    ...('at' in back && { back }),
    ...(owner && { owner }),
    ...(blocks && { blocks }),
    ...(trailing.awaits && { awaits: trailing.awaits }),
    says: { owner: trailing.owner !== undefined, blocks: trailing.blocks !== undefined },
  };
}

/** What looks like an issue and is none that is known stays in the text, unless the person says that it is one. */
function unknownIssueRow(around: Around): readonly Offer<Taken>[] {
  const { composing, kind } = around;
  const { blocks, awaits } = readNames(around);
  const named = readNames(around, () => true);
  if (named.blocks === undefined || named.blocks === blocks || named.blocks === awaits) return [];
  const line = lineOf(around, named);
  return [
    {
      key: 'unknownIssue',
      label: l10n.t('Save, blocking {0}', workWords(composing.state, named.blocks)),
      icon: 'question',
      description: [directionWords(composing.state, line), l10n.t('no such issue is known')].join(' · '),
      value: { kind: 'save', as: kind, ...line },
    },
  ];
}

/** The same line as something else. */
function otherKindRows(around: Around): readonly Offer<Taken>[] {
  const isEmpty = around.text.trim() === '';
  return lineKindNames
    .filter((kind) => kind !== around.kind)
    .map((kind, index) => {
      const { icon, sign } = factsOf(kind);
      const line = lineOf({ ...around, kind });
      const hint = sign && l10n.t('or start with {0}', sign);
      return {
        ...(index === 0 && { heading: l10n.t('Something else') }),
        key: `kind/${kind}`,
        label: kindWords[kind].offer(),
        icon,
        description: [placeWords(around.composing, kind, line), hint].filter(Boolean).join(' · '),
        value: isEmpty || isNowhere(around.composing, kind) ? undefined : { kind: 'save', as: kind, ...line },
      };
    });
}

function isNowhere({ placement }: Composing, kind: LineKind): boolean {
  return isDiscussionKind(kind) && placement(kind).kind === 'nowhere';
}

/** Where it will be, and who will see it when. */
function placeWords(composing: Composing, kind: LineKind, { owner, back }: Line): string {
  if (staysHere(kind)) return back ? l10n.t('back {0}', back.words) : l10n.t('on this machine only');
  if (!isDiscussionKind(kind)) return '';
  const facts = factsOf(kind);
  const answer =
    facts.isAwaited &&
    facts.expectation !== 'closing' &&
    owner !== undefined &&
    composing.expected(owner, facts.expectation);
  return [placementWords(composing.placement(kind)), answer].filter(Boolean).join(' · ');
}

function proposedIn({ said, proposed }: Composing, attaches: Attaches): IssueReference | undefined {
  return said.blocks ?? (attaches === 'context' ? proposed?.name : undefined);
}

function saveRow(around: Around, line: Line): Offer<Taken> {
  const { composing, kind, text } = around;
  const { problem, state } = composing;
  const found = checkText(text);
  const detail = [problem, found?.kind === 'warning' && found.message, attachedLine(around)]
    .filter(Boolean)
    .join(' · ');
  const isWrong = found?.kind === 'error';
  const said = [
    line.owner && strangerWords(state, line.owner),
    directionWords(state, line),
    placeWords(composing, kind, line),
  ]
    .filter(Boolean)
    .join(' · ');
  return {
    key: 'save',
    label: isWrong ? found.message : kindWords[kind].save(line.owner && plain(line.owner, 40)),
    icon: isWrong ? 'edit' : kind === composing.kind ? 'save' : kinds[kind].icon,
    ...(!isWrong && said && { description: said }),
    ...(detail && { detail }),
    value: isWrong || isNowhere(composing, kind) ? undefined : { kind: 'save', as: kind, ...line },
  };
}

function attachedLine({ composing, kind, attaches }: Around): string | undefined {
  if (staysHere(kind)) return undefined;
  if (attaches === 'context') return attachedWords(composing.attached);
  return l10n.t('Nothing from the editor will be attached');
}

/** Which of the two waits for the other, in a sentence. */
function directionWords(state: State, { blocks, awaits }: Line): string {
  const words = [
    blocks && l10n.t("{0} can't continue until this is resolved", workWords(state, blocks)),
    awaits && l10n.t("this can't continue until {0} is done", workWords(state, awaits)),
  ];
  return words.filter(Boolean).join(' · ');
}

/** Said before anything is given to somebody of whom nothing tells that they are on the team. */
export function strangerWords(state: State, login: string): string | undefined {
  return isStranger(state, login) ? l10n.t('not a team member') : undefined;
}

/** "#12 Light the lamp" in the team repository, "acme/lighthouse#12" elsewhere. */
export function workWords(state: State, name: IssueReference): string {
  const work = workNamed(state, name);
  return plain(work?.isOurs ? `#${work.number} ${work.title ?? ''}` : name, 80);
}

const ownerKey = (login: string) => `owner/${login.toLowerCase()}`;

function ownerRows(
  around: Around,
  line: Line,
  begun: ReturnType<typeof nameBegun>,
  shown: ReadonlySet<string>,
): readonly Offer<Taken>[] {
  const { composing, kind } = around;
  if (!hasOwner(kind)) return [];
  const isEmpty = (begun?.text ?? line.text).trim() === '';
  const row = (login: string, name: string, description: string): Offer<Taken> => {
    // The name that is being typed is for whom it is, and no part of the text unless its words lead on to it.
    const named = { ...composing, known: () => login };
    const rest = begun ? lineOf({ ...around, composing: named, text: `${begun.text} @${login}` }) : line;
    return {
      key: ownerKey(login),
      label: kindWords[kind].save(name),
      icon: 'account',
      ...(description && { description }),
      value: isEmpty
        ? undefined
        : { kind: 'save', as: kind, ...rest, owner: login, says: { ...rest.says, owner: true } },
    };
  };
  const suggested = composing
    .suggest(begun?.begun ?? '')
    .filter(({ login, isWorthIt }) => login !== line.owner && (isWorthIt || begun))
    .filter(({ login }, index) => index < (begun ? mostNamed : mostOwners) || shown.has(ownerKey(login)))
    .map(({ login, name, reasons }) => row(login, name, reasons));
  const typed =
    begun &&
    isLogin(begun.begun) &&
    row(begun.begun, begun.begun, strangerWords(composing.state, begun.begun) ?? l10n.t('as typed'));
  return typed ? [...suggested, typed] : suggested;
}

function knownRow(known: Known, index: number): Offer<Taken> {
  const heading = index === 0 ? { heading: l10n.t('Already known') } : {};
  const value = { kind: 'open', known } as const;
  if (known.kind === 'document')
    return {
      ...heading,
      key: `document/${known.file}:${known.line}`,
      label: l10n.t('Documented: {0}', plain(known.title, 120)),
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
function diagnosticRow({ composing: { attached }, kind, attaches }: Around): readonly Offer<Taken>[] {
  const words = !staysHere(kind) && attaches === 'context' && plain(attached?.diagnostic ?? '', 200);
  if (!words) return [];
  return [{ key: 'diagnostic', label: l10n.t('Also attached: {0}', words), icon: 'warning', value: undefined }];
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
