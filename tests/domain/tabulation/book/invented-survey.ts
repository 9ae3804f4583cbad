import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { listItems } from '#domain/questionnaire/model.ts';
import type { BookColumn, BookSettings } from '#domain/tabulation/book/book-spec.ts';
import type { BookOrigin } from '#domain/tabulation/book/describe-book.ts';
import { listCategories, type Codebook, type CodebookColumn } from '#domain/tabulation/dataset/codebook.ts';
import { buildDataset, type Cell, type DataRow, type Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { codebookOf } from '#domain/tabulation/dataset/survey-dataset.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

export const survey = readSurvey();

/** The columns of the survey of the report, also those that rows and rankings give. */
export function surveyCodebook(): Codebook {
  const { columns } = codebookOf(survey, 'ja');
  const names = new Set(columns.map(({ name }) => name));
  const items = listItems(survey);
  const issues = items.find(({ code }) => code === 'issues')!.options!;
  const institutions = items.find(({ code }) => code === 'institutions')!.options!;
  const codesOf = (options: typeof issues) => options.map(({ code, label }) => ({ code, label: label.ja }));
  const more: CodebookColumn[] = [
    ...issues
      .filter(({ exclusive }) => !exclusive)
      .map(({ code, label }): CodebookColumn => ({
        name: `institutions.${code}`,
        kind: 'multiple',
        label: `機関 ― ${label.ja}`,
        codes: codesOf(institutions),
      })),
    { name: 'issues_top.first', kind: 'single', label: '最も深刻', codes: codesOf(issues) },
    { name: 'founded', kind: 'number', label: '創業' },
  ];
  return { columns: [...columns, ...more.filter(({ name }) => !names.has(name))] };
}

/** Random answers to all of it, the same every time. */
export function inventDataset(rowCount: number, codebook = surveyCodebook()): Dataset {
  const random = new SeededRandom(7);
  const answer = (column: CodebookColumn): Cell => {
    const fate = random.below(12);
    if (fate === 0) return null;
    if (fate === 1) return { missing: 'notApplicable' };
    if (fate === 2 && column.name === 'awareness') return { missing: 'dontKnow' };
    if (!('codes' in column))
      return column.kind === 'weight' ? 0.5 + random.below(4) / 4 : 1950 + random.below(70);
    const codes = listCategories(column).map(({ code }) => code);
    if (column.kind === 'multiple') return codes.filter((_, index) => random.below(index + 2) === 0);
    return codes[Math.min(random.below(codes.length), random.below(codes.length))]!;
  };
  const rows = Array.from({ length: rowCount }, (): DataRow =>
    Object.fromEntries(codebook.columns.map((column) => [column.name, answer(column)])),
  );
  return buildDataset(codebook, rows);
}

/** How a book names the columns. */
export function bookColumns({ columns }: Codebook): BookColumn[] {
  return columns.flatMap((column): BookColumn[] => {
    if (column.kind === 'weight') return [];
    const categories = 'codes' in column ? listCategories(column) : [];
    return [{ code: column.name, kind: column.kind, label: column.label ?? column.name, categories }];
  });
}

export const settings: BookSettings = { base: 'asked', weight: null, filter: null, tests: true };

export const origin: BookOrigin = {
  surveyId: 'wave',
  surveyTitle: '2026年の調査',
  questionnaireRevision: 2,
  dataHash: 'abcdef0123456789',
  responseCount: 1260,
  inventedCount: 12,
  firstSubmittedAt: '2026-11-01T05:30:00.000Z',
  lastSubmittedAt: '2026-11-20T05:30:00.000Z',
  madeAt: '2026-11-29T05:30:07.000Z',
  language: 'ja',
};
