import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { listCellCompanies } from '#domain/tabulation/gap-map/gap-map-companies.ts';
import { findGapMapItems, gapMapSpecs, listGapMapAxes } from '#domain/tabulation/gap-map/gap-map-spec.ts';
import { readGapMap, type GapMap } from '#domain/tabulation/gap-map/gap-map.ts';
import { datasetFromResponses, type ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import type { TableFilter } from '#domain/tabulation/table-spec.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const questionnaire = readSurvey();
const items = findGapMapItems(questionnaire)!;
const axes = listGapMapAxes(questionnaire, items);

let count = 0;
function repeated(times: number, answers: Record<string, Json>): ResponseRecord[] {
  return Array.from({ length: times }, () => {
    count += 1;
    return {
      id: `${count}`,
      fields: {
        surveyId: 'wave',
        questionnaireId: questionnaire.id,
        submittedAt: '2026-11-20T05:30:00.000Z',
        disposition: 'complete',
        accountId: `company-${count}`,
        answers,
      },
    };
  });
}
const wanting = (labour: string[], rest: Record<string, Json> = {}) => ({
  issues: ['labour'],
  institutions: { labour },
  ...rest,
});
const RESPONSES = [
  ...repeated(20, wanting(['foundation', 'chamber'], { awareness: 'work', used: 'never', region: 'x' })),
  ...repeated(12, wanting(['foundation'], { awareness: 'unknown', used: { missing: 'notApplicable' } })),
  ...repeated(8, wanting(['bank'], { awareness: 'work', used: 'past', satisfaction: 'satisfied' })),
  ...repeated(5, { issues: ['sales'], institutions: { sales: ['bank'] }, municipality: 'aomori' }),
  ...repeated(15, { issues: ['none'], institutions: { missing: 'notApplicable' } }),
];

function mapOf(responses: ResponseRecord[], filter?: TableFilter, centre = 'foundation'): GapMap {
  const { dataset } = datasetFromResponses(questionnaire, 'wave', responses);
  const tables = gapMapSpecs(items, axes, { ...(filter && { filter }) }).map((spec) =>
    computeTable(dataset, spec),
  );
  return readGapMap(tables, items, axes, centre);
}
const rowOf = (map: GapMap, issue: string) => map.rows.find((row) => row.issue === issue)!;

describe('a gap map', () => {
  const map = mapOf(RESPONSES);
  const labour = rowOf(map, 'labour');

  it('says who has an issue, the most common one first', () => {
    expect(map.base).toBe(60);
    expect(map.rows.slice(0, 2).map(({ issue, have }) => [issue, have.count, have.base])).toEqual([
      ['labour', 40, 60],
      ['sales', 5, 60],
    ]);
    expect(map.rows.some(({ issue }) => issue === 'none')).toBe(false);
  });

  it('says whom they want, of those with the issue alone, and ranks the first three', () => {
    const wanted = labour.wanted.map(({ institution, count: people, base, rank }) => [
      institution,
      people,
      base,
      rank,
    ]);
    expect(wanted.slice(0, 4)).toEqual([
      ['foundation', 32, 40, 1],
      ['chamber', 20, 40, 2],
      ['academic', 0, 40, undefined],
      ['bank', 8, 40, 3],
    ]);
  });

  it('says how the centre is known and used by all of them, and liked by its users', () => {
    expect(labour.aware).toMatchObject({ count: 28, base: 40 });
    // Who does not know it has not used it.
    expect(labour.used).toMatchObject({ count: 8, base: 40, share: 0.2 });
    expect(labour.satisfied).toMatchObject({ count: 8, base: 8, share: 1 });
    expect(labour.gap).toBeCloseTo(60, 9);
  });

  it('has no gap of few people, of no centre, or of an issue that nobody has', () => {
    expect(rowOf(map, 'sales').gap).toBeUndefined();
    expect(rowOf(mapOf(RESPONSES, undefined, ''), 'labour').gap).toBeUndefined();
    expect(rowOf(map, 'overseas')).toMatchObject({ have: { count: 0 }, gap: undefined });
    expect(
      rowOf(map, 'overseas').wanted.every(({ share, rank }) => share === null && rank === undefined),
    ).toBe(true);
  });

  it('is of those who pass a filter', () => {
    const filtered = mapOf(RESPONSES, { all: [{ column: 'awareness', in: ['unknown'] }] });
    expect(rowOf(filtered, 'labour').wanted[0]).toMatchObject({ count: 12, base: 12 });
  });

  it('needs the questions', () => {
    const without = structuredClone(questionnaire);
    for (const section of without.sections)
      section.items = section.items.filter(({ code }) => code !== items.institutions.code);
    expect(findGapMapItems(without)).toBeUndefined();
  });
});

describe('the companies behind a cell', () => {
  const cell = { issue: 'labour', institution: 'bank' };
  const companies = (seen: (id: number) => boolean) => {
    const first = Number(RESPONSES.find(({ fields }) => fields.answers?.['used'] === 'past')!.id);
    return listCellCompanies(RESPONSES, { questionnaire, surveyId: 'wave', items }, cell, ({ id }) =>
      seen(Number(id) - first),
    );
  };

  it('are those whose answers may be seen, of how many', () => {
    expect(companies(() => true)).toMatchObject({ count: 8, isWithheld: false });
    expect(companies(() => true).accountIds).toHaveLength(8);
    expect(companies((index) => index < 5)).toMatchObject({ count: 8, isWithheld: false });
    expect(companies((index) => index < 5).accountIds).toHaveLength(5);
    expect(companies(() => false)).toMatchObject({ count: 8, accountIds: [] });
  });

  it('are not listed where the one or two others could be guessed', () => {
    expect(companies((index) => index < 7)).toEqual({ count: 8, accountIds: [], isWithheld: true });
    expect(companies((index) => index < 6)).toEqual({ count: 8, accountIds: [], isWithheld: true });
  });
});
