import { OUTSIDE_POLICIES, type Catalogue, type Programme } from '#domain/catalogue/model.ts';

/**
 * How many programmes' amounts are still to be entered. A report prints a dash where there is no
 * amount; an edition that the office began has none only because nobody has entered it yet. What others
 * than the prefecture run costs it nothing.
 */
export function countMissingCosts(
  programmes: readonly Programme[],
  { source }: Pick<Catalogue, 'source'>,
): number {
  return source === 'office'
    ? programmes.filter(
        ({ policy, costThousandYen }) => policy !== OUTSIDE_POLICIES && costThousandYen === null,
      ).length
    : 0;
}

/** The sum of the programmes' costs in thousand yen; null while one of them is still to be entered. */
export function sumCosts(
  programmes: readonly Programme[],
  edition: Pick<Catalogue, 'source'>,
): number | null {
  if (countMissingCosts(programmes, edition) > 0) return null;
  return programmes.reduce((sum, { costThousandYen }) => sum + (costThousandYen ?? 0), 0);
}
