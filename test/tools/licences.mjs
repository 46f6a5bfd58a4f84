/**
 * Which packages are bundled into what ships, as esbuild tells it, and `dist/licences.txt`: each one's name, version and licence.
 *
 *     yaml 2.9.1 (ISC)
 *     ----------------
 *     the text of its licence
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Their conditions are met by the list itself. Another one is a question for a person. */
const allowed = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'Unlicense'];

/** What some packages declare and do not bring along. */
const mit = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/**
 * Writes the list of all that stands in `dist`.
 * @param metafiles of all builds; those of other folders say nothing about what ships
 */
export function writeLicences(metafiles) {
  const packages = packagesIn(metafiles);
  const strange = packages.filter(({ licence }) => !allowed.includes(licence));
  if (strange.length > 0)
    throw new Error(`May these ship? ${strange.map(({ name, licence }) => `${name} (${licence})`).join(', ')}`);
  const parts = packages.map(({ name, version, licence, text }) => {
    const heading = `${name} ${version} (${licence})`;
    return `${heading}\n${'-'.repeat(heading.length)}\n\n${text}\n`;
  });
  writeFileSync(
    join('dist', 'licences.txt'),
    `Makertime holds these packages, each under its own licence.\n\n${parts.join('\n\n')}`,
  );
}

/** What `dist/licences.txt` lists. */
export function shippedPackages() {
  const headings = /^(\S+) (\S+) \(([^)]+)\)\n-+$/gm;
  const text = readFileSync(join('dist', 'licences.txt'), 'utf8');
  return [...text.matchAll(headings)].map(([, name, version, licence]) => ({ name, version, licence }));
}

function packagesIn(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles)
    for (const [output, { inputs }] of Object.entries(outputs))
      if (output.startsWith('dist/'))
        for (const input of Object.keys(inputs)) {
          const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0];
          if (folder) folders.add(folder);
        }
  const all = [...folders].map(packageIn).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  // The same package may stand in two places.
  return all.filter(({ name, version }, place) => name !== all[place - 1]?.name || version !== all[place - 1]?.version);
}

/** Of a choice, `(MPL-2.0 OR Apache-2.0)`, one that may ship. */
function chosenOf(licence) {
  const choice = /^\(?([\w.-]+(?: OR [\w.-]+)+)\)?$/.exec(licence)?.[1];
  return choice?.split(' OR ').find((one) => allowed.includes(one)) ?? licence;
}

function packageIn(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^(?:licen[cs]e|copying)(?:\.\w+)?$/i.test(one));
  const licence = typeof license === 'string' ? chosenOf(license) : 'none that can be read';
  if (file === undefined && licence !== 'MIT') throw new Error(`${name} brings no text of its licence (${licence})`);
  const text =
    file === undefined ? mit(author?.name ?? author ?? name) : readFileSync(join(folder, file), 'utf8').trim();
  return { name, version, licence, text: text.replaceAll('\r\n', '\n') };
}
