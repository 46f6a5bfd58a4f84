/**
 * Reading the team file, `.github/makertime.yml`.
 *
 *     roster: 12                      # number of the roster issue
 *     members: [ana, bo]              # logins
 *     expectations: { blocker: 4h }   # 90m, 4h, 1d: working time; a working day has 8 hours
 *     rotation:
 *       every: 1w                     # 3d, 1w
 *       starts: 2026-11-23T09:00[Europe/Berlin]
 *       people: [ana, bo]
 *       overrides: [{ from: 2026-12-24, to: 2026-12-27, who: bo }]   # without `to` one day, without `who` nobody
 *     quiet: ["12:00-13:30 Europe/Berlin"]
 *     categories: { question: Q&A }   # discussion category of each kind
 *     labels: { blocker: blocked }    # issue label of each kind
 *     watercooler: true               # or a list of prompts
 *
 * Reading is total: any text gives a team file. A part that cannot be read is left out and named, a key without a value
 * is as good as none, and the rest applies. A rotation without one of its first three keys cannot be read.
 */
import { isMap, isScalar } from 'yaml';
import { kindNames } from '../model/board/kinds.js';
import type { FileProblem, TeamFile } from '../model/board/team.js';
import type { Override, Rotation } from '../model/reach/rotation.js';
import { given, listOf, mapOf, problem, readTree, type Tree, textOf, type YamlNode } from './yamlTree.js';

const hour = 3_600_000;
const units: Readonly<Record<string, number>> = { m: hour / 60, h: hour, d: 8 * hour };

const agreements: Readonly<Record<keyof TeamFile['expectations'], true>> = {
  blocker: true,
  question: true,
  review: true,
};
const expected = Object.keys(agreements);
/** What can be a discussion. */
const written = ['question', 'idea', 'decision', 'memo', 'checkIn', 'handOff', 'announcement', 'watercooler'];

/** More than any team needs: a file made to slow down its readers stops here. */
const most = { members: 1000, people: 200, overrides: 500, quiet: 50, prompts: 200 };

export function readTeamFile(text: string): TeamFile {
  const { tree, top } = readTree(text);
  const fields = mapOf(tree, top, [
    'roster',
    'members',
    'expectations',
    'rotation',
    'quiet',
    'categories',
    'labels',
    'watercooler',
  ]);
  const roster =
    given(fields.get('roster'), (at) => issueNumber(tree, at)) ?? commented(tree, fields.get('roster'), 'notNumber');
  const rotation = given(fields.get('rotation'), (at) => rotationOf(tree, at));
  return {
    ...(roster !== undefined && { roster }),
    members: listOf(tree, fields.get('members'), most.members, login),
    expectations: entriesOf(tree, fields.get('expectations'), expected, duration, 'notDuration'),
    ...(rotation && { rotation }),
    quiet: listOf(tree, fields.get('quiet'), most.quiet, quietTime),
    categories: entriesOf(tree, fields.get('categories'), written, shortText, 'notText'),
    labels: entriesOf(tree, fields.get('labels'), ['task', ...kindNames, ...written], shortText, 'notText'),
    ...watercoolerOf(tree, fields.get('watercooler')),
    problems: [...tree.problems].sort((a, b) => a.line - b.line),
  };
}

/** `true`: with the prompts of the package. */
function watercoolerOf(tree: Tree, at: YamlNode | undefined): Pick<TeamFile, 'watercooler'> {
  const value = at && isScalar(at.node) ? at.node.value : undefined;
  if (!at || value === false || value === null) return {};
  if (value === true) return { watercooler: [] };
  const own = listOf(tree, at, most.prompts, shortText);
  return own.length > 0 ? { watercooler: own } : {};
}

function rotationOf(tree: Tree, at: YamlNode): Rotation | undefined {
  const fields = mapOf(tree, at, ['every', 'starts', 'people', 'overrides']);
  if (!isMap(at.node)) return undefined;
  const required = <T>(key: string, read: (at: YamlNode) => T | undefined) => {
    const found = given(fields.get(key), (part) => ({ value: read(part) }));
    return found ? found.value : problem(tree, { ...at, path: `${at.path}.${key}` }, 'missing', '');
  };
  const every = required('every', (part) => matching(part, everyPattern) ?? problem(tree, part, 'notEvery'));
  const starts = required('starts', (part) => start(part) ?? problem(tree, part, 'notStart'));
  const people = required('people', (part) => listOf(tree, part, most.people, login));
  const overrides = listOf(tree, fields.get('overrides'), most.overrides, override);
  if (every === undefined || starts === undefined || people === undefined) return undefined;
  return { every, starts, people, ...(overrides.length > 0 && { overrides }) };
}

function override(tree: Tree, at: YamlNode): Override | undefined {
  if (!isMap(at.node)) return problem(tree, at, 'notMap');
  const fields = mapOf(tree, at, ['from', 'to', 'who']);
  const [first, last, person] = [fields.get('from'), fields.get('to'), fields.get('who')];
  const from = given(first, (part) => date(part) ?? problem(tree, part, 'notDate'));
  const to = given(last, (part) => ({ value: date(part) ?? problem(tree, part, 'notDate') }));
  const who = given(person, (part) => ({ value: login(tree, part) }));
  if (!given(first, () => first)) return problem(tree, { ...at, path: `${at.path}.from` }, 'missing', '');
  const end = to ? to.value : from;
  if (from === undefined || end === undefined || (who && who.value === undefined)) return undefined;
  if (last && end < from) return problem(tree, last, 'endsBeforeStart');
  return { from, to: end, ...(who?.value !== undefined && { who: who.value }) };
}

function entriesOf<T>(
  tree: Tree,
  at: YamlNode | undefined,
  known: readonly string[],
  read: (tree: Tree, at: YamlNode) => T | undefined,
  kind: FileProblem['kind'],
): Readonly<Record<string, T>> {
  const entries = [...mapOf(tree, at, known)].map(([key, part]) => [
    key,
    given(part, () => read(tree, part)) ?? commented(tree, part, kind),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Record<string, T>;
}

/** Also in quotes, and as GitHub writes it: `"#12"`. */
function issueNumber(tree: Tree, at: YamlNode): number | undefined {
  const value = isScalar(at.node) ? at.node.value : undefined;
  const number = typeof value === 'string' ? Number(/^#?([1-9]\d*)$/.exec(value.trim())?.[1]) : value;
  const isNumber = typeof number === 'number' && Number.isSafeInteger(number) && number > 0;
  return isNumber ? number : problem(tree, at, 'notNumber');
}

/** `roster: #12` says nothing in YAML: without quotes a `#` begins a comment. */
function commented(tree: Tree, at: YamlNode | undefined, kind: FileProblem['kind']): undefined {
  const { node } = at ?? {};
  if (at && isScalar(node) && node.value === null && /^[^\s#]+$/.test(node.comment ?? ''))
    problem(tree, at, kind, `#${node.comment}`);
}

function login(tree: Tree, at: YamlNode): string | undefined {
  const found = matching(at, /^@?[a-zA-Z0-9][a-zA-Z0-9_-]{0,38}$/);
  return found?.replace('@', '') ?? problem(tree, at, 'notLogin');
}

/** Milliseconds of working time. */
function duration(tree: Tree, at: YamlNode): number | undefined {
  const [, amount, unit = ''] = /^([1-9]\d{0,2}) ?([mhd])$/.exec(textOf(at) ?? '') ?? [];
  const length = units[unit];
  return length === undefined ? problem(tree, at, 'notDuration') : Number(amount) * length;
}

function shortText(tree: Tree, at: YamlNode): string | undefined {
  return matching(at, /^(?=.*\S)[^\r\n]{1,100}$/) ?? problem(tree, at, 'notText');
}

function quietTime(tree: Tree, at: YamlNode): string | undefined {
  const [whole, from, to, zone = ''] = quietPattern.exec(textOf(at) ?? '') ?? [];
  return whole && from !== to && isZone(zone) ? whole : problem(tree, at, 'notQuiet');
}

function start(at: YamlNode): string | undefined {
  const [whole, day = '', zone = ''] = startPattern.exec(textOf(at) ?? '') ?? [];
  return whole && isDate(day) && isZone(zone) ? whole : undefined;
}

function date(at: YamlNode): string | undefined {
  const found = matching(at, /^\d{4}-\d\d-\d\d$/);
  return found && isDate(found) ? found : undefined;
}

const everyPattern = /^[1-9]\d{0,2} ?[dw]$/;
const startPattern = /^(\d{4}-\d\d-\d\d)[T ](?:[01]\d|2[0-3]):[0-5]\d(?::00)?\[([^[\]]+)\]$/;
const quietPattern = /^((?:[01]?\d|2[0-3]):[0-5]\d) ?[-–] ?((?:[01]?\d|2[0-3]):[0-5]\d|24:00) ([^\s]+)$/;

function matching(at: YamlNode, pattern: RegExp): string | undefined {
  const text = textOf(at);
  return text !== undefined && pattern.test(text) ? text : undefined;
}

/** Whether a calendar has that day. */
function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The shape keeps out "+01:00", which is an offset. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]{1,60}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
