import type { Marks, Period } from '#domain/catalogue/model.ts';
import {
  AMOUNT,
  DASH,
  parseAmount,
  parsePeriod,
  type PeriodContext,
} from '#domain/catalogue/printed-figures.ts';
import { ReportError } from './report-error.ts';
import { joinWrapped, type ReportLine } from './report-lines.ts';

/** A row of the list with a page of its own: a programme or a programme listed again. */
export interface PrintedRow {
  line: number;
  policy: number;
  page: number;
  /** As printed, its lines joined. */
  printedName: string;
  /** Without the mark 再掲. */
  name: string;
  repeat: boolean;
  marks: Marks;
  costThousandYen: number | null;
  period: Period;
  department: string;
  /** Title of the pillar printed in front of this row, its group's first. */
  pillarTitle: string | null;
}

const CIRCLES = '○〇◯';
const REPEAT_MARK = /\s*[（(]\s*再\s*掲\s*[）)]\s*$/;
const YEAR = '(?:[SHRＳＨＲ]|昭和|平成|令和)?(?:元|[0-9０-９]{1,2})';
const ROW = new RegExp(
  `^(.+?)\\s+((?:[${CIRCLES}]\\s+){0,2})(${AMOUNT}|${DASH})\\s+(${YEAR}(?:[-－‐–―~～〜](?:${YEAR})?)?)\\s+` +
    `((?:[${CIRCLES}△緊]\\s+)*)([^0-9０-９\\s${CIRCLES}△緊].*?)\\s+([0-9０-９]{1,3})$`,
  's',
);
/** Figures of a row within a name or department: two rows have run together, the first without its page. */
const RUN_TOGETHER = new RegExp(`[${CIRCLES}△]|\\s(?:${AMOUNT}|${DASH})\\s+[0-9０-９]{1,2}[-－\\s]`);

/**
 * The row that lines of the list make, `undefined` while its page number has not come.
 * @param policy the policy under which it stands
 * @param pillarTitle the heading fused with its first line
 * @param context by which years without a letter are read
 * @throws ReportError when the lines cannot be one row
 */
export function readRow(
  lines: readonly ReportLine[],
  policy: number,
  pillarTitle: string | null,
  context: PeriodContext,
): PrintedRow | undefined {
  const [first] = lines;
  const match = ROW.exec(lines.map(({ text }) => text).join('\n'));
  if (!match || !first) return undefined;
  const [, name = '', circles = '', cost = '', period = '', marks = '', department = '', page = ''] = match;
  const place = { page: Number(page.normalize('NFKC')), line: first.number };
  const parsedPeriod = parsePeriod(period, context);
  const costThousandYen = parseAmount(cost);
  if (RUN_TOGETHER.test(name) || RUN_TOGETHER.test(department)) throw unreadableRow(lines);
  if (!parsedPeriod) throw new ReportError('period-unreadable', place, period);
  if (costThousandYen === undefined) throw new ReportError('row-unreadable', place, cost);
  const printedName = name.split('\n').reduce(joinWrapped).replace(/\s+/g, ' ');
  return {
    line: first.number,
    policy,
    page: place.page,
    printedName,
    name: printedName.replace(REPEAT_MARK, ''),
    repeat: REPEAT_MARK.test(printedName),
    marks: readMarks(circles, marks),
    costThousandYen,
    period: parsedPeriod,
    department: department.replace(/\s/g, ''),
    pillarTitle,
  };
}

/** Two circles before the cost are priority and main result; a lone one may be either. */
function readMarks(circles: string, marks: string): Marks {
  const count = circles.replace(/\s/g, '').length;
  const state = count === 2 ? 'yes' : count === 0 ? 'no' : 'unknown';
  return {
    priority: state,
    mainResult: state,
    foundation: marks.includes('△') ? 'part' : new RegExp(`[${CIRCLES}]`).test(marks) ? 'full' : 'none',
    emergencyEmployment: marks.includes('緊'),
  };
}

/** The error for lines of the list that belong to nothing. */
export function unreadableRow(lines: readonly ReportLine[]): ReportError {
  return new ReportError('row-unreadable', { line: lines[0]?.number }, lines[0]?.text);
}
