import assert from 'node:assert/strict';
import { instantOf, isZone, localThere, wallOf, zoneOf } from '../../../src/base/zone.js';
import { said, utc } from '../model/times.js';

describe('zones', () => {
  it('are names of the IANA database and nothing else', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'America/Port-au-Prince', 'Asia/Kathmandu', 'Etc/GMT+5'])
      assert.ok(isZone(name), name);
    for (const name of [
      '',
      'CEST',
      '+01:00',
      '-05',
      'Mars/Olympus',
      'local',
      'Europe/Berlin ',
      'x'.repeat(9_999),
      '\0',
    ])
      assert.ok(!isZone(name), name.slice(0, 20));
  });

  it('are forgotten rather than piled up when records hold endless names', () => {
    for (let i = 0; i < 900; i++) assert.ok(!isZone(`No/Where${i}!`));
    assert.ok(isZone('Europe/Berlin'));
  });

  for (const [name, zone, wall, first, last] of [
    ['an ordinary time', 'Europe/Berlin', '2026-11-24 09:00', '11-24 08:00', '11-24 08:00'],
    ['a time that is skipped', 'Europe/Berlin', '2026-03-29 02:30', '03-29 01:00', '03-29 01:00'],
    ['the first time after the gap', 'Europe/Berlin', '2026-03-29 03:00', '03-29 01:00', '03-29 01:00'],
    ['a time that comes twice', 'Europe/Berlin', '2026-10-25 02:30', '10-25 00:30', '10-25 01:30'],
    ['the first time that comes twice', 'Europe/Berlin', '2026-10-25 02:00', '10-25 00:00', '10-25 01:00'],
    ['the first that comes once again', 'Europe/Berlin', '2026-10-25 03:00', '10-25 02:00', '10-25 02:00'],
    ['half an hour that comes twice', 'Australia/Lord_Howe', '2026-04-05 01:45', '04-04 14:45', '04-04 15:15'],
    ['half an hour that is skipped', 'Australia/Lord_Howe', '2026-10-04 02:15', '10-03 15:30', '10-03 15:30'],
    ['three quarters of an hour', 'Asia/Kathmandu', '2026-11-24 09:00', '11-24 03:15', '11-24 03:15'],
    ['a midnight that is skipped', 'America/Havana', '2026-03-08 00:00', '03-08 05:00', '03-08 05:00'],
    ['a midnight that comes twice', 'America/Havana', '2026-11-01 00:00', '11-01 04:00', '11-01 05:00'],
    ['a day that is skipped', 'Pacific/Apia', '2011-12-30 12:00', '12-30 10:00', '12-30 10:00'],
    ['a new base offset', 'Asia/Almaty', '2024-02-29 23:30', '02-29 17:30', '02-29 18:30'],
  ] as const)
    it(`${name}: ${wall} in ${zone}`, () => {
      const known = zoneOf(zone);
      assert.ok(known);
      const [one, other] = [instantOf(known, utc(wall), 'first'), instantOf(known, utc(wall), 'last')];
      assert.deepEqual([said(one), said(other)], [first, last]);
      assert.ok(wallOf(known, one) >= utc(wall));
    });

  for (const [now, zone, mine, expected] of [
    ['2026-11-24 21:40', 'Europe/Berlin', 'UTC', '22:40 tue 0 lateEvening'],
    ['2026-11-24 21:40', 'Asia/Kathmandu', 'Europe/Berlin', '03:25 wed 1 night'],
    ['2026-11-24 03:15', 'America/Los_Angeles', 'Europe/Berlin', '19:15 mon -1 evening'],
    ['2026-11-24 05:00', 'UTC', 'UTC', '05:00 tue 0 earlyMorning'],
    ['2026-11-24 04:59', 'UTC', 'UTC', '04:59 tue 0 night'],
    ['2026-11-24 08:00', 'UTC', 'UTC', '08:00 tue 0 morning'],
    ['2026-11-24 12:00', 'UTC', 'UTC', '12:00 tue 0 afternoon'],
    ['2026-11-24 10:30', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', '00:30 wed 2 night'],
    ['2026-11-24 10:30', 'Pacific/Pago_Pago', 'Pacific/Kiritimati', '23:30 mon -2 lateEvening'],
  ] as const)
    it(`it is ${expected} in ${zone}, seen from ${mine}`, () => {
      const there = localThere(zone, utc(now), mine);
      assert.equal(`${there?.time} ${there?.weekday} ${there?.dayOffset} ${there?.part}`, expected);
    });

  it('nobody can say what time it is where there is no zone', () => {
    assert.equal(localThere('Mars/Olympus', 0, 'UTC'), undefined);
    assert.equal(localThere('UTC', 0, 'Mars/Olympus'), undefined);
  });
});
