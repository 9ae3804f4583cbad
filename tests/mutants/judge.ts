/** A mutant as Stryker reports it, as far as judging it goes. */
export interface Mutant {
  fileName: string;
  location: { start: { line: number; column: number } };
  mutatorName: string;
  replacement?: string | undefined;
  status: string;
  /** Altered is what runs as soon as the module is loaded; all tests are tried then. */
  static?: boolean | undefined;
  testsCompleted?: number | undefined;
}

/** A survivor that no test can kill, since the product does the same with it; kept in `equivalent.json`. */
export interface Equivalent {
  file: string;
  /** The line that is altered, without what stands before and after it: line numbers move. */
  line: string;
  replacement: string;
  reason: string;
}

/** How a folder's tests have done. */
export interface Judgement {
  mutants: number;
  killed: number;
  survived: Mutant[];
  /** Percent of the mutants that count; 100 where there are none. */
  score: number;
  /** Entries of the list that no survivor bears out any longer. */
  stale: Equivalent[];
}

const KILLED = new Set(['Killed', 'Timeout']);
const SURVIVED = new Set(['Survived', 'NoCoverage']);

/**
 * Counts what the tests have noticed. Mutants that cannot run at all do not count, nor do
 * those judged equivalent.
 *
 * @param lineOf the text of a line of a file, counted from 1.
 */
export function judge(
  mutants: readonly Mutant[],
  equivalents: readonly Equivalent[],
  lineOf: (file: string, line: number) => string,
): Judgement {
  const used = new Set<Equivalent>();
  const isEquivalent = ({ fileName, location, replacement }: Mutant): boolean => {
    const line = lineOf(fileName, location.start.line).trim();
    const found = equivalents.find(
      (each) => each.file === fileName && each.line === line && each.replacement === replacement,
    );
    if (found) used.add(found);
    return found !== undefined;
  };
  const killed = mutants.filter((mutant) => KILLED.has(mutant.status) || breaksLoading(mutant)).length;
  const survived = mutants.filter(
    (mutant) => SURVIVED.has(mutant.status) && !breaksLoading(mutant) && !isEquivalent(mutant),
  );
  const counted = killed + survived.length;
  return {
    mutants: counted,
    killed,
    survived,
    score: counted === 0 ? 100 : Math.round((killed / counted) * 1000) / 10,
    stale: equivalents.filter((each) => !used.has(each)),
  };
}

/** Where no test file can be loaded any more none fails, which the runner takes for survival. */
function breaksLoading({ status, static: isStatic, testsCompleted }: Mutant): boolean {
  return status === 'Survived' && isStatic === true && testsCompleted === 0;
}
