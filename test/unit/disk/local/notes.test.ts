import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskSteps } from '../../../../src/disk/files/steps.js';
import { openNotes } from '../../../../src/disk/local/notes.js';

const newFolder = () => join(mkdtempSync(join(tmpdir(), 'makertime-notes-')), 'account');

describe('disk: notes', () => {
  it('begins with a heading, and grows by a line each', async () => {
    const notes = openNotes(newFolder());
    await notes.add('- one', 'Notes');
    await notes.add('- two', 'Notes');
    assert.equal(readFileSync(notes.file, 'utf8'), '# Notes\n\n- one\n- two\n');
  });

  it('nothing of what the person has written is touched, nor continued', async () => {
    const notes = openNotes(newFolder());
    await notes.begin('Notes');
    writeFileSync(notes.file, 'mine, without an end');
    await notes.add('- one', 'Notes');
    await notes.begin('Another');
    assert.equal(readFileSync(notes.file, 'utf8'), 'mine, without an end\n- one\n');
  });

  it('many windows at once lose none', async () => {
    const folder = newFolder();
    const lines = Array.from({ length: 40 }, (_, index) => `- ${index}`);
    await Promise.all(lines.map((line) => openNotes(folder).add(line, 'Notes')));
    const written = readFileSync(openNotes(folder).file, 'utf8').split('\n');
    assert.deepEqual(written.filter((line) => line.startsWith('- ')).sort(), [...lines].sort());
  });

  it('a disk that refuses is an error, and never an empty file', async () => {
    const folder = newFolder();
    await openNotes(folder).add('- one', 'Notes');
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const notes = openNotes(folder, { ...diskSteps, appendFlushed: () => Promise.reject(full) });
    await assert.rejects(notes.add('- two', 'Notes'), full);
    assert.equal(readFileSync(notes.file, 'utf8'), '# Notes\n\n- one\n');
  });
});
