/** The REST routes of labels, a repository's and an issue's. */

import { existingIssue } from '../act.js';
import { changeLabels, clearLabels, createLabel, deleteLabel, existingLabel, updateLabel } from '../labels.js';
import { pageOf } from '../paging.js';
import { invalidRequest } from '../refusal.js';
import { labelsOn, renderLabel } from '../render.js';
import {
  actIn,
  type Context,
  clearableTextIn,
  namesIn,
  numberIn,
  optionalTextIn,
  type Reply,
  type Route,
  repositoryIn,
  textIn,
} from '../route.js';
import type { Issue } from '../world.js';

const labelsPath = '/repos/{owner}/{repo}/labels';
const onIssue = '/repos/{owner}/{repo}/issues/{issue_number}/labels';

export const labelRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: labelsPath,
    handle(context) {
      const repository = repositoryIn(context);
      const labels = [...repository.labels.values()].sort((a, b) => a.name.localeCompare(b.name));
      return pageOf(context, labels, (label) => renderLabel(context.frame, repository, label));
    },
  },
  {
    method: 'POST',
    template: labelsPath,
    handle(context) {
      const act = actIn(context);
      const body = context.body();
      const color = optionalTextIn(body, 'color');
      const description = clearableTextIn(body, 'description');
      const label = createLabel(act, {
        name: textIn(body, 'name'),
        ...(color !== undefined && { color }),
        ...(description !== undefined && { description }),
      });
      const json = renderLabel(context.frame, act.repository, label);
      return { status: 201, json, headers: { Location: String(json.url) } };
    },
  },
  {
    method: 'GET',
    template: `${labelsPath}/{name}`,
    handle(context) {
      const repository = repositoryIn(context);
      const label = existingLabel(repository, context.params.name ?? '');
      return { status: 200, json: renderLabel(context.frame, repository, label) };
    },
  },
  {
    method: 'PATCH',
    template: `${labelsPath}/{name}`,
    handle(context) {
      const act = actIn(context);
      const body = context.body();
      const name = optionalTextIn(body, 'new_name');
      const color = optionalTextIn(body, 'color');
      const description = clearableTextIn(body, 'description');
      const label = updateLabel(act, context.params.name ?? '', {
        ...(name !== undefined && { name }),
        ...(color !== undefined && { color }),
        ...(description !== undefined && { description }),
      });
      return { status: 200, json: renderLabel(context.frame, act.repository, label) };
    },
  },
  {
    method: 'DELETE',
    template: `${labelsPath}/{name}`,
    handle(context) {
      deleteLabel(actIn(context), context.params.name ?? '');
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    template: onIssue,
    handle: (context) => {
      const number = numberIn(context, 'issue_number');
      const repository = repositoryIn(context);
      const labels = labelsOn(repository, existingIssue(repository, number));
      return pageOf(context, labels, (label) => renderLabel(context.frame, repository, label));
    },
  },
  { method: 'POST', template: onIssue, handle: (context) => change(context, 'add') },
  { method: 'PUT', template: onIssue, handle: (context) => change(context, 'set') },
  {
    method: 'DELETE',
    template: onIssue,
    handle(context) {
      clearLabels(actIn(context), numberIn(context, 'issue_number'));
      return { status: 204 };
    },
  },
  {
    method: 'DELETE',
    template: `${onIssue}/{name}`,
    handle(context) {
      const names = [context.params.name ?? ''];
      const number = numberIn(context, 'issue_number');
      return allLabels(context, changeLabels(actIn(context), number, { kind: 'remove', names }));
    },
  },
];

function change(context: Context, kind: 'add' | 'set'): Reply {
  const act = actIn(context);
  const number = numberIn(context, 'issue_number');
  const names = namesIn(context.body(), 'labels');
  if (!names) throw invalidRequest('"labels" wasn\'t supplied.');
  return allLabels(context, changeLabels(act, number, { kind, names }));
}

function allLabels(context: Context, issue: Issue): Reply {
  const repository = repositoryIn(context);
  const json = labelsOn(repository, issue).map((label) => renderLabel(context.frame, repository, label));
  return { status: 200, json };
}
