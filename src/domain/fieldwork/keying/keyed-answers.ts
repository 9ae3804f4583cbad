import type { Json } from '#domain/canonical/json.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { listRows } from '#domain/interview/choices.ts';
import { withAnswers, type Interview, type StoredAnswers } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { DOUBTS, type AnswerProblem, type AnswerProblemCode } from '#domain/questionnaire/answer-problem.ts';
import type { Item } from '#domain/questionnaire/model.ts';
import { isRecord, readCodes, readMissing } from '#domain/questionnaire/stored-value.ts';
import type { KeyField, KeyingForm } from './key-fields.ts';
import { missingOf, type KeyedValue, type KeyedValues } from './keyed-value.ts';

/** What is odd about a keyed field: the paper wins, and the sheet says it. */
export interface KeyMark {
  field: string;
  mark: 'illegible' | 'againstRouting' | 'invalid';
  /** Of an invalid one. */
  problem?: AnswerProblem;
}

/** What only asks for another look is no fault of a sheet of paper. */
const NO_FAULT: ReadonlySet<AnswerProblemCode> = new Set(['required', 'rowsMissing']);
/** The answer is kept although it breaks a rule: tables can live with it. */
const KEPT: ReadonlySet<AnswerProblemCode> = new Set([...DOUBTS, 'tooLong']);

/** The interview with what was keyed as its answers, as they are: also those that no option or rule allows. */
export function interviewOfKeyed({ fields, interview }: KeyingForm, values: KeyedValues): Interview {
  const answers: Record<string, Json> = {};
  for (const field of fields) {
    const value = values[field.key];
    if (value === undefined) continue;
    const stored = toStored(field, value);
    if (field.row === undefined) answers[field.key] = stored;
    else answers[field.item.code] = withRow(answers[field.item.code], field.row.code, stored);
  }
  return withAnswers(interview, answers);
}

function toStored({ kind, otherOf }: KeyField, value: KeyedValue): Json {
  const missing = missingOf(value);
  if (missing !== undefined)
    return otherOf ? '' : { missing: missing === 'illegible' ? 'unanswered' : missing };
  if (kind === 'number' && typeof value === 'string') {
    const number = Number(value);
    return value !== '' && Number.isFinite(number) ? number : value;
  }
  return value as string | string[];
}

/** A grid with one more row; a reason for having no answer is that of the whole grid as long as no row has one. */
function withRow(grid: Json | undefined, row: string, cell: Json): Json {
  const reason = readMissing(cell);
  if (grid === undefined) return reason ? cell : { [row]: cell };
  if (!reason) return { ...(isRecord(grid) && !readMissing(grid) ? grid : {}), [row]: cell };
  // What somebody said of one row ("do not know") goes before nothing said of another.
  return readMissing(grid)?.missing === 'unanswered' ? cell : grid;
}

/** Which fields concern whoever filled in the sheet, by what was keyed. */
export function findAskedFields(form: KeyingForm, values: KeyedValues): ReadonlySet<string> {
  const interview = interviewOfKeyed(form, values);
  const relevance = computeRelevance(interview);
  const rows = new Map<string, ReadonlySet<string>>();
  const rowsOf = (item: Item): ReadonlySet<string> => {
    const known = rows.get(item.code) ?? new Set(listRows(interview, item).map(({ code }) => code));
    rows.set(item.code, known);
    return known;
  };
  const asked = form.fields.filter(({ item, row, otherOf }) => {
    if (!relevance.has(item.code)) return false;
    if (row !== undefined) return rowsOf(item).has(row.code);
    if (otherOf === undefined) return true;
    const value = values[item.code];
    return Array.isArray(value) ? value.includes(otherOf.code) : value === otherOf.code;
  });
  return new Set(asked.map(({ key }) => key));
}

/** What is odd about a sheet, in the order of the paper. */
export function listKeyMarks(form: KeyingForm, values: KeyedValues): KeyMark[] {
  const asked = findAskedFields(form, values);
  const interview = interviewOfKeyed(form, values);
  return form.fields.flatMap((field) => markOf(field, values[field.key], asked, interview) ?? []);
}

/** What is odd about one field of a sheet; `undefined` when nothing is. */
export function findKeyMark(form: KeyingForm, values: KeyedValues, field: KeyField): KeyMark | undefined {
  if (missingOf(values[field.key]) !== undefined) return undefined;
  return markOf(field, values[field.key], findAskedFields(form, values), interviewOfKeyed(form, values));
}

function markOf(
  field: KeyField,
  value: KeyedValue | undefined,
  asked: ReadonlySet<string>,
  interview: Interview,
): KeyMark | undefined {
  const missing = missingOf(value);
  if (missing === 'illegible') return { field: field.key, mark: 'illegible' };
  if (missing !== undefined) return undefined;
  if (!asked.has(field.key)) return { field: field.key, mark: 'againstRouting' };
  if (field.otherOf) return undefined;
  const problem = findProblems(interview, field.item).find(
    ({ row }) => row === undefined || row === field.row?.code,
  );
  return problem && concerns(problem, field, value)
    ? { field: field.key, mark: 'invalid', problem }
    : undefined;
}

/** Whether a problem of a whole grid, which names no row, is about this one. */
function concerns({ code, row }: AnswerProblem, field: KeyField, value: KeyedValue | undefined): boolean {
  if (field.row === undefined || row !== undefined || code !== 'unknownOption') return true;
  return [value].flat().some((given) => !field.options.some((option) => option.code === given));
}

function findProblems(interview: Interview, item: Item): AnswerProblem[] {
  return checkAnswer(interview, item).filter(({ code }) => !NO_FAULT.has(code));
}

/** What a keyed sheet becomes as a response. */
export interface KeyedAnswers {
  /** Only what the questionnaire allows: tables are made of them. */
  answers: StoredAnswers;
  /** By item code: what the paper says that is no answer, in Japanese. */
  notes: Record<string, string>;
}

/** The answers of a sheet, and what of it is left out and why. */
export function readKeyedAnswers(form: KeyingForm, values: KeyedValues): KeyedAnswers {
  const keyed = interviewOfKeyed(form, values);
  const relevance = computeRelevance(keyed);
  const answers: Record<string, Json> = {};
  for (const [code, answer] of Object.entries(keyed.answers)) {
    const item = keyed.plan.items.get(code)?.item;
    const problems = item && relevance.has(code) ? findProblems(keyed, item) : [];
    const left = problems.filter((problem) => !KEPT.has(problem.code));
    answers[code] = item && left.length > 0 ? withoutInvalid(form, item, answer, left) : answer;
  }
  const notes: Record<string, string> = {};
  for (const mark of listKeyMarks(form, values)) {
    const field = form.fields.find(({ key }) => key === mark.field)!;
    const line = noteOf(field, values[mark.field], mark);
    const before = notes[field.item.code];
    notes[field.item.code] = before === undefined ? line : `${before}\n${line}`;
  }
  return { answers, notes };
}

/** An answer without what breaks the rules: unknown codes go alone, a broken rule takes its row or the answer along. */
function withoutInvalid(
  { fields }: KeyingForm,
  item: Item,
  answer: Json,
  problems: readonly AnswerProblem[],
): Json {
  const known = new Set(
    fields.filter((field) => field.item === item).flatMap(({ options }) => options.map(({ code }) => code)),
  );
  const isWhole = problems.some(({ code, row }) => code !== 'unknownOption' && row === undefined);
  if (isWhole) return { missing: 'unanswered' };
  const rows = new Set(problems.flatMap(({ row }) => row ?? []));
  const keepKnown = (value: Json): Json | undefined => {
    if (typeof value === 'string') return known.has(value) ? value : undefined;
    const codes = readCodes(value).filter((code) => known.has(code));
    return codes.length > 0 ? codes : undefined;
  };
  if (!isRecord(answer)) return keepKnown(answer) ?? { missing: 'unanswered' };
  const cells = Object.entries(answer).flatMap(([row, cell]) => {
    const kept = rows.has(row) ? undefined : keepKnown(cell);
    return kept === undefined ? [] : [[row, kept] as const];
  });
  return cells.length > 0 ? Object.fromEntries(cells) : { missing: 'unanswered' };
}

const NOTE_WORDS = { illegible: '判読できない', againstRouting: '対象外の問に記入あり' };

function noteOf(field: KeyField, value: KeyedValue | undefined, { mark, problem }: KeyMark): string {
  const row = field.row ? `${field.row.label.ja}: ` : '';
  if (mark === 'illegible') return `紙の回答 ${row}${NOTE_WORDS.illegible}`;
  const why = mark === 'invalid' ? (problem?.message.ja ?? '') : NOTE_WORDS.againstRouting;
  return `紙の回答 ${row}「${describeKeyedValue(field, value)}」（${why}）`;
}

/** What was keyed as it stands on paper: the numbers of options, or what is written. */
export function describeKeyedValue({ options, boxes }: KeyField, value: KeyedValue | undefined): string {
  if (value === undefined || missingOf(value) === 'unanswered') return '';
  const write = (code: string): string => {
    const option = options.find((each) => each.code === code.replace(/^!/, ''));
    if (option) return String(option.number);
    return options.length > 0 ? code.replace(/^\?/, '') : code;
  };
  if (typeof value === 'string') return write(value);
  if (Array.isArray(value)) return value.map(write).join('・');
  const reason = [...options, ...boxes].find(({ missing }) => missing === value.missing);
  return reason ? reason.label.ja : value.missing;
}
