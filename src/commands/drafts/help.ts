/** Writing help: what is said of a document in the making while it is written, and what puts it right. Nothing is changed by itself. */
import * as l10n from '@vscode/l10n';
import type { App } from '../../app/app.js';
import { plain } from '../../base/plainText.js';
import { readTime } from '../../model/hours/typedTime.js';
import type { DraftShape } from '../../model/local/writeUp.js';
import { memberNamed, membersOf, statusOf } from '../../model/members.js';
import { expectedAnswer } from '../../model/reach/expectation.js';
import { type State, visible } from '../../model/state.js';
import { exactTime, typedTime } from '../../records/help/exactTime.js';
import { type Around, type Edit, type Finding, type Fix, findingsIn, type Thing } from '../../records/help/rules.js';
import { at } from '../../views/words/logins.js';
import { saidMoment } from '../../views/words/time.js';
import { hoursFor } from '../blockers/details.js';
import { draftFlowOf } from './table.js';

/** Texts are safe to show; places are characters from the beginning. */
export interface Advice extends Pick<Finding, 'rule' | 'severity' | 'start' | 'end'> {
  readonly message: string;
  readonly fixes: readonly { readonly title: string; readonly edits?: readonly Edit[]; readonly goTo?: number }[];
}

/** Empty where it is turned off. @param text as it stands in the editor */
export async function adviceOn(app: App, id: string, text: string): Promise<readonly Advice[]> {
  if (!app.settings.get('writingHelp')) return [];
  const origin = await app.writeUps.originOf(id).catch(() => undefined);
  const shape = draftFlowOf(origin, text)?.shape?.() ?? { labels: [] };
  return findingsIn(text, around(app, shape)).map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    start: finding.start,
    end: finding.end,
    message: messageOf(app, finding),
    fixes: finding.fixes.map((fix) => ({
      title: titleOf(fix, finding),
      ...(fix.kind === 'go' ? { goTo: fix.at } : { edits: fix.edits }),
    })),
  }));
}

function around(app: App, shape: DraftShape): Around {
  const [state, now, zone] = [app.state(), app.now(), app.editor.zone()];
  const zoneFor = (login: string | undefined) => {
    const member = memberNamed(state, login);
    return member && statusOf(member)?.zone;
  };
  const timeOf = (typed: string, login: string | undefined) => {
    const status = hoursFor(state, login);
    const read = readTime(typed, { now, zone, meaning: 'by', ...(status && { status }) });
    return read === undefined ? undefined : Date.parse(read);
  };
  return {
    shape,
    people: membersOf(state)
      .filter(({ isMe }) => !isMe)
      .map(({ login }) => login),
    things: thingsOn(state),
    timeOf,
    seenBy(login) {
      const member = memberNamed(state, login);
      const status = member && statusOf(member);
      return status && expectedAnswer({ status, asked: now, expectation: 0 })?.likely;
    },
    timeWords: (instant) => typedTime(instant, zone),
    exactTime(typed, login) {
      const instant = timeOf(typed, login);
      if (instant === undefined) return `${typed} ${zone}`;
      return exactTime(instant, zone, login === undefined ? undefined : { login, zone: zoneFor(login) });
    },
  };
}

/** What was changed last is meant rather than what is old. */
function thingsOn(state: State): readonly Thing[] {
  const { items, threads } = visible(state);
  const all = [...items.values(), ...threads.values()].flatMap(({ number, title, updatedAt }) =>
    number === undefined ? [] : [{ number, title, updatedAt }],
  );
  return all.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1)).slice(0, 10);
}

function messageOf(app: App, { rule, about, seen }: Finding): string {
  const words = plain(about, 60);
  switch (rule) {
    case 'secret':
      return l10n.t('This looks like a secret: everyone who can read the repository could use it.');
    case 'noOutcome':
      return l10n.t('No outcome: say below “{0}” what will be different.', words);
    case 'noOwner':
      return l10n.t('Nobody is named after “{0}”: what everybody could do, nobody does.', words);
    case 'tooSoon':
      return l10n.t(
        '{0} will not see this before {1}.',
        at(words),
        saidMoment(seen ?? 0, app.now(), app.editor.zone()),
      );
    case 'severalQuestions':
      return l10n.t('Several questions: numbered, each gets its answer.');
    case 'tooLong':
      return l10n.t('More than {0} lines: from here on it is read by few.', words);
    case 'noContext':
      return l10n.t('No link, number or path: whoever comes to this cold has nothing to go to.');
    case 'noZone':
      return l10n.t('“{0}”: on whose clock, and which day?', words);
    case 'noReason':
      return l10n.t('“{0}”: by when, and what happens otherwise?', words);
    case 'nobodyAsked':
      return l10n.t('“{0}”: by whom?', words);
    case 'vague':
      return l10n.t('“{0}” is clear to you only: link to it.', words);
  }
}

function titleOf(fix: Fix, { rule, about }: Finding): string {
  switch (fix.kind) {
    case 'go':
      return rule === 'noOutcome' || rule === 'noOwner'
        ? l10n.t('Go to “{0}”', plain(about, 60))
        : l10n.t('Place the cursor there');
    case 'name':
      return l10n.t('Name {0}', at(fix.login));
    case 'link':
      return l10n.t('Link to #{0} {1}', fix.to.number, plain(fix.to.title, 60));
    case 'time':
      return l10n.t('Replace with {0}', plain(fix.words, 80));
    case 'number':
      return l10n.t('Number the questions');
    case 'remove':
      return l10n.t('Remove it');
  }
}
