import type { Catalogue, Programme } from '#domain/catalogue/model.ts';

/** A report as the following year's would print it: other pages, hence other keys as read, and what changed. */
export function nextReport(
  report: Catalogue,
  change: (programmes: Programme[]) => Programme[] = (programmes) => programmes,
): Catalogue {
  const shifted = change(report.programmes).map((programme) => ({
    ...programme,
    page: programme.page + PAGES_MORE,
  }));
  const keyOf = new Map(shifted.map(({ key, page }) => [key, `p${String(page).padStart(3, '0')}`]));
  const stays = (key: string | null) => key === null || keyOf.has(key);
  return {
    ...report,
    fiscalYear: report.fiscalYear + 1,
    programmes: shifted.map((programme) => ({ ...programme, key: keyOf.get(programme.key)! })),
    rows: report.rows
      .filter(({ programme }) => stays(programme))
      .map((row) => ({ ...row, programme: row.programme && keyOf.get(row.programme)! })),
    sheets: report.sheets
      .filter(({ programme }) => stays(programme))
      .map((sheet) => ({ ...sheet, programme: keyOf.get(sheet.programme)! })),
  };
}

/** By which the pages of the following year's report are shifted: its `p019` is this year's page 14. */
export const PAGES_MORE = 5;

/** The text of a report of FY2014: the handed-over one with every mention of its year moved on. */
export function nextReportText(text: string): string {
  return text
    .replaceAll('平成25年度', '平成26年度')
    .replaceAll('平成２５年度', '平成２６年度')
    .replace('２４年度 ２５年度', '２４年度 ２６年度');
}
