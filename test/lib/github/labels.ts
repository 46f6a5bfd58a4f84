/** Labels: a repository's, and an issue's. */

import { type Act, existingIssue, putIssue } from './act.js';
import { atLeast, demand, labelByName, roleToChange } from './permissions.js';
import { invalid, notFound } from './refusal.js';
import { type Issue, type Label, newId, nodeId, type Repository, replace, type World } from './world.js';

export interface LabelInput {
  readonly name: string;
  readonly color?: string;
  readonly description?: string | null;
}

/** What GitHub paints a label in that was named on an issue without existing. */
const unpainted = 'ededed';

export function createLabel(act: Act, input: LabelInput): Label {
  const { role } = roleToChange(act.world, act.repository, act.viewer);
  demand(role, 'write');
  checkLabel(input);
  if (labelByName(act.repository, input.name)) {
    throw invalid({ resource: 'Label', field: 'name', code: 'already_exists' });
  }
  return addLabel(act.world, act.repository, input);
}

export function addLabel(world: World, repository: Repository, input: LabelInput): Label {
  const id = newId(world, 'content');
  const label: Label = {
    id,
    nodeId: nodeId('LA', id),
    name: input.name,
    color: (input.color ?? unpainted).toLowerCase(),
    description: input.description ?? null,
  };
  repository.labels.set(id, label);
  world.revision++;
  return label;
}

export function updateLabel(act: Act, name: string, change: Partial<LabelInput>): Label {
  const { role } = roleToChange(act.world, act.repository, act.viewer);
  demand(role, 'write');
  const label = existingLabel(act.repository, name);
  const next: Label = {
    ...label,
    name: change.name ?? label.name,
    color: (change.color ?? label.color).toLowerCase(),
    description: change.description === undefined ? label.description : change.description,
  };
  checkLabel(next);
  const other = labelByName(act.repository, next.name);
  if (other && other.id !== label.id) throw invalid({ resource: 'Label', field: 'name', code: 'already_exists' });
  act.repository.labels.set(label.id, next);
  act.world.revision++;
  return next;
}

export function deleteLabel(act: Act, name: string): void {
  const { role } = roleToChange(act.world, act.repository, act.viewer);
  demand(role, 'write');
  const label = existingLabel(act.repository, name);
  act.repository.labels.delete(label.id);
  for (const slot of act.repository.issues.values()) {
    if (!slot.current?.labels.includes(label.id)) continue;
    const labels = slot.current.labels.filter((id) => id !== label.id);
    replace(act.world, slot, { ...slot.current, labels }, act.now);
  }
  act.world.revision++;
}

export function existingLabel(repository: Repository, name: string): Label {
  const label = labelByName(repository, name);
  if (!label) throw notFound();
  return label;
}

/** Adds, replaces or removes an issue's labels; gives back the issue. */
export function changeLabels(
  act: Act,
  number: number,
  change: { kind: 'add' | 'set' | 'remove'; names: readonly string[] },
): Issue {
  const { role } = roleToChange(act.world, act.repository, act.viewer);
  const issue = existingIssue(act.repository, number);
  demand(role, 'triage');
  if (change.kind === 'remove') {
    const ids = change.names.map((name) => existingLabel(act.repository, name).id);
    if (ids.some((id) => !issue.labels.includes(id))) throw notFound();
    return putIssue(act, issue, { ...issue, labels: issue.labels.filter((id) => !ids.includes(id)) });
  }
  const ids = change.names.map((name) => labelNamed(act, name).id);
  const labels = change.kind === 'add' ? [...issue.labels, ...ids] : ids;
  return putIssue(act, issue, { ...issue, labels: [...new Set(labels)] });
}

export function clearLabels(act: Act, number: number): Issue {
  const { role } = roleToChange(act.world, act.repository, act.viewer);
  const issue = existingIssue(act.repository, number);
  demand(role, 'triage');
  return putIssue(act, issue, { ...issue, labels: [] });
}

/** Label ids for names, made where they are missing. Callers have made sure of push access. */
export const labelIds = (act: Act, names: readonly string[]): number[] => [
  ...new Set(names.map((name) => labelNamed(act, name).id)),
];

function labelNamed(act: Act, name: string): Label {
  const known = labelByName(act.repository, name);
  if (known) return known;
  const { role } = roleToChange(act.world, act.repository, act.viewer);
  // Unverified: what a person who may set but not create labels is told about an unknown name.
  if (!atLeast(role, 'write')) demand(role, 'write');
  checkLabel({ name });
  return addLabel(act.world, act.repository, { name });
}

function checkLabel({ name, color, description }: Partial<LabelInput>): void {
  if (name !== undefined && name.trim() === '') {
    throw invalid({ resource: 'Label', field: 'name', code: 'missing_field' });
  }
  // Unverified: that 50 is the official limit.
  if (name !== undefined && [...name].length > 50) {
    throw invalid({
      resource: 'Label',
      field: 'name',
      code: 'custom',
      message: 'name is too long (maximum is 50 characters)',
    });
  }
  if (color !== undefined && !/^[0-9a-f]{6}$/i.test(color)) {
    throw invalid({ resource: 'Label', field: 'color', code: 'invalid', value: color });
  }
  if (description && [...description].length > 100) {
    throw invalid({
      resource: 'Label',
      field: 'description',
      code: 'custom',
      message: 'description is too long (maximum is 100 characters)',
    });
  }
}
