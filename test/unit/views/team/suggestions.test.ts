import assert from 'node:assert/strict';
import { type Author, type Hints, noHints } from '../../../../src/model/people/author.js';
import { suggester } from '../../../../src/views/team/suggestions.js';
import { board, item } from '../../../lib/fakes/builders.js';
import { berlin, crowd, records, teamFile, teamState } from '../people.js';

/** A Wednesday: bo, chidi and hana are at work, dana begins at 15:00 of Berlin, the others are asleep. */
const now = Date.parse('2026-11-25T13:30:00Z');
const by = (email: string, lines = 1, at = ''): Author => ({ name: '', email, lines, at });
const lines = (state: ReturnType<typeof teamState>, hints: Partial<Hints> = {}, begun = '') =>
  suggester(state, { ...noHints, ...hints }, now, berlin)(begun).map(({ login, reasons }) => `${login}: ${reasons}`);
const names = (...args: Parameters<typeof lines>) => lines(...args).map((line) => line.split(':')[0]);
const team = teamState(records());

describe('whom a blocker is suggested for', () => {
  it('whoever wrote the lines comes first, then the owner of the code, each with the reason and when they are there', () => {
    assert.deepEqual(lines(team, { authors: [by('bo@example.com')], codeOwners: ['chidi'] }).slice(0, 4), [
      'bo: wrote these lines · available until 16:00',
      'chidi: code owner · available until 19:00',
      'hana: available until 15:30',
      'dana: back 15:00',
    ]);
  });

  it('one who can be reached comes before one who cannot, where both know', () => {
    assert.deepEqual(names(team, { authors: [by('emi@x.de')], codeOwners: ['bo'] }).slice(0, 2), ['bo', 'emi']);
  });

  it('but one who knows and is asleep before one who was only asked before', () => {
    const asked = teamState(records(), { items: board([item({ owner: 'chidi' }), item({ owner: 'chidi' })]).items });
    assert.deepEqual(names(asked, { authors: [by('emi@x.de')] }).slice(0, 2), ['emi', 'chidi']);
  });

  it('of authors the one of most lines, then of the newest', () => {
    const authors = [
      by('finn@x.de', 1, '2026-01-01T00:00:00Z'),
      by('emi@x.de', 2, '2026-01-01T00:00:00Z'),
      by('gus@x.de', 2, '2026-02-01T00:00:00Z'),
      by('finn@y.de', 2),
    ];
    const same = { zone: berlin, hours: {} };
    const asleep = teamState(records({ emi: same, finn: same, gus: same }));
    assert.deepEqual(names(asleep, { authors }).slice(0, 3), ['finn', 'gus', 'emi']);
  });

  it('the available person of the rotation is one who knows', () => {
    const rotation = { every: '1w', starts: '2026-11-23T09:00[Europe/Berlin]', people: ['hana'] };
    const state = teamState(records(), { teamFile: teamFile({ rotation }) });
    assert.equal(lines(state)[0], 'hana: on duty · available until 15:30');
  });

  it('several reasons stand beside one name', () => {
    assert.equal(
      lines(team, { authors: [by('7+Bo@users.noreply.github.com')], codeOwners: ['BO'] })[0],
      'bo: wrote these lines · code owner · available until 16:00',
    );
  });

  it('a word of the name finds somebody, after those whose login it may be; accents need not be typed', () => {
    const called = (all: Readonly<Record<number, string>>) =>
      teamState(records(), {
        names: new Map(Object.entries(all).map(([id, name]) => [Number(id), { number: Number(id), name }])),
      });
    const state = called({ 2: 'Chidiebere Bô Emilsson', 4: 'Dana Whitfield' });
    assert.deepEqual(lines(state, {}, 'whit'), ['dana: Dana Whitfield · back 15:00']);
    assert.deepEqual(names(state, { authors: [by('bo@x.de', 9)] }, 'emi'), ['emi', 'bo'], 'a login comes first');
    assert.deepEqual(names(state, {}, 'bo'), ['bo'], 'once');
    assert.deepEqual(names(called({ 7: 'José Ängel' }), {}, 'ange'), ['gus']);
    assert.deepEqual(names(called({ 7: 'José Ängel' }), {}, 'jose'), ['gus']);
    assert.deepEqual(names(state, {}, 'field'), []);
  });

  it('never oneself, under any name', () => {
    const own = { authors: [by('ana@example.com')], codeOwners: ['Ana'] };
    assert.ok(!names(team, own).some((name) => name?.toLowerCase() === 'ana'));
  });

  it('somebody who is not on the team is suggested where the code names them; who committed by another name is nobody', () => {
    assert.deepEqual(
      lines(team, { codeOwners: ['zoe'], authors: [by('x@y.de')] }).filter((one) => /zoe|x/.test(one)),
      ['zoe: code owner'],
    );
  });

  it('narrows to those whose login begins so', () => {
    assert.deepEqual(names(team, {}, 'H'), ['hana']);
    assert.deepEqual(names(team, { codeOwners: ['bo'] }, 'x'), []);
  });

  it('what others may not know of the invisible is not shown', () => {
    const state = teamState(records({ bo: { mode: 'invisible' } }));
    assert.equal(
      lines(state, { codeOwners: ['bo'] }).find((one) => one.startsWith('bo')),
      'bo: code owner · availability unknown',
    );
  });

  it('who is only on the team and cannot be reached is not worth a row', () => {
    const worth = suggester(team, noHints, now, berlin)('').filter(({ isWorthIt }) => isWorthIt);
    assert.deepEqual(
      worth.map(({ login }) => login),
      ['bo', 'chidi', 'hana'],
    );
  });

  it('of a thousand members a few are looked at, and each once', () => {
    const suggest = suggester(teamState(crowd(1_000)), noHints, now, berlin);
    assert.ok(suggest('').length <= 60);
    assert.equal(suggest('emi-4')[0], suggest('emi-4')[0]);
  });
});
