/** The numbers a script is given on its command line: `--minutes 5 --seed 7`. */
import process from 'node:process';
import { parseArgs } from 'node:util';

/** What is not given has its usual value. Says how to ask, and ends, where something else was given. */
export function numbersGiven<Name extends string>(
  script: string,
  usual: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const names = Object.keys(usual) as Name[];
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
    const { values } = parseArgs({ options });
    const read = (name: Name) => {
      const text = values[name];
      if (text === undefined) return usual[name];
      if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`--${name} takes a number, not “${text}”.`);
      return Number(text);
    };
    return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, number>;
  } catch (error) {
    const { message } = error as Error;
    console.error(`${message}\n\nnpm run ${script} -- ${names.map((name) => `[--${name} N]`).join(' ')}`);
    process.exit(2);
  }
}
