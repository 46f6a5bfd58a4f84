import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Mode, Status } from '../../../../src/model/people/member.js';
import { type Asked, expectedAnswer, type Reason } from '../../../../src/model/reach/expectation.js';
import { person, said, utc } from '../times.js';

const hour = 3_600_000;

function saidReason(reason: Reason): string {
  if ('ms' in reason) return `${reason.kind} ${reason.ms / hour} h`;
  return 'at' in reason ? `${reason.kind} ${said(reason.at)}` : `${reason.kind} to ${said(reason.until)}`;
}

/** "11-24 10:00, at the latest 11-24 14:00: window 11-24 10:00, expectation 4 h" */
function saidAnswer(status: Status | undefined, asked: string, usual?: number): string {
  const question: Asked = { status, asked: utc(asked), expectation: 4 * hour };
  const answer = expectedAnswer(usual === undefined ? question : { ...question, usual: usual * hour });
  if (!answer) return 'nobody knows';
  return `${said(answer.likely)}, at the latest ${said(answer.latest)}: ${answer.because.map(saidReason).join(', ')}`;
}

const focus = [{ start: '2026-11-24T09:00', minutes: 180 }];
const focusing = { since: '2026-11-24T08:45:00Z', until: '2026-11-24T11:15:00Z' };

describe('when an answer can be expected', () => {
  for (const [name, status, asked, expected] of [
    [
      'at the next window',
      person(),
      '2026-11-24 08:30',
      '11-24 10:00, at the latest 11-24 14:00: window 11-24 10:00, expectation 4 h',
    ],
    [
      'at a window',
      person(),
      '2026-11-24 10:00',
      '11-24 10:00, at the latest 11-24 14:00: window 11-24 10:00, expectation 4 h',
    ],
    [
      'after the last window, tomorrow',
      person(),
      '2026-11-24 14:30',
      '11-25 10:00, at the latest 11-25 14:00: offHours to 11-25 08:00, window 11-25 10:00, expectation 4 h',
    ],
    [
      'at night',
      person(),
      '2026-11-24 02:00',
      '11-24 10:00, at the latest 11-24 14:00: offHours to 11-24 08:00, window 11-24 10:00, expectation 4 h',
    ],
    [
      'late in the day, the expectation runs on tomorrow',
      person(),
      '2026-11-24 13:00',
      '11-24 14:00, at the latest 11-25 09:30: window 11-24 14:00, expectation 4 h',
    ],
    [
      'on a Friday evening',
      person(),
      '2026-11-27 19:00',
      '11-30 10:00, at the latest 11-30 14:00: offHours to 11-30 08:00, window 11-30 10:00, expectation 4 h',
    ],
    [
      'on a day off',
      person({ off: ['2026-11-24'] }),
      '2026-11-24 09:00',
      '11-25 10:00, at the latest 11-25 14:00: dayOff to 11-25 08:00, window 11-25 10:00, expectation 4 h',
    ],
    [
      'in planned focus, at its end',
      person({ focus }),
      '2026-11-24 09:00',
      '11-24 11:00, at the latest 11-24 15:00: focusing to 11-24 11:00, focusEnds 11-24 11:00, expectation 4 h',
    ],
    [
      'before planned focus',
      person({ focus }),
      '2026-11-24 07:00',
      '11-24 11:00, at the latest 11-24 15:00: offHours to 11-24 08:00, focusing to 11-24 11:00, focusEnds 11-24 11:00, expectation 4 h',
    ],
    [
      'focus that lasts to the end of the day',
      person({ focus: [{ start: '2026-11-24T14:00', minutes: 240 }] }),
      '2026-11-24 14:00',
      '11-25 10:00, at the latest 11-25 14:00: focusing to 11-24 16:30, offHours to 11-25 08:00, window 11-25 10:00, expectation 4 h',
    ],
    [
      'in started focus, at its end',
      person({ focusing }),
      '2026-11-24 09:00',
      '11-24 11:15, at the latest 11-24 15:15: focusing to 11-24 11:15, focusEnds 11-24 11:15, expectation 4 h',
    ],
    [
      'planned focus that was skipped, at the window',
      person({ focus, marks: [{ start: '2026-11-24T08:00:00Z', end: '2026-11-24T08:00:00Z' }] }),
      '2026-11-24 08:30',
      '11-24 10:00, at the latest 11-24 14:00: window 11-24 10:00, expectation 4 h',
    ],
    [
      'busy after focus',
      person({ mode: 'busy', until: '2026-11-24T12:00:00Z', focusing }),
      '2026-11-24 09:00',
      '11-24 14:00, at the latest 11-25 09:30: focusing to 11-24 11:15, busy to 11-24 12:00, window 11-24 14:00, expectation 4 h',
    ],
    [
      'focus in the evening, which is nobody else’s business',
      person({ focus: [{ start: '2026-11-24T20:00', minutes: 60 }] }),
      '2026-11-24 19:30',
      '11-25 10:00, at the latest 11-25 14:00: offHours to 11-25 08:00, window 11-25 10:00, expectation 4 h',
    ],
    [
      'away',
      person({ mode: 'away', until: '2026-11-24T12:00:00Z' }),
      '2026-11-24 09:00',
      '11-24 14:00, at the latest 11-25 09:30: away to 11-24 12:00, window 11-24 14:00, expectation 4 h',
    ],
    [
      'away for a quarter',
      person({ mode: 'away', until: '2027-02-24T12:00:00Z' }),
      '2026-11-24 09:00',
      '02-24 14:00, at the latest 02-25 09:30: away to 02-24 12:00, window 02-24 14:00, expectation 4 h',
    ],
    [
      'nothing is held',
      person({ windows: [] }),
      '2026-11-24 08:30',
      '11-24 08:30, at the latest 11-24 12:30: expectation 4 h',
    ],
    [
      'nothing is held, at night',
      person({ windows: [] }),
      '2026-11-24 02:30',
      '11-24 08:00, at the latest 11-24 12:00: offHours to 11-24 08:00, expectation 4 h',
    ],
    [
      'no window lies in the hours',
      person({ windows: ['06:00'] }),
      '2026-11-24 02:30',
      '11-24 08:00, at the latest 11-24 12:00: offHours to 11-24 08:00, expectation 4 h',
    ],
    [
      'invisible people are treated as if they had said nothing',
      person({ mode: 'invisible' }),
      '2026-11-24 08:30',
      '11-24 10:00, at the latest 11-24 14:00: window 11-24 10:00, expectation 4 h',
    ],
    ['no hours', person({ hours: {} }), '2026-11-24 08:30', 'nobody knows'],
    ['nothing declared', undefined, '2026-11-24 08:30', 'nobody knows'],
    ['away until further notice', person({ mode: 'away' }), '2026-11-24 08:30', 'nobody knows'],
  ] as const)
    it(name, () => assert.equal(saidAnswer(status, asked), expected));

  for (const [name, usual, expected] of [
    [
      'quicker than the next delivery',
      1,
      '11-24 10:00, at the latest 11-24 14:00: window 11-24 10:00, expectation 4 h',
    ],
    ['slower', 5, '11-24 13:30, at the latest 11-24 14:00: window 11-24 10:00, usual 5 h, expectation 4 h'],
    [
      'slower than was agreed',
      50,
      '11-24 14:00, at the latest 11-24 14:00: window 11-24 10:00, usual 50 h, expectation 4 h',
    ],
  ] as const)
    it(`answers are usually ${name}`, () => assert.equal(saidAnswer(person(), '2026-11-24 08:30', usual), expected));

  it('never before it was asked, never likely after the latest, always with a reason', () => {
    const modes = fc.constantFrom<Mode>('available', 'busy', 'away', 'invisible');
    const minutes = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(
        modes,
        minutes,
        minutes,
        minutes,
        fc.nat(20),
        fc.nat(20),
        (mode, shift, length, ago, agreed, taken) => {
          const asked = utc('2026-10-22 00:00') + shift * 60_000;
          const minutesOn = (passed: number) => new Date(asked + passed * 60_000).toISOString();
          const status = person({
            mode,
            until: minutesOn(length - 5_000),
            off: ['2026-10-23'],
            focus: [{ start: '2026-10-20T10:00', minutes: 90, every: 'day' }],
            focusing: { since: minutesOn((ago % 500) - 250), until: minutesOn((ago % 500) - 250 + (length % 300)) },
          });
          const answer = expectedAnswer({ status, asked, expectation: agreed * hour, usual: taken * hour });
          assert.ok(answer && answer.because.length > 0);
          assert.ok(asked <= answer.likely && answer.likely <= answer.latest);
        },
      ),
      { numRuns: 40 },
    );
  });
});
