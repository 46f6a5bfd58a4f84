import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { hostNamedBy } from '../../../../src/records/git/ssh.js';
import { effortOf } from '../../../lib/suite/effort.js';
import { hostileText } from '../../arbitraries.js';

const files = [
  'Host work\n  HostName github.com\n  User git\n  IdentityFile ~/.ssh/work\n',
  'host=work\nhostname = GitHub.com\n',
  'HOST "work" other\n\tHOSTNAME "github.com"\n',
  'Host *\n  User git\nHost work\n  HostName github.com\n',
  'Host work\n  HostName one.example\nHost work\n  HostName two.example\n',
  'Host w?rk *.work !no.work\n  HostName %h.example\n',
  'Host !work *\n  HostName other.example\n',
  '# Host work\nHost other # work\n  HostName no.example\nHost work\n  HostName github.com # ours\n',
  'HostName all.example\nHost work\n  HostName no.example\n',
  'Match all\n  HostName all.example\n',
  'Match user nobody-at-all\n  HostName no.example\nHost work\n HostName github.com\n',
  'Host github.com\n  HostName ssh.github.com\n  Port 443\n',
  'Host work\r\n  HostName github.com\r\n',
  'Host WORK\n  HostName upper.example\n',
];

describe('the host an alias of ssh means', () => {
  const folder = mkdtempSync(join(tmpdir(), 'makertime-ssh-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const asSsh = (config: string, alias: string) => {
    const file = join(folder, 'config');
    writeFileSync(file, config, { mode: 0o600 });
    const said = execFileSync('ssh', ['-G', '-F', file, alias], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /^hostname (.*)$/m.exec(said)?.[1];
  };

  for (const config of files)
    it(`is as ssh has it: ${JSON.stringify(config).slice(0, 90)}`, function () {
      try {
        execFileSync('ssh', ['-V'], { stdio: 'ignore' });
      } catch {
        this.skip();
      }
      for (const alias of ['work', 'a.work', 'no.work', 'github.com', 'other'])
        assert.equal(hostNamedBy(config, alias) ?? alias, asSsh(config, alias), alias);
    });

  it('is the one that is named', () => {
    const named = files.map((config) => hostNamedBy(config, 'work'));
    assert.deepEqual(named.slice(0, 5), ['github.com', 'github.com', 'github.com', 'github.com', 'one.example']);
  });

  it('is not guessed: neither of what a program decides nor of what is no name', () => {
    assert.equal(hostNamedBy('Match exec "true"\n  HostName evil.example\n', 'work'), undefined);
    assert.equal(hostNamedBy('Host work\n  HostName a/../b\n', 'work'), undefined);
    assert.equal(hostNamedBy('', 'work'), undefined);
  });

  it('is total, and takes no time', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, alias) => hostNamedBy(`Host ${text}\nHostName x`, alias) !== ''),
    );
    const long = 'a'.repeat(250);
    assert.ok(effortOf(() => void hostNamedBy(`Host ${'*a'.repeat(120)}b\n`.repeat(20), long)) < 1_000);
  });
});
