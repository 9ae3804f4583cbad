import { describe, expect, it } from 'vitest';
import type { Coding } from '#domain/records/coding.ts';
import { codedColumnOf, withCodedTexts } from '#domain/tabulation/coding/coded-column.ts';
import {
  categoriesOf,
  codingsOf,
  compareCoders,
  findCoderPair,
  indexCodings,
  isDisputed,
  type CodingRecord,
} from '#domain/tabulation/coding/codings.ts';
import { listFreeTexts, listTextQuestions } from '#domain/tabulation/coding/free-texts.ts';
import { textHashOf } from '#domain/tabulation/coding/text-hash.ts';
import { datasetFromResponses, listCounted } from '#domain/tabulation/dataset/survey-dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();
const frame = {
  id: 'f1',
  item: 'satisfaction_reason',
  title: '評価の理由',
  categories: [
    { code: 'fast', label: '対応が早い' },
    { code: 'kind', label: '親身' },
  ],
};
let made = 0;
const coding = (
  text: string,
  coder: string,
  categories: string[],
  more: Partial<Coding> = {},
): CodingRecord => ({
  id: String((made += 1)).padStart(4, '0'),
  fields: { frameId: 'f1', textHash: textHashOf(text), coder, categories, ...more },
});
const responses = ['すぐ来て くれた', 'すぐ来て　くれた\n', '親身だった', 'まだ', undefined].map(
  (text, index) => ({
    id: `r${index}`,
    fields: {
      surveyId: 's',
      questionnaireId: survey.id,
      questionnaireRevision: survey.revision,
      submittedAt: '2026-11-20T00:00:00.000Z',
      disposition: 'complete' as const,
      channel: 'visit' as const,
      answers: { industry: 'manufacturing', ...(text !== undefined && { satisfaction_reason: text }) },
    },
  }),
);

describe('answers in words', () => {
  it('are those of questions that are answered so, and of options that ask for words; none that say who it is', () => {
    const codes = listTextQuestions(survey).map(({ code }) => code);
    expect(codes).toContain('satisfaction_reason');
    expect(codes).toContain('issues_detail');
    expect(codes).toContain('issues.other');
    expect(codes).toContain('consultation_detail');
    expect(codes.filter((code) => code.startsWith('contact_'))).toEqual([]);
  });

  it('are one text where they were written alike', () => {
    const texts = listFreeTexts(responses, 'satisfaction_reason');
    expect(texts.map(({ text, rows }) => [text, rows])).toEqual([
      ['すぐ来て くれた', [0, 1]],
      ['親身だった', [2]],
      ['まだ', [3]],
    ]);
    expect(texts[0]!.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('what words were sorted into', () => {
  it('counts where all agree or somebody has settled it', () => {
    const index = indexCodings(
      [
        coding('a', 'sato', ['fast']),
        coding('b', 'sato', ['fast', 'kind']),
        coding('b', 'kudo', ['kind']),
        coding('c', 'sato', ['fast']),
        coding('c', 'kudo', ['kind']),
        coding('d', 'sato', ['fast']),
        coding('d', 'kudo', ['kind']),
        coding('d', 'kudo', ['fast', 'kind'], { settled: true }),
        coding('e', 'sato', ['fast']),
        coding('e', 'sato', []),
        coding('a', 'kudo', ['kind'], { frameId: 'another' }),
      ],
      'f1',
    );
    const of = (text: string) => codingsOf(index, textHashOf(text));
    const counted = (text: string) => categoriesOf(of(text)) && [...categoriesOf(of(text))!];
    expect(['a', 'b', 'c', 'd', 'e', 'f'].map(counted)).toEqual([
      ['fast'],
      ['kind'],
      undefined,
      ['fast', 'kind'],
      undefined,
      undefined,
    ]);
    expect(['a', 'b', 'c', 'd', 'e', 'f'].map((text) => isDisputed(of(text)))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(findCoderPair(index)).toEqual(['kudo', 'sato']);
    const agreement = compareCoders(index, ['kudo', 'sato'], ['fast', 'kind']);
    expect(agreement.get('fast')).toMatchObject({ texts: 3, first: 0, second: 3, both: 0, agreed: 0 });
    expect(agreement.get('kind')).toMatchObject({ texts: 3, first: 3, second: 1, both: 1 });
  });

  it('is a question of several answers for those whose words are here', () => {
    const counted = listCounted(survey, 's', responses);
    const { dataset } = datasetFromResponses(survey, 's', responses);
    const codings = [
      coding('すぐ来て くれた', 'sato', ['fast']),
      coding('親身だった', 'sato', ['kind', 'gone']),
    ];
    const coded = withCodedTexts(dataset, counted, frame, codings);
    expect(coded.hash).not.toBe(dataset.hash);
    const { blocks } = computeTable(coded, { stub: [[]], banner: [codedColumnOf('f1')], base: 'asked' });
    const { total, columns } = blocks[0]!;
    expect(columns).toEqual(['fast', 'kind']);
    expect(total.count).toEqual([2, 1]);
    expect(total.unweightedBase).toBe(4);
    expect(total.missing.unanswered).toBe(1);
  });
});
