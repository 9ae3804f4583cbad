import type { ProgrammeResult } from '#domain/catalogue/model.ts';

/** A quantity as the report writes it, cut so that figures can stand under each other. */
export interface FigureLine {
  /** 「約」「延べ」 and the figure itself. */
  figure: string;
  unit: string;
}

const FIGURE = /^((?:約|延べ|のべ|うち|累計)?\s*[0-9０-９][0-9０-９,，.．]*)\s*([^0-9０-９]{0,8})$/u;

/** The lines of a result that is nothing but quantities; `undefined` where words say more than a figure and its unit. */
export function findFigureLines({ value, quantities }: ProgrammeResult): FigureLine[] | undefined {
  if (quantities.length === 0) return undefined;
  const lines = value.split('\n').map((line) => FIGURE.exec(line.trim()));
  if (lines.includes(null)) return undefined;
  return lines.map((line) => ({ figure: line![1]!, unit: line![2]! }));
}
