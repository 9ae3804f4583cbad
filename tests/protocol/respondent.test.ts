import { describe } from 'vitest';
import { submissionSchema } from '#protocol/respondent.ts';
import { ABSENT, itJudges, type Place } from './schema-table.ts';

const INSTANT: Place = {
  takes: ['2026-11-20T01:00:00.000Z', '2026-11-20T10:00:00+09:00'],
  refuses: ['', '2026-11-20', '2026-11-20 10 o’clock', 'yesterday', 1_763_600_400_000, null],
};
const TOKEN: Place = { takes: ['', 'x'.repeat(64)], refuses: ['x'.repeat(65), 1, null, ABSENT] };

describe('a company’s answers', () => {
  itJudges(
    submissionSchema,
    {
      protocol: 1,
      id: '0199c1a0-7000-7000-8000-000000000001',
      entry: { kind: 'code', code: 'AB3DE-FG4HK' },
      questionnaireRevision: 2,
      language: 'ja',
      startedAt: '2026-11-20T00:50:00.000Z',
      submittedAt: '2026-11-20T01:00:00.000Z',
      seed: '7f3a',
      answers: { sector: 'fishery', 'people.full-time_1': 12 },
      answeredAt: { sector: '2026-11-20T00:51:00.000Z' },
    },
    {
      '': { refuses: [null, [], 'answers'] },
      '/protocol': { takes: [1], refuses: [0, 2, '1', null, ABSENT] },
      '/id': {
        takes: ['0199C1A0-7000-7000-8000-000000000001', '00000000-0000-4000-8000-000000000000'],
        refuses: ['', '1', '0199c1a0-7000-7000-8000-00000000000', 1, null, ABSENT],
      },
      '/entry': {
        takes: [
          { kind: 'code', code: '' },
          { kind: 'open', token: 'abc' },
          { kind: 'test', token: 'abc' },
        ],
        refuses: [
          {},
          { code: 'AB3DE-FG4HK' },
          { kind: 'letter', code: 'AB3DE-FG4HK' },
          'AB3DE-FG4HK',
          null,
          ABSENT,
        ],
      },
      '/entry/code': { takes: ['', 'x'.repeat(32)], refuses: ['x'.repeat(33), 1, null, ABSENT] },
      '/entry/token': { refuses: ['abc'] },
      '/questionnaireRevision': {
        takes: [1, 2_147_483_647],
        refuses: [0, 2_147_483_648, 1.5, Infinity, '1', null, ABSENT],
      },
      '/language': { takes: ['ja', 'en'], refuses: ['', 'fr', 'JA', null, ABSENT] },
      '/startedAt': { ...INSTANT, refuses: [...INSTANT.refuses!, ABSENT] },
      '/submittedAt': { ...INSTANT, refuses: [...INSTANT.refuses!, ABSENT] },
      '/seed': { takes: ['', 'x'.repeat(64)], refuses: ['x'.repeat(65), 7, null, ABSENT] },
      // What an answer may be is for the questionnaire to say.
      '/answers': {
        takes: [{}, { a: null }, { a: 'あ', b: 1.5, c: false, d: ['x'], e: { row: { column: 1 } } }],
        refuses: [{ a: undefined }, 'fishery', null, ABSENT],
      },
      '/answeredAt': { takes: [{}], refuses: [{ sector: 1 }, 'now', null, ABSENT] },
      '/answeredAt/sector': INSTANT,
      '/receiptNumber': { refuses: ['1'] },
    },
  );

  for (const kind of ['open', 'test']) {
    describe(`by the ${kind} link`, () => {
      itJudges(
        submissionSchema.entries.entry,
        { kind, token: 'abc' },
        { '/token': TOKEN, '/code': { refuses: ['x'] } },
      );
    });
  }

  describe('names of questions', () => {
    const names: Place = {
      takes: [{ a: 'x' }, { ['x'.repeat(64)]: 'x' }, { 'A.b_c-1': 'x' }],
      refuses: [
        { '': 'x' },
        { ['x'.repeat(65)]: 'x' },
        { 'two words': 'x' },
        { '?a': 'x' },
        { 'a?': 'x' },
        { 業種: 'x' },
      ],
    };
    const instants = ({ takes = [], refuses = [] }: Place): Place => ({
      takes: takes.map(withInstants),
      refuses: refuses.map(withInstants),
    });
    itJudges(submissionSchema.entries.answers, {}, { '': names });
    itJudges(submissionSchema.entries.answeredAt, {}, { '': instants(names) });
  });
});

function withInstants(answers: unknown): object {
  return Object.fromEntries(Object.keys(answers as object).map((name) => [name, '2026-11-20T01:00:00.000Z']));
}
