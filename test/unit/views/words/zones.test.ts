import assert from 'node:assert/strict';
import { isZone } from '../../../../src/base/zone.js';
import { readZone, zoneAliases, zoneName, zoneNames } from '../../../../src/views/words/zones.js';

describe('zones to choose from', () => {
  it('have the names of today, each once, and clocks on this machine', () => {
    const names = zoneNames();
    for (const zone of ['Asia/Kolkata', 'Europe/Kyiv', 'America/Argentina/Buenos_Aires', 'Europe/Berlin', 'UTC'])
      assert.ok(names.includes(zone), zone);
    for (const zone of ['Asia/Calcutta', 'Europe/Kiev']) assert.ok(!names.includes(zone), zone);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(
      names.filter((zone) => !isZone(zone)),
      [],
    );
  });

  it('keep a name that has not changed, and one nobody knows', () => {
    for (const zone of ['Europe/Berlin', 'constructor', 'Mars/Olympus_Mons']) assert.equal(zoneName(zone), zone);
  });

  it('are found as people write them, and by the name they had', () => {
    assert.deepEqual(zoneAliases('America/New_York'), ['New York']);
    assert.deepEqual(zoneAliases('Asia/Kolkata'), ['Asia/Calcutta']);
    assert.deepEqual(zoneAliases('Europe/Berlin'), []);
  });

  it('are spelled as the database does, whatever was typed', () => {
    assert.equal(readZone(' europe/berlin '), 'Europe/Berlin');
    assert.equal(readZone('utc'), 'UTC');
    assert.equal(readZone('asia/kolkata'), 'Asia/Kolkata');
    for (const none of ['CEST', '+01:00', 'Kolkata', '']) assert.equal(readZone(none), undefined);
  });
});
