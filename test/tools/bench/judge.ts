/** Holding figures against budgets: what is over, which figure nobody has thought of, which budget nobody measures. */
import type { Budget, Budgets } from './budgets.js';
import type { Figure } from './figures.js';

export interface Judged {
  readonly figure: Figure;
  readonly budget?: Budget;
  /** Set where it is over. */
  readonly complaint?: string;
}

/** What a budget is about: a count's value, or one of a time's figures. */
export function measured(figure: Figure, { of = 'p99' }: Partial<Budget> = {}): number {
  return 'value' in figure ? figure.value : figure[of];
}

export function compare(
  figures: readonly Figure[],
  budgets: Budgets,
): { readonly judged: readonly Judged[]; readonly unmatched: readonly string[] } {
  const keys = Object.keys(budgets);
  const keysOf = ({ name }: Figure) => keys.filter((key) => fits(key, name));
  const strange = figures.filter((figure) => keysOf(figure).length !== 1);
  const idle = keys.filter((key) => !figures.some(({ name }) => fits(key, name)));
  return {
    judged: figures.map((figure) => {
      const budget = budgets[keysOf(figure)[0] ?? ''];
      return budget === undefined || budget === 'told'
        ? { figure }
        : { figure, budget, ...complaintOf(figure, budget) };
    }),
    unmatched: [
      ...strange.map((figure) => `${figure.name}: ${keysOf(figure).length} budgets say something of it, not one`),
      ...idle.map((key) => `${key}: has a budget, and was not measured`),
    ],
  };
}

function complaintOf(figure: Figure, budget: Budget): { readonly complaint?: string } {
  const is = measured(figure, budget);
  if (is <= budget.most) return {};
  const kinds = 'kinds' in figure ? ` (${JSON.stringify(figure.kinds)})` : '';
  const what = 'value' in figure ? '' : `${budget.of ?? 'p99'} `;
  return {
    complaint: `${figure.name}: ${what}is ${round(is)}, should be ${budget.most} at most: ${budget.why}${kinds}`,
  };
}

export function round(value: number): number {
  return Number(value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0));
}

/** `*` stands for anything. */
function fits(key: string, name: string): boolean {
  const [head = '', tail] = key.split('*');
  if (tail === undefined) return key === name;
  return name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
}
