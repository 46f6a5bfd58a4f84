/** Proposing a decision: a document that says who decides, who is asked and until when, and what is proposed. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import type { DraftFlow } from '../../app/drafts.js';
import type { OpenThread, ProposedTerms } from '../../model/board/mutation.js';
import { decisionLabels } from '../../model/local/writeUp.js';
import { enough, timeToAnswer } from '../../model/reach/chances.js';
import { type State, visible } from '../../model/state.js';
import { threadKey } from '../../model/threads/thread.js';
import { readWritten, type Written } from '../../records/writeUp.js';
import { decisionAgain, decisionQuestions, decisionTemplate } from '../../views/threads/decisionDraft.js';
import { saidMoment } from '../../views/words/time.js';
import { beginDraft, draftAgain, sendableDiscussion } from '../discussionDraft.js';
import {
  audienceLine,
  deliveredLine,
  endIn,
  type Lacking,
  type Line,
  lacking,
  lacks,
  peopleIn,
  said,
  statusIn,
  tooLong,
  unknownHours,
  zonesOf,
} from '../draftLines.js';
import { connectedTeam } from '../setup/connect.js';

export const origin = { kind: 'decision', context: {} } as const;

/** @param title what is known of it already @param context what it comes from */
export async function proposeDecision(app: App, title?: string, context = ''): Promise<void> {
  const team = await connectedTeam(app);
  if (!team) return;
  const begun = title === undefined ? undefined : { title, context, proposal: '' };
  const text = decisionTemplate(team.account.login, begun);
  await beginDraft(app, app.newId(), text, { ...origin, repository: team.repository });
}

/** One that was refused, as a document once more: sent, it takes the other's place. */
export async function proposeAgain(app: App, refused: OpenThread, terms: ProposedTerms): Promise<void> {
  const { title, text } = refused;
  await draftAgain(app, refused, origin, (why) => decisionAgain({ title, text, terms }, app.editor.zone(), why));
}

export const decisionDraft: DraftFlow = {
  isBlank(text) {
    const { title, notes, typed } = readIn(text);
    return title === '' && notes === '' && !typed.named && !typed.deputy && !typed.closes && !typed.replaces;
  },
  shape: () => ({
    labels: Object.values(decisionLabels),
    owner: decisionLabels.named,
    wanted: decisionQuestions()[2],
  }),
  read(app, text, team) {
    const written = readIn(text);
    const terms = termsOf(app, written);
    if ('kind' in terms) return terms;
    return sendableDiscussion(app, team, written, {
      thread: { threadKind: 'decision', terms },
      question: (repository) => l10n.t('Propose this decision in {0}?', repository),
      detail: (place) => whatHappens(app, terms, place),
      saved: (title) =>
        l10n.t(
          'Decision proposed: {0} · closes {1}',
          title,
          saidMoment(Date.parse(terms.closes), app.now(), app.editor.zone()),
        ),
    });
  },
};

type Label = keyof typeof decisionLabels;

function readIn(text: string): Written<Label> {
  return readWritten(text, decisionLabels, decisionQuestions());
}

/** More are no longer asked, but told. */
const mostNamed = 20;

function termsOf(app: App, { title, titleLine, notes, typed }: Written<Label>): ProposedTerms | Lacking {
  const state = app.state();
  const line = (name: Label): Line => ({ label: decisionLabels[name], typed: typed[name] });
  if (title === '') return lacking(titleLine, l10n.t('In the first line, after “# ”, write what is to be decided.'));
  const long = tooLong(titleLine, { title, notes });
  if (long) return long;
  const proposal = decisionQuestions()[2];
  // Without its heading somebody has written in their own way.
  if (notes === '') return lacking(titleLine, l10n.t('Below “## {0}”, write what you propose.', proposal));

  const decider = peopleIn(state, line('decider'), 1);
  if ('kind' in decider) return decider;
  const deputy = peopleIn(state, line('deputy'), 1);
  if ('kind' in deputy) return deputy;
  const named = peopleIn(state, line('named'), mostNamed);
  if ('kind' in named) return named;
  const [first] = decider;
  if (!first) return lacks(line('decider'), titleLine, l10n.t('one team member, such as @ana'));
  if (named.length === 0) return lacks(line('named'), titleLine, l10n.t('whoever is to be asked, such as @bo, @emi'));
  if (deputy[0]?.id === first.id)
    return lacks(line('deputy'), titleLine, l10n.t('somebody other than the decider, or nobody'));

  const closes = endIn(app, line('closes'), named);
  if (typeof closes !== 'string') return closes;
  const replaces = replacedIn(state, line('replaces'));
  if (typeof replaces === 'object') return replaces;
  return {
    decider: first,
    ...(deputy[0] && { deputy: deputy[0] }),
    named,
    closes,
    zones: zonesOf(state, named),
    ...(typed.closes && { isChosen: true }),
    ...(replaces !== undefined && { replaces }),
  };
}

/** The number of the decision whose place it takes; it may be long ago, so that nobody knows more of it than that it is there. */
function replacedIn(state: State, line: Line): number | undefined | Lacking {
  if (!line.typed) return undefined;
  const [, digits] = /(?:^|#|\/discussions\/)(\d{1,9})$/.exec(line.typed.text) ?? [];
  const number = Number(digits);
  const isThere = digits !== undefined && visible(state).threads.has(threadKey(number));
  return isThere ? number : lacks(line, 1, l10n.t('the number of a decision in this repository, such as #12'));
}

/** Who will see it when, until when they can answer, and who has too little time for it: a line each. */
function whatHappens(app: App, { named, closes: end }: ProposedTerms, place: string): string {
  const [state, now] = [app.state(), app.now()];
  const closes = Date.parse(end);
  const hurried = named.filter((person) => (timeToAnswer(statusIn(state, person), now) ?? closes + 1) > closes);
  return [
    audienceLine(state, place),
    deliveredLine(app, named),
    l10n.t('Closes {0}.', saidMoment(closes, now, app.editor.zone())),
    ...unknownHours(state, named),
    ...(hurried.length > 0
      ? [l10n.t('{0} will not have had {1} delivery times and {1} whole working days by then.', said(hurried), enough)]
      : []),
  ].join('\n');
}
