/** When the people of the sample team work: plain data, nothing happens here. */

import type { Hours, PlannedFocus } from '../../../src/model/people/member.js';
import type { SampleLogin } from './samplePeople.js';

/** How somebody works; whoever has none of these has no Makertime. */
export interface SampleWeek {
  readonly login: SampleLogin;
  readonly hours: Hours;
  readonly focus: readonly SampleFocus[];
  /** Days off, counted from today. */
  readonly off?: { readonly from: number; readonly days: number };
  /** What they said when their working day began. */
  readonly sentence?: string;
}

/** `weekday`: 0 for a Monday; from the week before on. */
interface SampleFocus extends Pick<PlannedFocus, 'minutes' | 'every'> {
  readonly weekday: number;
  readonly time: string;
}

const weekdays = (hours: string): Hours => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours });

/** Six of the eight, in the order in which they joined. Somebody works at almost any hour, on weekends, too. */
export const sampleWeeks: readonly SampleWeek[] = [
  {
    login: 'dana',
    hours: weekdays('08:30-12:00,13:00-17:00'),
    focus: [{ weekday: 0, time: '08:30', minutes: 90, every: 'week' }],
    sentence: 'Planning the freeze',
  },
  {
    login: 'ana',
    hours: { ...weekdays('09:00-17:30'), fri: '09:00-15:00' },
    focus: [
      { weekday: 1, time: '09:30', minutes: 120, every: 'week' },
      { weekday: 3, time: '09:30', minutes: 120, every: 'week' },
    ],
    sentence: 'Fog release: the lamp first',
  },
  {
    login: 'bo',
    hours: weekdays('10:00-18:30'),
    focus: [{ weekday: 0, time: '14:00', minutes: 90, every: 'workday' }],
    sentence: 'Horn tests all week',
  },
  {
    login: 'chidi',
    hours: { tue: '08:00-16:00', wed: '08:00-16:00', thu: '08:00-16:00', fri: '08:00-16:00', sat: '08:00-16:00' },
    focus: [{ weekday: 2, time: '08:00', minutes: 180, every: 'week' }],
    off: { from: 12, days: 5 },
    sentence: 'Drawing the control panel',
  },
  {
    login: 'emi',
    hours: { wed: '09:30-18:00', thu: '09:30-18:00', fri: '09:30-18:00', sat: '09:30-18:00', sun: '09:30-16:00' },
    focus: [{ weekday: 2, time: '10:00', minutes: 90, every: 'workday' }],
  },
  {
    login: 'finn',
    hours: weekdays('08:00-16:30'),
    focus: [],
    off: { from: 0, days: 4 },
  },
];

/** Who may be focusing or busy when somebody starts to watch, the first that fits. Not ana: she is who watches. */
export const sampleMoods: readonly SampleLogin[] = ['bo', 'chidi', 'dana', 'emi'];
