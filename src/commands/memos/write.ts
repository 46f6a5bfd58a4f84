/** Writing a memo: a document that says what it is about, whose comments it needs, and until when. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { DraftFlow } from '../../app/drafts.js';
import { errorWords, plain } from '../../base/plainText.js';
import { contentFrom } from '../../model/board/item.js';
import type { OpenThread, ProposedMemo } from '../../model/board/mutation.js';
import { fullName, type Team } from '../../model/board/team.js';
import { memoLabels } from '../../model/local/writeUp.js';
import { placementOf } from '../../model/posting/placement.js';
import { visible } from '../../model/state.js';
import { threadAt, unsentThreadKey } from '../../model/threads/thread.js';
import { readWritten, type Written } from '../../records/writeUp.js';
import { type BegunMemo, memoAgain, memoQuestions, memoTemplate } from '../../views/threads/memoDraft.js';
import { placementWords } from '../../views/words/kinds.js';
import { saidMoment } from '../../views/words/time.js';
import { refusalWords } from '../../views/words/troubleText.js';
import {
  audienceLine,
  deliveredLine,
  elsewhere,
  endIn,
  type Lacking,
  type Line,
  lacking,
  peopleIn,
  tooLong,
  unknownHours,
  zonesOf,
} from '../draftLines.js';
import { connectedTeam } from '../setup/connect.js';

export async function writeMemo(app: App, begun?: BegunMemo): Promise<void> {
  const team = await connectedTeam(app);
  if (team) await begin(app, app.newId(), memoTemplate(begun), { repository: team.repository });
}

/** One that was refused, as a document once more: sent, it takes the other's place. */
export async function writeMemoAgain(app: App, refused: OpenThread): Promise<void> {
  const { id, record, team } = refused;
  if (await app.writeUps.open(record)) return;
  const reason = app.state().refused.find(({ mutation }) => mutation.id === id)?.reason;
  const document = memoAgain(refused, app.editor.zone(), reason && refusalWords(reason));
  await begin(app, record, document, { repository: team.repository, wasTried: true });
}

async function begin(
  app: App,
  id: string,
  text: string,
  origin: Pick<Team, 'repository'> & { readonly wasTried?: true },
): Promise<void> {
  try {
    await app.writeUps.begin(id, text, { ...origin, kind: 'memo', context: {} });
  } catch (error) {
    await app.ask.tell(l10n.t('Could not save: {0}', errorWords(error)));
  }
}

export const memoDraft: DraftFlow = {
  isBlank(text) {
    const { title, notes, typed } = readIn(text);
    return title === '' && notes === '' && !typed.asked && !typed.until;
  },
  read(app, text, team) {
    const written = readIn(text);
    const { titleLine } = written;
    const asks = asksOf(app, written);
    if ('kind' in asks) return asks;
    const { memo } = asks;
    const state = app.state();
    const wrong = elsewhere(titleLine, state, team);
    if (wrong) return wrong;
    const placement = placementOf('memo', visible(state));
    if (placement.kind !== 'category')
      return lacking(titleLine, l10n.t('Could not send: {0}', placementWords(placement)));
    const { isOpen: _isOpen, ...category } = placement.category;
    const { title, notes = '' } = contentFrom(written.title);
    const words = [notes, written.notes].filter(Boolean).join('\n\n');
    return {
      kind: 'sendable',
      question: {
        text: l10n.t('Send this memo to {0}?', plain(fullName(team.repository))),
        detail: whatHappens(app, memo, placementWords(placement)),
      },
      standing(now, record) {
        const there = threadAt(now.confirmed.threads, unsentThreadKey(team.account.id, record));
        if (there?.number === undefined) return 'unsent';
        const said = now.confirmed.talks.get(there.number)?.opening.text;
        return there.title === title && (said === undefined || said.includes(words)) ? 'sent' : 'sentOtherwise';
      },
      sentOtherwise: l10n.t('This draft was already sent. Add what is new as a comment, then discard the draft.'),
      mutation: (base) => ({
        ...base,
        kind: 'openThread',
        threadKind: 'memo',
        category,
        title,
        text: words,
        ...(memo && { memo }),
      }),
      follow: async () => undefined,
      confirm: () => app.ask.say(l10n.t('Memo saved: {0}', plain(title, 60))),
    };
  },
};

type Label = keyof typeof memoLabels;

function readIn(text: string): Written<Label> {
  return readWritten(text, memoLabels, memoQuestions());
}

/** More are no longer asked, but told. */
const mostNamed = 20;

function asksOf(
  app: App,
  { title, titleLine, notes, typed }: Written<Label>,
): { readonly memo: ProposedMemo | undefined } | Lacking {
  const state = app.state();
  const line = (name: Label): Line => ({ label: memoLabels[name], typed: typed[name] });
  if (title === '') return lacking(titleLine, l10n.t('In the first line, after “# ”, write what it is about.'));
  if (notes === '')
    return lacking(titleLine, l10n.t('Below “## {0}”, write what they should know.', memoQuestions()[0]));
  const long = tooLong(titleLine, { title, notes });
  if (long) return long;
  const people = peopleIn(state, line('asked'), mostNamed);
  if ('kind' in people) return people;
  // Nobody waits for their own comments.
  const named = people.filter(({ id }) => id !== state.team?.account.id);
  // It asks for nothing.
  if (named.length === 0 && !typed.until) return { memo: undefined };
  const until = endIn(app, line('until'), named);
  if (typeof until !== 'string') return until;
  return { memo: { named, until, zones: zonesOf(state, named), ...(typed.until && { isChosen: true }) } };
}

/** Who will see it when, and until when it waits for whom: a line each. */
function whatHappens(app: App, memo: ProposedMemo | undefined, place: string): string {
  const state = app.state();
  if (!memo) return [audienceLine(state, place), l10n.t('It waits for nobody.')].join('\n');
  const { named, until } = memo;
  const end = saidMoment(Date.parse(until), app.now(), app.editor.zone());
  return [
    audienceLine(state, place),
    ...(named.length > 0
      ? [
          deliveredLine(app, named),
          l10n.t('It waits for their comments until {0}.', end),
          ...unknownHours(state, named),
        ]
      : [l10n.t('It waits for nobody, and asks for comments until {0}.', end)]),
  ].join('\n');
}
