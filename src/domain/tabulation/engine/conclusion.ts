import type { BlockTests, TableBlock } from '#domain/tabulation/table.ts';
import { READING } from './figures.ts';

/** By which test a block is judged. */
export type BlockTest = 'chiSquare' | 'raoScott' | 'multipleAnswer';

/** Whether the groups of a block answer differently. */
export interface Conclusion {
  /** `unknown`: too little to be tested; `unsure`: the test is not to be trusted with so few answers. */
  kind: 'different' | 'notShown' | 'unsure' | 'unknown';
  test?: BlockTest;
  statistic?: number;
  df?: number;
  p?: number;
  /** Cramér's V after Bergsma, 0 (no connection) to 1; of a multiple answer there is none. */
  v?: number;
  strength?: Strength;
}

export type Strength = 'slight' | 'weak' | 'medium' | 'strong';

/**
 * What the test of a block says at the level `READING.alpha`: χ² where Cochran's rule allows it, Rao and Scott's of weighted
 * answers, the adjusted one of several answers.
 */
export function concludeBlock({ tests }: Pick<TableBlock, 'tests'>): Conclusion {
  const found = tests && findTest(tests);
  if (!found) return { kind: 'unknown' };
  const { p } = found;
  const v = tests.cramersVCorrected ?? tests.cramersV ?? undefined;
  return {
    ...found,
    ...(v !== undefined && { v, strength: judgeStrength(v) }),
    kind: tests.valid === false ? 'unsure' : p < READING.alpha ? 'different' : 'notShown',
  };
}

function findTest({
  multipleAnswer,
  raoScott,
  chiSquare,
}: BlockTests): { test: BlockTest; statistic: number; df: number; p: number } | undefined {
  if (multipleAnswer) {
    const { adjusted, df, p } = multipleAnswer;
    return { test: 'multipleAnswer', statistic: adjusted, df, p };
  }
  if (raoScott) return { test: 'raoScott', statistic: raoScott.f, df: raoScott.df1, p: raoScott.p };
  if (chiSquare)
    return { test: 'chiSquare', statistic: chiSquare.statistic, df: chiSquare.df, p: chiSquare.p };
  return undefined;
}

/** Cohen's steps (1988, for two rows or columns), to say a number in a word. */
export function judgeStrength(v: number): Strength {
  return v < 0.1 ? 'slight' : v < 0.3 ? 'weak' : v < 0.5 ? 'medium' : 'strong';
}
