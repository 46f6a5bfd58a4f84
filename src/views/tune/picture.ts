/** The picture of how a team keeps what it has agreed on: each figure as a range and in words, or that there are too few for it. */
import * as l10n from '@vscode/l10n';
import { DateTime } from 'luxon';
import type { TeamFile } from '../../model/board/team.js';
import { type State, visible } from '../../model/state.js';
import { type Figure, type Step, steps } from '../../model/tune/disclosure.js';
import { type Measure, measures, type Period, periods, processOf, workingDay } from '../../model/tune/figures.js';
import { workingTimeWords } from '../words/expectedAnswer.js';
import type { TuneFigure, TunePicture, TuneRow, TuneTable } from './protocol.js';

export function tunePicture(state: State, now: number): TunePicture {
  const { end, figures } = processOf(state.confirmed, now);
  const { expectations = {} } = visible(state).teamFile ?? {};
  const known = measures.map((measure) => ({
    name: nameOf(measure),
    of: periods.map((days) => figures[measure][days]),
  }));
  const rows = measures.map((measure) => ({
    name: nameOf(measure),
    detail: detailOf(measure, expectations),
    figures: periods.map((days) => drawn(figures[measure][days], days)),
  }));
  const isEmpty = known.every(({ of }) => of.every((one) => !one));
  return {
    rows,
    table: tableOf(known),
    words: {
      title: l10n.t('How the team works'),
      period: l10n.t(
        'The 30 and 90 days before {0}',
        DateTime.fromMillis(end, { zone: 'utc' }).toFormat('ccc d LLL yyyy'),
      ),
      summary: isEmpty
        ? l10n.t('Too few to say anything yet: a figure needs at least five items of three people.')
        : l10n.t(
            'About the team, never about one person: a figure needs at least five items of three people, and is a range.',
          ),
      notes: [
        l10n.t(
          'Answers count in the working hours of whoever answers, from the delivery on at which it is seen. What still waits counts once it is late.',
        ),
        l10n.t('Hours, focus and delivery times are taken as they are planned now. The figures change on Mondays.'),
      ],
      picture: l10n.t('Chart'),
      table: l10n.t('Table'),
      view: l10n.t('View'),
      propose: l10n.t('Propose a change…'),
    },
  };
}

export function nameOf(measure: Measure): string {
  switch (measure) {
    case 'blocker':
      return l10n.t('Blockers answered in time');
    case 'question':
      return l10n.t('Questions answered in time');
    case 'review':
      return l10n.t('Reviews given in time');
    case 'night':
      return l10n.t('Blockers that waited through a night');
    case 'decision':
      return l10n.t('Decisions made late');
    case 'kept':
      return l10n.t('Delivery times kept');
    case 'inFocus':
      return l10n.t('Delivery times in planned focus');
    case 'offHours':
      return l10n.t('Delivery times outside working hours');
  }
}

function detailOf(measure: Measure, expectations: TeamFile['expectations']): string {
  switch (measure) {
    case 'blocker':
    case 'question':
      return agreedWords(expectations[measure]);
    case 'review':
      return l10n.t('{0}; of pull requests that are open', agreedWords(expectations.review));
    case 'night':
      return l10n.t('Six hours or more on end outside the working hours of whoever has to answer');
    case 'decision':
      return l10n.t('More than {0} after they closed', workingTimeWords(workingDay));
    case 'kept':
      return l10n.t('By plan: in working hours, and not in planned focus');
    case 'inFocus':
    case 'offHours':
      return '';
  }
}

export function agreedWords(agreed: number | undefined): string {
  return agreed === undefined
    ? l10n.t('Usually {0}', workingTimeWords(workingDay))
    : l10n.t('The team agreed on {0}', workingTimeWords(agreed));
}

function drawn(figure: Figure | undefined, days: Period): TuneFigure {
  const period = periodWords(days);
  if (!figure) return { period, value: fewWords(), details: [] };
  const { fifth } = figure;
  return {
    period,
    value: shareWords(fifth),
    range: { start: fifth / 5, end: (fifth + 1) / 5 },
    details: lengthDetails(figure).concat(l10n.t('at least {0} items', figure.atLeast)),
  };
}

function lengthDetails({ half, most }: Figure): readonly string[] {
  return [
    ...(half === undefined ? [] : [l10n.t('half {0}', withinWords(half))]),
    ...(most === undefined ? [] : [l10n.t('nine of ten {0}', withinWords(most))]),
  ];
}

/** "60–80%; half within 4 working hours, nine of ten within 2 working days", "too few to say" */
export function figureWords(figure: Figure | undefined): string {
  return figure ? [shareWords(figure.fifth), lengthDetails(figure).join(', ')].filter(Boolean).join('; ') : fewWords();
}

function fewWords(): string {
  return l10n.t('too few to say');
}

function periodWords(days: Period): string {
  return l10n.t('Last {0} days', days);
}

function shareWords(fifth: number): string {
  if (fifth === 0) return l10n.t('at most {0}%', 20);
  return fifth === 4 ? l10n.t('at least {0}%', 80) : l10n.t('{0}–{1}%', 20 * fifth, 20 * fifth + 20);
}

function withinWords(step: Step): string {
  const length = steps[step];
  return length === undefined
    ? l10n.t('over {0}', workingTimeWords(steps.at(-1) ?? 0))
    : l10n.t('within {0}', workingTimeWords(length));
}

function tableOf(
  known: readonly { readonly name: TuneRow['name']; readonly of: readonly (Figure | undefined)[] }[],
): TuneTable {
  const none = '–';
  return {
    caption: l10n.t('How the team works, by period'),
    columns: [
      l10n.t('What'),
      l10n.t('Period'),
      l10n.t('Share'),
      l10n.t('Half of them'),
      l10n.t('Nine of ten'),
      l10n.t('Items, at least'),
    ],
    rows: known.flatMap(({ name, of }) =>
      of.map((figure, place) => [
        name,
        periodWords(periods[place] ?? 30),
        figure ? shareWords(figure.fifth) : fewWords(),
        figure?.half === undefined ? none : withinWords(figure.half),
        figure?.most === undefined ? none : withinWords(figure.most),
        figure ? String(figure.atLeast) : none,
      ]),
    ),
  };
}
