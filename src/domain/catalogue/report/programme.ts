import type { Entry } from './entries.ts';
import type { CatalogueWarning, Programme } from '#domain/catalogue/model.ts';
import { chooseName, isSimilarName } from './names.ts';
import { keyOf } from '#domain/catalogue/programme-key.ts';
import { ReportError } from './report-error.ts';
import { departmentOf, parseResponsible } from './responsible.ts';

/** What the rest of the report says about a programme. */
export interface ProgrammeContext {
  fiscalYear: number;
  pillar: string | undefined;
  /** Its name among the new programmes. */
  otherName: string | undefined;
}

/**
 * A programme from its row and its home sheet.
 * @throws ReportError when list and sheet name different departments
 */
export function buildProgramme(
  { row, sheet, results, history }: Entry,
  { fiscalYear, pillar, otherName }: ProgrammeContext,
  warnings: CatalogueWarning[],
): Programme {
  const isOwnName = otherName !== undefined && isSimilarName(otherName, row.name);
  const { name, aliases } = chooseName(row, sheet, isOwnName ? [otherName] : []);
  const department = departmentOf(row.department);
  const responsible = parseResponsible(sheet.responsibleLines, department);
  if (!responsible)
    throw new ReportError('department-mismatch', { page: row.page, line: sheet.line }, row.department);
  if (!pillar) throw new ReportError('pillar-unknown', { page: row.page, line: row.line });

  const warn = (code: string, message: string) => warnings.push({ page: row.page, code, message });
  const { marks, period } = row;
  if (marks.priority === 'unknown')
    warn('mark-unknown', '丸印が一つで、重点と主要成果のどちらか分からない。');
  if (period.end !== null && period.end < fiscalYear) {
    warn('period-ended', `事業期間「${period.raw}」が報告の年度より前に終わっている。`);
  }
  for (const note of responsible.notes) warn('department-note', `担当課・グループに注記がある: ${note}`);
  for (const group of responsible.groups.filter((text) => /[。、]/.test(text)))
    warn('department-note', `担当課・グループに文がある: ${group}`);
  if (department !== row.department) warn('department-note', `一覧の担当課: ${row.department}`);
  return {
    key: keyOf(row.page),
    page: row.page,
    name,
    aliases,
    policy: row.policy,
    alsoUnder: [],
    pillar,
    department,
    groups: responsible.groups,
    regionalOffice: responsible.regionalOffice,
    period,
    marks,
    costThousandYen: row.costThousandYen,
    description: sheet.description,
    results,
    history,
  };
}
