/** The kinds of documents in the making, a row each: what is read of them, and what they become. */
import type { DraftFlow } from '../../app/drafts.js';
import {
  checkInLabels,
  type DraftKind,
  decisionLabels,
  draftKinds,
  memoLabels,
  type WriteUpOrigin,
} from '../../model/local/writeUp.js';
import { readWritten } from '../../records/writeUp.js';
import { blockerDraft } from '../blockers/writeUp.js';
import { checkInDraft } from '../checkIns/write.js';
import { decisionDraft } from '../decisions/propose.js';
import { memoDraft } from '../memos/write.js';

const flows: Readonly<Record<DraftKind, DraftFlow>> = {
  blocker: blockerDraft,
  decision: decisionDraft,
  checkIn: checkInDraft,
  memo: memoDraft,
};

/** Undefined for a kind this version does not know. Where nothing is known of its beginning, its lines say what it is. */
export function draftFlowOf(origin: WriteUpOrigin | undefined, text: string): DraftFlow | undefined {
  if (!origin) {
    const { has } = readWritten(text, { ...decisionLabels, ...checkInLabels, ...memoLabels }, []);
    if (has.has('decider')) return flows.decision;
    return flows[has.has('day') ? 'checkIn' : has.has('until') ? 'memo' : 'blocker'];
  }
  const kind = origin.kind === undefined ? 'blocker' : draftKinds.find((one) => one === origin.kind);
  return kind && flows[kind];
}

export function draftTitle(text: string): string {
  return readWritten(text, {}, []).title;
}
