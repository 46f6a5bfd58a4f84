import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joinedTalk, withEarlier } from '../../../../src/model/threads/join.js';
import type { Talk } from '../../../../src/model/threads/talk.js';
import { said, talk, threadComment } from '../../../lib/fakes/builders.js';

const minute = 60_000;
const at = (place: number) => new Date(Date.UTC(2026, 10, 21) + place * minute).toISOString();
/** What a reading tells of a discussion whose comments are numbered from nought. */
const reading = (from: number, to: number, time = to): Talk =>
  talk(
    Array.from({ length: to - from }, (_, place) => threadComment(`C${from + place}`, { at: at(from + place) })),
    { at: at(time), earlier: from },
  );
const ids = ({ comments }: Talk) => comments.map(({ id }) => id);
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => `C${from + place}`);

describe('two readings of one discussion', () => {
  it('that touch tell all that either tells, in either order', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(20), fc.nat(20), (from, length, skip, more) => {
        const end = from + length + 1;
        const older = reading(from, end);
        const newer = reading(Math.min(from + skip, end - 1), end + more);
        for (const joined of [joinedTalk(older, newer), joinedTalk(newer, older)]) {
          assert.deepEqual(ids(joined), range(from, end + more));
          assert.equal(joined.earlier, from);
        }
      }),
    );
  });

  it('that do not touch tell only of the later one', () => {
    const joined = joinedTalk(reading(0, 3), reading(10, 12));
    assert.deepEqual([ids(joined), joined.earlier], [['C10', 'C11'], 10]);
  });

  it('what was deleted in between is not brought back', () => {
    const later = { ...reading(0, 3, 9), comments: reading(0, 3).comments.filter(({ id }) => id !== 'C1') };
    assert.deepEqual(ids(joinedTalk(reading(0, 3), later)), ['C0', 'C2']);
  });

  it('what this account has said since is not lost to a reading that is told later', () => {
    const mine = threadComment('mine', { at: at(5) });
    const written = { ...reading(0, 2), comments: [...reading(0, 2).comments, mine] };
    assert.deepEqual(ids(joinedTalk(written, reading(0, 3, 4))), ['C0', 'C1', 'C2', 'mine']);
  });

  it('replies are joined as comments are', () => {
    const reply = (place: number) => said(`R${place}`, { at: at(place) });
    const one = (from: number, to: number, time: number) =>
      talk(
        [
          threadComment('C', {
            replies: Array.from({ length: to - from }, (_, place) => reply(from + place)),
            earlierReplies: from,
          }),
        ],
        { at: at(time) },
      );
    const [comment] = joinedTalk(one(0, 5, 5), one(3, 8, 8)).comments;
    assert.deepEqual(
      [comment?.replies.map(({ id }) => id), comment?.earlierReplies],
      [['R0', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7'], 0],
    );
  });

  it('earlier comments come before the others, each once', () => {
    const all = withEarlier(reading(5, 8), reading(2, 6));
    assert.deepEqual([ids(all), all.earlier], [range(2, 8), 2]);
  });
});
