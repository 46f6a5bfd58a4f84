import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ContextKeys, commandIds, contextKeys, settings, viewIds } from '../../src/app/contributions.js';
import { handlers } from '../../src/commands/table.js';
import { differences } from './declared.js';

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
interface Manifest {
  readonly activationEvents: readonly string[];
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category?: string;
      readonly icon?: string;
      readonly enablement?: string;
    }[];
    readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly when?: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope?: string; readonly default: unknown }>>;
    };
  };
}

/** Tests are bundled into out/, one folder below the root. */
const root = fileURLToPath(new URL('..', import.meta.url));
const text = readFileSync(join(root, 'package.json'), 'utf8');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const declared = contributes.commands.map(({ command }) => command);
const menus = Object.entries(contributes.menus).flatMap(([menu, entries]) =>
  entries.map((entry) => ({ menu, ...entry })),
);
const sorted = (values: Iterable<string>) => [...values].sort();

/** The compiler asks for a row whenever a value is added. */
const setups: Record<ContextKeys['makertime.setup'], true> = {
  starting: true,
  signedOut: true,
  unconnected: true,
  connected: true,
};
/** What VS Code itself sets. */
const builtInKeys = ['view', 'viewItem', 'inQuickInput', 'inZenMode'];

describe('what package.json declares', () => {
  it('is every command, view and setting that is known here, with its default, and no other', () => {
    const known = { commands: commandIds, views: viewIds, settings };
    assert.deepEqual(differences(known, contributes), []);
  });

  it('a command has one entry and a handler', () => {
    assert.deepEqual(sorted(Object.keys(handlers)), sorted(commandIds));
    assert.equal(new Set(declared).size, declared.length);
  });

  it('is sorted by id, so that two people adding commands do not collide', () => {
    assert.deepEqual(declared, sorted(declared));
    assert.deepEqual([...commandIds], sorted(commandIds));
  });

  it('every command has the category, and a title that can be translated', () => {
    for (const { command, category, title } of contributes.commands) {
      assert.equal(category, 'Makertime', command);
      assert.equal(title, `%command.${command.slice('makertime.'.length)}%`, command);
    }
  });

  it('every view has a container with an icon', () => {
    const containers = contributes.viewsContainers.activitybar.map(({ id }) => id);
    assert.deepEqual(Object.keys(contributes.views), containers);
    for (const { icon } of contributes.viewsContainers.activitybar) assert.ok(existsSync(join(root, icon)), icon);
  });

  it('menus, keys and welcome texts name only commands and views that are declared', () => {
    for (const { command } of [...menus, ...contributes.keybindings]) assert.ok(declared.includes(command), command);
    for (const { view } of contributes.viewsWelcome) assert.ok((viewIds as readonly string[]).includes(view), view);
    const linked = [...JSON.stringify(strings).matchAll(/command:([\w.]+)/g)].map((match) => match[1] ?? '');
    assert.ok(linked.length > 0);
    for (const command of linked) assert.ok(declared.includes(command), command);
  });

  it('an action shown as an icon has one', () => {
    for (const { menu, command, group = '' } of menus) {
      const { icon } = contributes.commands.find((one) => one.command === command) ?? {};
      if (/^(inline|navigation)/.test(group)) assert.ok(icon, `${command} in ${menu}`);
    }
  });

  it('conditions name only keys that are set, views that are there and values they take', () => {
    const conditions = [
      ...menus.map(({ when }) => when),
      ...contributes.keybindings.map(({ when }) => when),
      ...contributes.viewsWelcome.map(({ when }) => when),
      ...contributes.commands.map(({ enablement }) => enablement),
      ...Object.values(contributes.views).flatMap((views) => views.map(({ when }) => when)),
    ].filter((when) => when !== undefined);
    for (const when of conditions) {
      if (when === 'false') continue;
      for (const clause of when.split(/&&|\|\|/)) {
        const [, key = '', operator, value = ''] = /^\s*!?([\w.]+)\s*(?:(==|!=|=~)\s*(\S+))?\s*$/.exec(clause) ?? [];
        assert.ok([...contextKeys, ...builtInKeys].includes(key), `"${clause}" in "${when}"`);
        if (key === 'view') assert.ok((viewIds as readonly string[]).includes(value), when);
        if (key === 'makertime.setup') assert.ok(operator && value in setups, when);
        if (key === 'makertime.capturing') assert.equal(operator, undefined, when);
      }
    }
    const used = JSON.stringify(conditions);
    for (const key of contextKeys) assert.ok(used.includes(key), `${key} is set for nothing`);
  });

  it('what is hidden from the palette is hidden on purpose', () => {
    const purposes: Readonly<Record<string, string>> = {
      'makertime.authorizeSingleSignOn': 'offered on the row that says what for',
      'makertime.captureAndPark': 'the third key inside the capture box',
      'makertime.captureWithDetails': 'the second key inside the capture box',
      'makertime.copyLink': 'offered on the row of what is waited for',
      'makertime.goOnInPublic': 'offered on the row that says what has changed',
      'makertime.openOutboxFile': 'offered on the file’s row',
      'makertime.openWaiting': 'offered on the row of what is waited for',
      'makertime.openWork': 'offered on the row of the issue or pull request',
    };
    const hidden = (contributes.menus.commandPalette ?? []).filter(({ when }) => when === 'false');
    assert.deepEqual(sorted(hidden.map(({ command }) => command)), sorted(Object.keys(purposes)));
    const reachable = new Set([
      ...menus.filter(({ menu }) => menu !== 'commandPalette').map(({ command }) => command),
      ...contributes.keybindings.map(({ command }) => command),
    ]);
    for (const { command } of hidden) assert.ok(reachable.has(command), `${command} can be reached otherwise`);
  });

  it('capturing, connecting and signing in are in the palette at any time: a first run begins there', () => {
    const limited = (contributes.menus.commandPalette ?? []).map(({ command }) => command);
    for (const command of ['captureBlocker', 'connect', 'signIn', 'signInWithToken', 'openGuide', 'showLog'])
      assert.ok(!limited.includes(`makertime.${command}`), command);
  });
});

describe('what a row offers', () => {
  const ofAll = ['comment', 'park', 'resolve', 'closeAsNotNeeded'];
  const rows: Readonly<Record<string, readonly [view: string, actions: readonly string[]]>> = {
    item: ['waiting', [...ofAll, 'copyLink', 'editBlocker', 'openOnGitHub', 'assignToMe', 'reassign', 'unassign']],
    'item.unsent': ['waiting', [...ofAll, 'editBlocker', 'assignToMe', 'reassign', 'unassign']],
    'item.forMe': ['waiting', [...ofAll, 'copyLink', 'editBlocker', 'openOnGitHub', 'promise', 'reassign', 'unassign']],
    'item.foreign': ['waiting', [...ofAll, 'copyLink', 'openOnGitHub']],
    awaited: ['waiting', ['copyLink', 'openWaiting']],
    'awaited.forMe': ['waiting', ['copyLink', 'openWaiting', 'promise']],
    'awaited.forMe.handOff': ['waiting', ['copyLink', 'openWaiting', 'pickUp', 'promise']],
    freed: ['waiting', []],
    news: ['waiting', ['markAllRead']],
    sync: ['now', []],
    'sync.signedOut': ['now', ['signIn']],
    'sync.madePublic': ['now', ['goOnInPublic']],
    'sync.singleSignOn': ['now', ['authorizeSingleSignOn']],
    unsent: ['now', ['copyUnsent', 'discardUnsent']],
    'refused.words': ['now', ['copyUnsent', 'discardUnsent', 'editUnsent', 'retryUnsent']],
    'refused.one': ['now', ['copyUnsent', 'discardUnsent', 'retryUnsent']],
    'refused.all': ['now', ['retryUnsent']],
    aside: ['now', ['openOutboxFile']],
    park: ['now', ['unpark', 'returnToParked']],
    checkIn: ['now', ['sameCheckIn', 'writeCheckIn']],
    writeUp: ['now', ['discardDraft', 'openDraft', 'sendDraft']],
    stuck: ['now', ['captureBlocker', 'clearStuck', 'describeBlocker']],
    member: ['team', ['captureFor', 'findMember', 'findSharedTime', 'openProfile']],
    work: ['team', ['openWork']],
    thread: ['threads', ['openThread']],
    'thread.toPickUp': ['threads', ['openThread', 'pickUp']],
    'thread.unsent': ['threads', ['openThread']],
    'member.me': ['team', ['findMember', 'openProfile', 'setHours', 'setStatus']],
  };
  /** What a row of the deliveries may offer, as views/deliveries.ts puts it together. */
  const delivered = [
    'held',
    'delivered',
    ...['held', 'delivered', 'snoozed', 'done'].flatMap((stage) =>
      ['', '.thread', '.parked', '.thread.parked'].map((more) => `entry.${stage}${more}`),
    ),
  ];
  const holds = (when: string, view: string, offers: string) =>
    when.split('&&').every((clause) => {
      const [, key, operator, value = ''] = /^\s*(\w+)\s*(==|=~)\s*(\S+)\s*$/.exec(clause) ?? [];
      const actual = key === 'view' ? `makertime.${view}` : offers;
      return operator === '==' ? actual === value : new RegExp(value.slice(1, -1)).test(actual);
    });

  for (const [offers, [view, actions]] of Object.entries(rows))
    it(`${offers}: ${actions.join(', ') || 'nothing'}`, () => {
      const entries = contributes.menus['view/item/context'] ?? [];
      const shown = entries.filter(({ when = '' }) => holds(when, view, offers)).map(({ command }) => command);
      assert.deepEqual(sorted(new Set(shown)), sorted(actions.map((action) => `makertime.${action}`)));
    });

  it('in Waiting is more where something of it was delivered', () => {
    const entries = contributes.menus['view/item/context'] ?? [];
    const shown = (offers: string) =>
      new Set(entries.filter(({ when = '' }) => holds(when, 'waiting', offers)).map(({ command }) => command));
    for (const [offers, [, actions]] of Object.entries(rows).filter(([name]) =>
      /^(item|awaited)(?!.*unsent)/.test(name),
    ))
      for (const [kind, more] of [
        ['read', ['markDone']],
        ['unread', ['markDone', 'markRead', 'snooze']],
      ] as const)
        assert.deepEqual(
          sorted(shown(`${offers}.${kind}`)),
          sorted([...actions, ...more].map((action) => `makertime.${action}`)),
          `${offers}.${kind}`,
        );
  });

  it('is in the menu of the row as well: no keyboard reaches the icons', () => {
    // What the row itself does when it is chosen.
    const chosen = ['makertime.signIn', 'makertime.authorizeSingleSignOn', 'makertime.goOnInPublic'];
    const shown = [
      ...Object.entries(rows).map(([offers, [view]]) => [offers, view] as const),
      ...delivered.map((offers) => [offers, 'deliveries'] as const),
    ];
    for (const [offers, view] of shown) {
      const entries = (contributes.menus['view/item/context'] ?? []).filter(({ when = '' }) =>
        holds(when, view, offers),
      );
      const isInline = ({ group = '' }: MenuEntry) => group.startsWith('inline');
      const inMenu = entries.filter((one) => !isInline(one)).map(({ command }) => command);
      for (const { command } of entries.filter(isInline))
        assert.ok(inMenu.includes(command) || chosen.includes(command), `${command} on ${offers}`);
    }
  });

  it('is in this list for every row the views make', () => {
    const offered = new Set<string>();
    // An entry of the inbox offers what its stage does: views/deliveries/view.test.ts looks at each.
    const views = (readdirSync(join(root, 'src/views'), { recursive: true }) as string[]).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('deliveries'),
    );
    for (const file of views) {
      const view = readFileSync(join(root, 'src/views', file), 'utf8');
      for (const [, expression = ''] of view.matchAll(/\boffers:\s*([^;{}]*?),\n/g))
        for (const [, value = ''] of expression.matchAll(/'([^']+)'/g)) offered.add(value);
    }
    const kinds = ['ours', 'singleSignOn', 'madePublic', 'handOff'];
    assert.deepEqual(sorted([...offered].filter((one) => !kinds.includes(one))), sorted(Object.keys(rows)));
  });
});

describe('texts of package.json', () => {
  it('every %key% has a text and every text is used', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');
    assert.deepEqual(sorted(new Set(used)), sorted(Object.keys(strings)));
  });

  it('no text is empty', () => {
    for (const [key, value] of Object.entries(strings)) assert.notEqual(value.trim(), '', key);
  });
});

describe('the manifest', () => {
  it('starts once the editor is there, for polling, and never delays it', () => {
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
  });

  it('invariant 13: no setting that a workspace could change leads a token elsewhere', () => {
    for (const [name, { scope }] of Object.entries(contributes.configuration.properties))
      assert.ok(['application', 'machine'].includes(scope ?? 'window'), name);
  });

  it('is written against the oldest editor it promises to work in', () => {
    const types = manifest.devDependencies['@types/vscode']?.replace(/^[~^]/, '');
    assert.equal(
      types?.split('.').slice(0, 2).join('.'),
      manifest.engines.vscode.replace(/^\^/, '').split('.').slice(0, 2).join('.'),
    );
  });

  it('ships no dependencies: everything is bundled', () => {
    assert.deepEqual(Object.keys(manifest.dependencies ?? {}), []);
  });
});
