import assert from 'node:assert/strict';
import type { DiscussionKind } from '../../../../src/model/board/kinds.js';
import type { TeamFile } from '../../../../src/model/board/team.js';
import { type Placement, placementOf } from '../../../../src/model/posting/placement.js';
import type { Category, Forum } from '../../../../src/model/threads/forum.js';

const category = (name: string, more: Partial<Category> = {}): Category => ({
  id: `DIC_${name}`,
  name,
  isAnswerable: false,
  isOpen: true,
  ...more,
});
const qAndA = category('Q&A', { isAnswerable: true });
const usual = [category('Announcements', { isOpen: false }), category('General'), category('Ideas'), qAndA];
const forum = (categories: readonly Category[], isOn = true): Forum => ({ id: 'R_1', isOn, categories });
const agreed = (categories: Record<string, string>) => ({ categories }) as unknown as TeamFile;
const where = (kind: DiscussionKind, board: Parameters<typeof placementOf>[1]) => words(placementOf(kind, board));
const words = (placement: Placement) =>
  placement.kind === 'category' ? placement.category.name : `${placement.kind}: ${placement.why}`;

describe('where a discussion is begun', () => {
  it('in the usual category, and announcements of those who may not announce in General', () => {
    const board = { forum: forum(usual) };
    assert.deepEqual(
      (['question', 'idea', 'announcement'] as const).map((kind) => where(kind, board)),
      ['Q&A', 'Ideas', 'General'],
    );
    const maintainer = { forum: forum(usual.map((one) => ({ ...one, isOpen: true }))) };
    assert.equal(where('announcement', maintainer), 'Announcements');
  });

  it('in the one the team has agreed on, where that is there and can be posted in', () => {
    const all = [...usual, category('Help', { isAnswerable: true }), category('Thoughts')];
    const teamFile = agreed({ question: 'help', idea: ' Thoughts ', announcement: 'Nowhere' });
    const board = { forum: forum(all), teamFile };
    assert.deepEqual(
      (['question', 'idea', 'announcement'] as const).map((kind) => where(kind, board)),
      ['Help', 'Thoughts', 'General'],
    );
  });

  it('a question only where an answer can be marked; else it is an issue', () => {
    assert.equal(where('question', { forum: forum([category('Q&A'), category('General')]) }), 'issue: noCategory');
    const renamed = [category('General'), category('Support', { isAnswerable: true })];
    assert.equal(where('question', { forum: forum(renamed) }), 'Support');
    assert.equal(where('question', { forum: forum([], false) }), 'issue: off');
  });

  it('nowhere, with the reason, where there is no place at all', () => {
    assert.equal(where('idea', {}), 'nowhere: unheard');
    assert.equal(where('idea', { forum: forum([], false) }), 'nowhere: off');
    assert.equal(where('idea', { forum: forum([qAndA]) }), 'nowhere: noCategory');
  });

  it('tries where GitHub says that there are none and names categories all the same', () => {
    assert.equal(where('question', { forum: forum(usual, false) }), 'Q&A');
  });
});
