/** Every box that a command can come to: it is run once for each way through its boxes, and the last one is dismissed. */
import type { Ask, Choice, Composed } from '../../../src/app/ask.js';

/** What was answered on the way to a box, and its title. */
export interface Way {
  readonly answers: readonly string[];
  readonly title: string;
}

/** More rows are alike: zones, members. Further on few are enough. */
const mostChoices = (depth: number) => (depth === 0 ? 12 : depth === 1 ? 6 : 2);
const mostBoxes = 6;
/** One of these is taken by whatever box asks for a text. */
const texts = ['a bulb', '2026-12-24', 'acme/team', 'https://github.example', 'a-token-of-sixteen'];

/** @param run with an `Ask` that dismisses one box; called until there is no further one. Told whether there was any. */
export async function throughEveryBox(run: (ask: Partial<Ask>, left: () => Way | undefined) => Promise<void>) {
  const ways: number[][] = [[]];
  for (let way = ways.pop(); way; way = ways.pop()) {
    let left: Way | undefined;
    const path = way;
    const answers: string[] = [];
    /** What is answered here; undefined where it is dismissed, and then the ways that lead on from here are still to go. */
    const at = (title: string, options: readonly string[]): number | undefined => {
      const chosen = path[answers.length];
      if (left || chosen === undefined) {
        if (!left && path.length < mostBoxes) for (const place of options.keys()) ways.push([...path, place]);
        left ??= { answers, title };
        return undefined;
      }
      answers.push(options[chosen] ?? '');
      return chosen;
    };
    const taken = <T>(title: string, choices: readonly Choice<T>[]): T | undefined => {
      const real = choices.filter(({ value }) => value !== undefined).slice(0, mostChoices(answers.length));
      const chosen = at(
        title,
        real.map(({ label }) => label),
      );
      return chosen === undefined ? undefined : real[chosen]?.value;
    };
    await run(
      {
        async line({ title, value = '', check, more }) {
          const isFine = (text: string) => check?.(text)?.kind !== 'error';
          const text = [value, ...texts].find((one) => one !== '' && isFine(one)) ?? value;
          const chosen = at(title, ['Enter', ...(more ? ['Ctrl+Enter'] : [])]);
          return chosen === undefined ? undefined : { text, wantsMore: chosen === 1 };
        },
        async compose<T>({ title, rows, park, pending }: Parameters<Ask['compose']>[0]) {
          await Promise.all(pending);
          const real = rows('stuck', 'context').filter(({ value }) => value !== undefined);
          const keys = ['plain', 'more', ...(park ? ['park'] : [])] as const;
          const offers = [...real.map((offer) => ({ offer, key: 'plain' as string }))];
          for (const key of keys.slice(1)) for (const offer of real.slice(0, 1)) offers.push({ offer, key });
          const chosen = at(
            title,
            offers.map(({ offer, key }) => `${offer.label}, ${key}`),
          );
          const found = chosen === undefined ? undefined : offers[chosen];
          return (
            found && ({ text: 'stuck', value: found.offer.value, keys: found.key, attaches: 'context' } as Composed<T>)
          );
        },
        pick: async (title, choices, { typed } = {}) =>
          taken(title, [
            ...choices,
            ...(typed?.('bo') ?? []),
            ...(typed?.('15:00') ?? []),
            ...(typed?.('mon-fri 9-17') ?? []),
          ] as typeof choices),
        async pickMany(title, choices) {
          const chosen = at(title, ['all', 'none']);
          return chosen === undefined ? undefined : chosen === 0 ? choices.map(({ value }) => value) : [];
        },
        confirm: async (question) => at(question, ['yes']) !== undefined,
      },
      () => left,
    );
  }
}
