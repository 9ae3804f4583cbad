import { ERAS } from './eras.ts';

/** A year as the eras count it. */
export interface EraYear {
  /** In Japanese. */
  era: string;
  year: number;
}

/** The eras in which companies of today were founded, the newest first, in Japanese. */
export const ERA_NAMES: readonly string[] = ERAS.map(({ name }) => name.ja);

/** A common-era year in the era that began last by then; `undefined` before the first one. */
export function findEraYear(year: number): EraYear | undefined {
  const era = Number.isInteger(year) ? ERAS.find(({ firstYear }) => year >= firstYear) : undefined;
  return era && { era: era.name.ja, year: year - era.firstYear + 1 };
}

/** How it is written: 昭和60年, 令和元年. */
export function formatEraYear({ era, year }: EraYear): string {
  return `${era}${year === 1 ? '元' : year}年`;
}
