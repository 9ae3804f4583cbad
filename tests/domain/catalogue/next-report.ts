import type { Catalogue, Programme } from '#domain/catalogue/model.ts';

/** A report as the following year's would print it: other pages, hence other keys as read, and what changed. */
export function nextReport(report: Catalogue, change: (programmes: Programme[]) => Programme[] = (programmes) => programmes): Catalogue {
  const shifted = change(report.programmes).map((programme) => ({ ...programme, page: programme.page + PAGES_MORE }));
  const keyOf = new Map(shifted.map(({ key, page }) => [key, `p${String(page).padStart(3, '0')}`]));
  const stays = (key: string | null) => key === null || keyOf.has(key);
  return {
    ...report,
    fiscalYear: report.fiscalYear + 1,
    programmes: shifted.map((programme) => ({ ...programme, key: keyOf.get(programme.key)! })),
    rows: report.rows.filter(({ programme }) => stays(programme)).map((row) => ({ ...row, programme: row.programme && keyOf.get(row.programme)! })),
    sheets: report.sheets.filter(({ programme }) => stays(programme)).map((sheet) => ({ ...sheet, programme: keyOf.get(sheet.programme)! })),
  };
}

/** By which the pages of the following year's report are shifted: its `p019` is this year's page 14. */
export const PAGES_MORE = 5;
