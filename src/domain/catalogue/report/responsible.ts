import { foldText } from '#domain/canonical/text.ts';
import { findAfterPrefix, type ReportLine } from './report-lines.ts';

/** Who is in charge of a programme. */
export interface Responsible {
  department: string;
  groups: string[];
  regionalOffice: string | null;
  /** Remarks in brackets, such as a group's name in the year of the report. */
  notes: string[];
}

/** The list adds 「（…との連携）」 to a department that works with another one. */
const COOPERATION = /[（(].*との連携[）)]$/;

/** The department of a list row without the remark on cooperation. */
export function departmentOf(listed: string): string {
  return listed.replace(COOPERATION, '');
}

/**
 * The entry 担当課・グループ: the department, which the list names too, then its groups
 * joined by ・ and in brackets a regional office (…県民局) or a remark.
 * @returns `undefined` when the entry does not begin with the department
 */
export function parseResponsible(lines: readonly ReportLine[], department: string): Responsible | undefined {
  const rest = findAfterPrefix(lines.map(({ text }) => text).join(' '), department);
  if (rest === undefined) return undefined;
  const remarks = [...rest.matchAll(/[（(]([^）)]+)[）)]/g)].map(([, remark = '']) => remark.trim());
  const groups = rest
    .replace(/[（(][^）)]+[）)]/g, ' ')
    .split(/(?<=グループ)・|\s+/)
    .map((group) => group.trim())
    .filter((group) => group !== '');
  const isOffice = (remark: string) => foldText(remark).endsWith('県民局');
  return {
    department,
    groups,
    regionalOffice: remarks.find(isOffice) ?? null,
    notes: remarks.filter((remark) => !isOffice(remark)),
  };
}
