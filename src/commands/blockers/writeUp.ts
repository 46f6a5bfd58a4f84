/** Writing a blocker down: a document that explains it, kept on this machine until it is sent or discarded in commands/drafts. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { DraftFlow, ReadDraft } from '../../app/drafts.js';
import { errorWords, plain } from '../../base/plainText.js';
import { type Content, contentFrom, itemKey } from '../../model/board/item.js';
import type { ItemKind } from '../../model/board/kinds.js';
import { readReference } from '../../model/board/lineEnd.js';
import type { BoardMutation, Capture } from '../../model/board/mutation.js';
import type { IssueReference } from '../../model/board/reference.js';
import { fullName, type Team } from '../../model/board/team.js';
import { readTime } from '../../model/hours/typedTime.js';
import { isBlank, type TypedLine, type WriteUp, writeUpLabels } from '../../model/local/writeUp.js';
import { isLogin } from '../../model/people/person.js';
import { isKnownIssue } from '../../model/waits/blockedWork.js';
import { readWriteUp } from '../../records/writeUp.js';
import { writeUpQuestions, writeUpTemplate, writtenAgain } from '../../views/now/writeUps.js';
import { refusalWords } from '../../views/words/troubleText.js';
import { connectedTeam } from '../setup/connect.js';
import { strangerWords } from './captureRows.js';
import { confirmSaved } from './confirmSaved.js';
import { depend } from './depend.js';
import { hoursFor } from './details.js';

/** @param handed `{ text }` becomes its title; anything else is ignored */
export async function describeBlocker(app: App, handed?: unknown): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const { text } = (typeof handed === 'object' && handed !== null ? handed : {}) as { readonly text?: unknown };
  // Another write-up stands nowhere in the code: its path is this machine's own.
  const context = app.writeUps.current() === undefined ? await app.editor.context() : {};
  const title = typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '';
  try {
    await app.writeUps.begin(app.newId(), writeUpTemplate(title, context), { repository: team.repository, context });
  } catch (error) {
    if (title) await app.editor.copy(title);
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
  }
}

/** A refused blocker that was written down, as a document once more: sent, it takes the other's place. */
export async function writeAgain(app: App, { id, record, words, context = {}, team }: Capture): Promise<void> {
  if (await app.writeUps.open(record)) return;
  const reason = app.state().refused.find(({ mutation }) => mutation.id === id)?.reason;
  const text = writtenAgain(words, context, app.editor.zone(), reason && refusalWords(reason));
  try {
    await app.writeUps.begin(record, text, { repository: team.repository, context, wasTried: true });
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
  }
}

/** What a write-up becomes, unless it takes the place of something else. */
const writtenAs: ItemKind = 'blocker';

export const blockerDraft: DraftFlow = {
  isBlank: (text) => isBlank(readWriteUp(text, writeUpQuestions())),
  shape: () => ({ ...writeUpLabels, labels: Object.values(writeUpLabels) }),
  read(app, text, team, origin) {
    const written = readWriteUp(text, writeUpQuestions());
    const read = readWords(app, written, team);
    if (read.kind === 'lacks') return read;
    const { words } = read;
    const context = written.attaches ? origin?.context : undefined;
    const doubts = doubtsAbout(app, words);
    const keyOf = (record: string) => itemKey(team.account.id, record);
    const kindOf = (before: BoardMutation | undefined) => (before?.kind === 'capture' ? before.itemKind : writtenAs);
    return {
      kind: 'sendable',
      ...(doubts && { question: { text: l10n.t('Send this draft as it is?'), detail: doubts } }),
      standing(state, record) {
        const there = state.confirmed.items.get(keyOf(record));
        if (!there) return 'unsent';
        const isSame = words.title === there.title && (words.notes ?? '') === (there.notes ?? '').trim();
        return isSame ? 'sent' : 'sentOtherwise';
      },
      sentOtherwise: l10n.t(
        'This draft was already sent. Add what is new as a comment on the blocker, then discard the draft.',
      ),
      mutation: (base, before) => ({
        ...base,
        kind: 'capture',
        itemKind: kindOf(before),
        words,
        ...(context && Object.keys(context).length > 0 && { context }),
      }),
      follow: (record) => depend(app, team, keyOf(record), words.blocks, undefined),
      confirm: (record, before) => confirmSaved(app, kindOf(before), keyOf(record), words.title),
    };
  },
};

/** Whoever is no member and what no issue is known to be are said before anything is sent. */
function doubtsAbout(app: App, { owner, blocks }: Content): string {
  const state = app.state();
  const doubts = [
    owner && strangerWords(state, owner) && l10n.t('@{0} is not a team member.', plain(owner, 40)),
    blocks && !isKnownIssue(state, blocks) && l10n.t('No issue {0} is known.', plain(blocks, 80)),
  ];
  return doubts.filter(Boolean).join(' ');
}

/** Characters. GitHub takes 65,536 with the record and what is attached. */
const comfortable = 60_000;

type Lacking = Extract<ReadDraft, { readonly kind: 'lacks' }>;
type Read = Lacking | { readonly kind: 'words'; readonly words: Content };

function readWords(app: App, written: WriteUp, team: Team): Read {
  const { title, titleLine, notes, outcome } = written;
  if (title === '')
    return {
      kind: 'lacks',
      line: titleLine,
      sentence: l10n.t('In the first line, after “# ”, write what you are waiting for.'),
    };
  const owner = readOwner(written.owner);
  if (owner === 'unreadable')
    return lacks(written.owner, writeUpLabels.owner, l10n.t('a single login such as @ana, or nothing'));
  const status = hoursFor(app.state(), owner);
  const typing = { now: app.now(), zone: app.editor.zone(), meaning: 'by', ...(status && { status }) } as const;
  const needBy = written.needBy && (readTime(written.needBy.text, typing) ?? 'unreadable');
  if (needBy === 'unreadable')
    return lacks(
      written.needBy,
      writeUpLabels.needBy,
      l10n.t('a time in the future: 15:00, friday 3pm, 30 Nov or 2026-11-24 15:00'),
    );
  const blocks = readBlocks(written.blocks, team);
  if (blocks === 'unreadable')
    return lacks(written.blocks, writeUpLabels.blocks, l10n.t('a single issue such as #12 or acme/app#12'));
  const named = contentFrom(title);
  const whole = [named.notes, notes].filter(Boolean).join('\n\n');
  const length = title.length + whole.length;
  if (length > comfortable)
    return {
      kind: 'lacks',
      line: titleLine,
      sentence: l10n.t('{0} characters: GitHub accepts about {1}. Shorten it, then send it.', length, comfortable),
    };
  return {
    kind: 'words',
    words: {
      title: named.title,
      ...(whole && { notes: whole }),
      ...(owner && { owner }),
      ...(needBy && { needBy }),
      ...(outcome && { outcome: outcome.text }),
      ...(blocks && { blocks }),
    },
  };
}

function lacks(typed: TypedLine | undefined, label: string, wanted: string): Lacking {
  const sentence = l10n.t('“{0} {1}” is not valid: enter {2}.', label, plain(typed?.text ?? '', 80), wanted);
  return { kind: 'lacks', line: typed?.line ?? 1, sentence };
}

function readOwner(typed: TypedLine | undefined): string | undefined | 'unreadable' {
  if (!typed) return undefined;
  const login = typed.text.replace(/^@/, '');
  return isLogin(login) ? login : 'unreadable';
}

function readBlocks(typed: TypedLine | undefined, team: Team): IssueReference | undefined | 'unreadable' {
  if (!typed) return undefined;
  return readReference(typed.text, fullName(team.repository)) ?? 'unreadable';
}
