/** The kinds of documents in the making, a row each: what is read of them, and what they become. */
import type { DraftFlow } from '../../app/drafts.js';
import {
  checkInLabels,
  type DraftKind,
  decisionLabels,
  draftKinds,
  handOffLabels,
  memoLabels,
  type WriteUpOrigin,
} from '../../model/local/writeUp.js';
import { readWritten } from '../../records/writeUp.js';
import { blockerDraft } from '../blockers/writeUp.js';
import { checkInDraft } from '../checkIns/write.js';
import { decisionDraft } from '../decisions/propose.js';
import { handOffDraft } from '../handOffs/handOff.js';
import { memoDraft } from '../memos/write.js';

const flows: Readonly<Record<DraftKind, DraftFlow>> = {
  blocker: blockerDraft,
  decision: decisionDraft,
  checkIn: checkInDraft,
  handOff: handOffDraft,
  memo: memoDraft,
};

/** The line at its top that no other kind has. */
const knownBy = { decider: 'decision', day: 'checkIn', to: 'handOff', until: 'memo' } as const;

/** Undefined for a kind this version does not know. Where nothing is known of its beginning, its lines say what it is. */
export function draftFlowOf(origin: WriteUpOrigin | undefined, text: string): DraftFlow | undefined {
  if (!origin) {
    const labels = { ...decisionLabels, ...checkInLabels, ...handOffLabels, ...memoLabels };
    const { has } = readWritten(text, labels, []);
    const known = Object.entries(knownBy).find(([line]) => has.has(line as keyof typeof knownBy));
    return flows[known?.[1] ?? 'blocker'];
  }
  const kind = origin.kind === undefined ? 'blocker' : draftKinds.find((one) => one === origin.kind);
  return kind && flows[kind];
}

export function draftTitle(text: string): string {
  return readWritten(text, {}, []).title;
}
