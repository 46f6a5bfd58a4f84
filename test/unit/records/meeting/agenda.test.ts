import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agendaIn } from '../../../../src/records/meeting/agenda.js';

describe('an agenda', () => {
  it('has a title and items, each with what it seems to be', () => {
    const agenda = agendaIn(
      [
        '# Weekly sync',
        'Some words before it',
        '1. Status of the lamps',
        '2) Decide: one lamp or two',
        '- [ ] How do we get up the tower?',
        '* Any news from the harbour?',
        '• FYI: the tower is closed',
        '- Who chooses the colour',
        '- ---',
      ].join('\r\n'),
    );
    assert.equal(agenda.title, 'Weekly sync');
    assert.deepEqual(
      agenda.items.map(({ text, seems }) => [seems, text]),
      [
        ['oneWay', 'Status of the lamps'],
        ['decision', 'Decide: one lamp or two'],
        ['talk', 'How do we get up the tower?'],
        ['talk', 'Any news from the harbour?'],
        ['oneWay', 'FYI: the tower is closed'],
        ['talk', 'Who chooses the colour'],
      ],
    );
  });

  it('without any marks has an item a line', () => {
    assert.deepEqual(
      agendaIn('Lamps\n\nTowers\n').items.map(({ text }) => text),
      ['Lamps', 'Towers'],
    );
    assert.deepEqual(agendaIn(' \n---\n'), { title: '', items: [] });
  });

  it('whatever stands in it, it is read, and there are not too many items', () => {
    fc.assert(fc.property(fc.string(), (text) => void agendaIn(text)));
    assert.equal(agendaIn('- x\n'.repeat(1_000)).items.length, 50);
    assert.ok((agendaIn(`- ${'y'.repeat(1_000)}`).items[0]?.text.length ?? 0) <= 250);
  });
});
