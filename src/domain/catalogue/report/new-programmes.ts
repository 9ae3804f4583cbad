import { settleEnds } from './line-ends.ts';
import { joinParagraphs, type ReportLine } from './report-lines.ts';

const ENTRY = /^[◎・]\s*(.+?)\s*[［[](.+?)[］\]]\s*[（(]\s*([0-9０-９]{1,3})[pｐ][）)]$/;

/**
 * The names under 新規事業 by the page of their sheet. Some are spelled otherwise there
 * than in the list, and people may know a programme by that name.
 */
export function parseNewProgrammes(lines: readonly ReportLine[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const paragraph of joinParagraphs(settleEnds(lines, 'page').lines)) {
    const [, name, , page] = ENTRY.exec(paragraph) ?? [];
    if (name && page) names.set(Number(page.normalize('NFKC')), name);
  }
  return names;
}
