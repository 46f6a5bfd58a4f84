// Proves people and time: who is reachable at a glance, joining in two keystrokes, a status that travels from one to another.

import assert from 'node:assert/strict';
import type { Row } from '../lib/editor/treeView.js';
import type { Stage, Theme, Workbench } from '../lib/editor/workbench.js';
import { becomes, eventually, reads } from '../lib/suite/eventually.js';
import { openScene, openWindow, repository, type Scene, upToDate } from './scene.js';
import { story } from './story.js';

describe('the team', () => {
  let scene: Scene;
  let stage: Stage;
  let ana: Workbench;

  before(async () => {
    scene = await openScene();
    stage = await scene.machine('ana', 'connected');
    ana = await openWindow(stage);
  });
  after(() => scene.close());

  const statuses = () =>
    scene.github.comments(repository, scene.team.roster).filter(({ body }) => body.includes('"kind":"status"'));
  const statusOf = (login: string) => statuses().find(({ author }) => author === scene.github.idOf(login))?.body ?? '';
  const writes = () =>
    scene.github.log.entries
      .filter(({ method, path }) => method !== 'GET' && path !== '/graphql')
      .map(({ method, login }) => `${login} ${method}`);
  const availability = (window: Workbench, wanted: RegExp) =>
    eventually(async () => (await window.statusItems()).some((item) => wanted.test(item.text)));

  const chapter = story('is seen as it is');

  chapter('is there at a glance: whom one can ask now, and when the others are back', async () => {
    const team = ana.view('Team');
    // What GitHub tells comes in parts, the fast ones first: profiles are the last.
    await upToDate(ana);
    await becomes(
      async () => (await team.rows()).map(({ label }) => label),
      [
        'Available now',
        'dana',
        'ana (you)',
        'Available later',
        'bo · 15:15',
        'chidi · 15:30',
        'emi · Thu 01:30',
        'finn · Mon 08:00',
        'hana',
        'Availability unknown',
        'gus',
      ],
    );
    await eventually(async () => {
      const { description } = await team.row('dana');
      assert.match(
        description,
        new RegExp(`^${scene.clocks(-5, 0, 'America/New_York')} there · until 18:00 · Dana Whitfield`),
      );
      return true;
    });
    for (const row of await team.rows()) assert.ok(row.ariaLabel.length >= row.label.length, row.label);
    await availability(ana, /Available until 17:30/);
    await team.hover('dana');
    const hover = await eventually(async () => {
      const text = await ana.hoverText();
      return text?.startsWith('dana') && text;
    });
    for (const said of [/^dana \(Dana Whitfield\)/, /America\/New_York/, /You both work/, /If you ask now/])
      assert.match(hover, said);
    await ana.screenshot('team-hover');
  });

  chapter('shows work in progress and planned focus on expanding a row', async () => {
    const team = ana.view('Team');
    await team.expand('dana');
    await eventually(async () => (await team.rows()).some(({ label, level }) => level === 3 && label.startsWith('#')));
    await ana.screenshot('team-expanded');
    await team.collapse('dana');
  });

  chapter('is as clear in other themes and in a narrow side bar', async () => {
    for (const theme of ['light', 'hc-dark', 'hc-light', 'dark'] satisfies Theme[]) {
      await ana.setTheme(theme);
      await ana.screenshot(`team-${theme}`);
    }
    for (const width of [300, 170]) {
      await ana.setSidebarWidth(width);
      await ana.screenshot(`team-narrow-${width}`);
    }
    await ana.setSidebarWidth(400);
  });

  chapter('a name finds whose it is, and the login stands beside it', async () => {
    await ana.run('Makertime: Find Member…');
    await ana.quickInput.shows('Find member');
    await ana.quickInput.type('moreno');
    await eventually(async () => {
      const [first, ...others] = await ana.quickInput.rows();
      return first?.label === 'gus' && /Gus Moreno/.test(first.description) && others.length === 0;
    });
    await ana.screenshot('team-find-by-name');
    await ana.quickInput.dismiss();
    await ana.quickInput.closes();
    await ana.press('Shift+Alt+B');
    await ana.quickInput.shows('Capture blocker');
    await ana.type('Lens is foggy @lind');
    await eventually(async () => (await ana.quickInput.rows()).some(({ label }) => /\bbo\b/.test(label)));
    await ana.screenshot('capture-by-name');
    await ana.quickInput.dismiss();
    await ana.quickInput.closes();
  });

  chapter('a status takes one pick, and is one write', async () => {
    scene.github.log.clear();
    await ana.press('Shift+Alt+S');
    await ana.quickInput.shows('Your status');
    await ana.screenshot('status-pick');
    await ana.type('lens workshop until 16:00');
    await eventually(async () => (await ana.quickInput.rows())[0]?.description === 'lens workshop · until 16:00');
    await ana.screenshot('status-typed');
    await ana.quickInput.accept();
    await availability(ana, /Busy until 16:00/);
    await eventually(() => /lens workshop/.test(statusOf('ana')));
    assert.deepEqual(writes(), ['ana PATCH']);
    await ana.view('Team').row('ana (you) · 16:00');
    await ana.press('Shift+Alt+S');
    await eventually(async () => (await ana.quickInput.rows()).some(({ label }) => label === 'Busy again'));
    await ana.quickInput.dismiss();
  });

  chapter('whatever is typed comes to something that can be chosen, and what one is at stands first', async () => {
    const offers = async (typed: string, first: RegExp) => {
      await ana.quickInput.type(typed);
      await eventually(async () => {
        const [row] = await ana.quickInput.rows();
        return row?.focused && first.test(`${row.label} | ${row.description}`);
      });
    };
    await ana.press('Shift+Alt+S');
    await ana.quickInput.shows('Your status');
    await offers('until 15:00', /^Busy \| until 15:00$/);
    await offers('coffee', /^Busy \| coffee$/);
    await offers('foc', /^Focusing \| asks for how long$/);
    await ana.quickInput.dismiss();
    await ana.run('Makertime: Set Working Hours, Time Zone and Days Off…');
    await ana.quickInput.shows('(1/3)');
    await offers('Kolkata', /^Asia\/Kolkata/);
    await offers('new york', /^America\/New_York/);
    await offers('xyzzy', /^No time zone matches “xyzzy”/);
    await ana.quickInput.accept();
    await offers('Europe/Berlin', /^Europe\/Berlin/);
    await ana.quickInput.accept();
    await ana.quickInput.shows('(2/3)');
    await offers('mon-fri 9-17', /^Mon–Fri 09:00–17:00/);
    await offers('mon-fri 25-99', /“25-99” is not a time range such as/);
    await ana.quickInput.dismiss();
    await ana.quickInput.closes();
  });

  chapter('three windows of one person: one status everywhere, one write a change', async () => {
    const others = [await stage.open(), await stage.open()];
    for (const window of others) await availability(window, /Busy until 16:00/);
    scene.github.log.clear();
    await others[1]?.press('Shift+Alt+S');
    await others[1]?.quickInput.choose('Available');
    for (const window of [ana, ...others]) await availability(window, /Available until 17:30/);
    await eventually(() => /"mode":"available"/.test(statusOf('ana')));
    assert.deepEqual(writes(), ['ana PATCH']);
    for (const window of others) await window.close();
  });

  chapter('a mistake in the team file is shown with its line, and the rest applies', async () => {
    scene.github.putFile(repository, '.github/makertime.yml', 'members: [ana]\nexpectations:\n  blocker: soon\n');
    await ana.run('Makertime: Sync Now');
    await eventually(async () =>
      (await ana.view('Now').rows()).some(({ label }) => /^Team file: Line 3: .*soon/.test(label)),
    );
    await ana.screenshot('team-file-mistake');
    scene.github.putFile(repository, '.github/makertime.yml', 'members: [ana]\n');
    await ana.run('Makertime: Sync Now');
    await eventually(async () => !(await ana.view('Now').rows()).some(({ label }) => label.startsWith('Team file')));
  });

  describe('two people side by side', () => {
    let gus: Workbench;

    const chapter = story('see what the other says');

    chapter('joining is two keystrokes', async () => {
      const machine = await scene.machine('gus', 'connected');
      gus = await openWindow(machine);
      await gus.view('Now').row('Join acme/team: share your hours and status');
      await gus.screenshot('join-now');
      scene.github.log.clear();
      await gus.view('Now').click('Join acme/team: share your hours and status');
      await gus.quickInput.shows('Join acme/team');
      await gus.screenshot('join-pick');
      await gus.press('Enter');
      await eventually(() => statusOf('gus') !== '');
      assert.deepEqual(writes(), ['gus POST']);
      await gus.view('Team').row('gus (you) · 09:00');
      await availability(gus, /Off hours until 09:00/);
    });

    chapter('what one says the other sees', async () => {
      await gus.press('Shift+Alt+S');
      await gus.quickInput.shows('Your status');
      await gus.type('away dentist until 12:30');
      await gus.press('Enter');
      await availability(gus, /Away until 12:30/);
      await gus.screenshot('two-gus');
      await eventually(async () => {
        await ana.run('Makertime: Sync Now');
        return (await ana.view('Team').rows()).some(({ label }) => label === 'gus · 18:30');
      });
      await ana.screenshot('two-ana');
      await reads(async () => (await ana.view('Team').row('gus · 18:30')).description, /dentist/);
    });

    const focusFor25Minutes = async () => {
      await ana.press('Shift+Alt+D');
      await ana.quickInput.shows('Focus for how long?');
      await ana.quickInput.choose('25 minutes');
      await availability(ana, /Focusing until/);
    };
    const gusSees = (seen: (rows: readonly Row[]) => boolean) =>
      eventually(async () => {
        await gus.run('Makertime: Sync Now');
        return seen(await gus.view('Team').rows());
      });

    chapter('focus takes nothing from what was said', async () => {
      await ana.press('Shift+Alt+S');
      await ana.quickInput.shows('Your status');
      await ana.type('busy pairing with dana until 16:00');
      await ana.press('Enter');
      await availability(ana, /Busy until 16:00/);
      await focusFor25Minutes();
      await ana.screenshot('layers-busy-ana');
      await eventually(() => statusOf('ana').includes('"focusing"'));
      await gusSees((rows) => rows.some(({ ariaLabel }) => /^ana [^,]*, Focusing until/.test(ariaLabel)));
      await gus.screenshot('layers-busy-gus');
      await ana.run('Makertime: End Focus');
      await availability(ana, /Busy until 16:00/);
      await gusSees((rows) =>
        rows.some(({ ariaLabel }) => /^ana [^,]*, Busy until .*pairing with dana/.test(ariaLabel)),
      );
    });

    chapter('focus makes nobody visible', async () => {
      await ana.press('Shift+Alt+S');
      await ana.quickInput.shows('Your status');
      await ana.quickInput.choose('Invisible');
      await availability(ana, /Invisible/);
      await focusFor25Minutes();
      await ana.screenshot('layers-invisible-ana');
      await gusSees((rows) => rows.some(({ ariaLabel }) => /^ana [^,]*, Availability unknown/.test(ariaLabel)));
      await gus.screenshot('layers-invisible-gus');
      assert.doesNotMatch(statusOf('ana'), /focusing|Focus/);
      await ana.run('Makertime: End Focus');
      await availability(ana, /Invisible/);
    });

    chapter('reaches nobody but GitHub', () => {
      for (const window of [ana, gus]) assert.deepEqual(window.complaints.outside, []);
      assert.deepEqual(scene.github.faults, []);
      assert.deepEqual(scene.github.log.invalid, []);
    });
  });
});
