import assert from 'node:assert/strict';
import {
  type Answers,
  channelNames,
  channels,
  channelsFor,
  examples,
  spotOf,
} from '../../../../src/model/posting/channels.js';

const first = (direction: Answers['direction'], urgency: Answers['urgency'], misreading: Answers['misreading']) =>
  channelsFor(spotOf({ direction, urgency, misreading }))[0];

describe('how to talk about something', () => {
  it('what goes one way is written, whatever the hurry; only what is also easily misread takes a memo', () => {
    for (const urgency of ['days', 'today', 'now'] as const) {
      assert.equal(first('oneWay', urgency, 'hardly'), 'announcement');
      assert.equal(first('oneWay', urgency, 'easily'), 'memo');
    }
  });

  it('what needs a few answers is a question, a comment where the code is, or a memo', () => {
    assert.equal(first('someAnswers', 'days', 'hardly'), 'question');
    assert.equal(first('someAnswers', 'days', 'perhaps'), 'review');
    assert.equal(first('someAnswers', 'days', 'easily'), 'memo');
  });

  it('people meet only for what goes back and forth and is easily misread', () => {
    assert.equal(first('backAndForth', 'days', 'hardly'), 'question');
    assert.equal(first('backAndForth', 'days', 'easily'), 'pairing');
    assert.equal(first('backAndForth', 'now', 'easily'), 'meeting');
  });

  it('every way is the first somewhere, and where it lies itself', () => {
    for (const name of channelNames) assert.equal(channelsFor(channels[name])[0], name);
    for (const spot of [...Object.values(channels), ...Object.values(examples)])
      for (const part of [spot.synchronicity, spot.fidelity]) assert.ok(part > 0 && part < 1);
  });
});
