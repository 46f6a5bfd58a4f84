/** Writing a memo: a document that says what it is about, whose comments it needs, and until when. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { DraftFlow } from '../../app/drafts.js';
import type { OpenThread, ProposedMemo } from '../../model/board/mutation.js';
import { memoLabels } from '../../model/local/writeUp.js';
import { readWritten, type Written } from '../../records/writeUp.js';
import { type BegunMemo, memoAgain, memoQuestions, memoTemplate } from '../../views/threads/memoDraft.js';
import { saidMoment } from '../../views/words/time.js';
import { beginDraft, draftAgain, sendableDiscussion } from '../discussionDraft.js';
import {
  audienceLine,
  deliveredLine,
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

const origin = { kind: 'memo', context: {} } as const;

export async function writeMemo(app: App, begun?: BegunMemo): Promise<void> {
  const team = await connectedTeam(app);
  if (team) await beginDraft(app, app.newId(), memoTemplate(begun), { ...origin, repository: team.repository });
}

/** One that was refused, as a document once more: sent, it takes the other's place. */
export async function writeMemoAgain(app: App, refused: OpenThread): Promise<void> {
  await draftAgain(app, refused, origin, (why) => memoAgain(refused, app.editor.zone(), why));
}

export const memoDraft: DraftFlow = {
  isBlank(text) {
    const { title, notes, typed } = readIn(text);
    return title === '' && notes === '' && !typed.asked && !typed.until;
  },
  read(app, text, team) {
    const written = readIn(text);
    const asks = asksOf(app, written);
    if ('kind' in asks) return asks;
    const { memo } = asks;
    return sendableDiscussion(app, team, written, {
      thread: { threadKind: 'memo', ...(memo && { memo }) },
      question: (repository) => l10n.t('Send this memo to {0}?', repository),
      detail: (place) => whatHappens(app, memo, place),
      saved: (title) => l10n.t('Memo saved: {0}', title),
    });
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
