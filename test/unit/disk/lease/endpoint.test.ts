import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { leaseAddress } from '../../../../src/disk/lease/endpoint.js';
import { foldersOfTest, unmasked } from '../support.js';

/** A named pipe stands in no folder. */
const unix = process.platform === 'win32' ? describe.skip : describe;

unix('disk: the address of the lease', () => {
  const newFolder = foldersOfTest();
  const { XDG_RUNTIME_DIR: usual } = process.env;
  const { getuid } = process;
  afterEach(() => {
    if (usual === undefined) delete process.env.XDG_RUNTIME_DIR;
    else process.env.XDG_RUNTIME_DIR = usual;
    if (getuid) process.getuid = getuid;
  });

  /** Where short paths are, for this test, and an account's folder in which sockets would have too long ones. */
  function given() {
    const runtime = newFolder();
    process.env.XDG_RUNTIME_DIR = runtime;
    return { runtime, folder: join(newFolder(), 'x'.repeat(100)) };
  }
  const placeOf = (folder: string) => dirname(leaseAddress(folder).at('socket'));

  it('is in the folder itself where its path is short enough', () => {
    given();
    const folder = newFolder();
    assert.equal(placeOf(folder), folder);
  });

  it('is in a short folder of this person’s own where it is not, and nobody else may look into that', async () => {
    const { runtime, folder } = given();
    const own = join(runtime, `makertime-${process.getuid?.()}`);
    await unmasked(async () => assert.equal(placeOf(folder), own));
    assert.equal(statSync(own).mode & 0o777, 0o700);
  });

  it('is never in a short folder that somebody else was the first to make: who holds the lease there is theirs to say', () => {
    const { runtime, folder } = given();
    const me = process.getuid?.() ?? 0;
    process.getuid = () => me + 1; // what is made here is made by me, and so by somebody else
    mkdirSync(join(runtime, `makertime-${me + 1}`));
    assert.equal(placeOf(folder), folder);
  });
});
