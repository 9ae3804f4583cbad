import type { SheetPart } from './issue-links.ts';
import type { Programme } from './model.ts';
import { findEraYear } from './printed-figures.ts';

/** Words of a sheet by which nobody new is taken any more, and the last fiscal year in which somebody was. */
export interface IntakeEnd {
  fiscalYear: number;
  where: SheetPart;
  quotation: string;
}

/** 平成２３年度末をもって取扱終了, 平成２３年度末までの取組: of the programme itself, not of something that it mentions. */
const CLOSING =
  /(?:平成|令和)(?:元|[0-9０-９]{1,2})年度(?:末をもって(?:新規の?)?(?:取扱|受付|募集)(?:い?を)?終了|末までの取組)/g;

/**
 * When a programme stopped taking anybody new, by its own words. Its period may go on for years
 * to serve those taken before (interest on old loans), so the period alone does not tell.
 */
export function findIntakeEnd({
  description,
  history,
}: Pick<Programme, 'description' | 'history'>): IntakeEnd | undefined {
  const texts: [SheetPart, string][] = [
    ['description', description],
    ...history.map(({ text }): [SheetPart, string] => ['history', text]),
  ];
  return texts
    .flatMap(([where, text]) =>
      [...text.matchAll(CLOSING)].flatMap(([quotation]): IntakeEnd[] => {
        const year = findEraYear(quotation);
        return year ? [{ fiscalYear: year.fiscalYear, where, quotation }] : [];
      }),
    )
    .sort((a, b) => b.fiscalYear - a.fiscalYear)[0];
}
