import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  createSurveySchema,
  invitationBatchSchema,
  surveyLinkSchema,
  updateSurveySchema,
} from '#protocol/surveys.ts';
import { ABSENT, itJudges, type Place } from './schema-table.ts';

const LARGEST_REVISION = 2_147_483_647;
const REVISION: Place = {
  takes: [1, LARGEST_REVISION],
  refuses: [0, -1, 1.5, LARGEST_REVISION + 1, Infinity, '1', null],
};
const TITLE: Place = {
  takes: [
    { ja: '冬', en: 'W' },
    { ja: 'あ'.repeat(200), en: 'a'.repeat(200) },
  ],
  takesAs: [[{ ja: '冬' }, { ja: '冬', en: '冬' }]],
  refuses: ['冬', {}, { en: 'Winter' }, { ja: '冬', en: 'Winter', fr: 'Hiver' }, null],
};
const TEXT: Place = {
  takes: ['冬の追跡調査（𠮷田）'],
  refuses: ['', '　', 'あ'.repeat(201), '冬\nの調査', '\ud842冬', '冬\ud842', 1, null, ABSENT],
};
const ENGLISH: Place = {
  takes: ['Winter'],
  takesAs: ['', ' ', ABSENT].map((none) => [none, '冬の追跡調査']),
  refuses: TEXT.refuses!.filter((value) => value !== '' && value !== '　' && value !== ABSENT),
};
const DAY: Place = {
  takes: ['2026-12-01', '2028-02-29', '2000-01-01', '2099-12-31'],
  refuses: [
    '',
    '2026-02-29',
    '2026-13-01',
    '1999-12-31',
    '2100-1-1',
    '2120',
    '12026-12-01',
    '0206-12-01',
    2026,
  ],
};

describe('a new survey', () => {
  const good = {
    title: { ja: '冬の追跡調査', en: 'Winter follow-up' },
    questionnaireId: 'sme-survey',
    questionnaireRevision: 2,
    startsOn: '2026-12-01',
    endsOn: '2027-01-31',
  };
  itJudges(createSurveySchema, good, {
    '/title': { ...TITLE, refuses: [...TITLE.refuses!, ABSENT] },
    '/title/ja': TEXT,
    '/title/en': ENGLISH,
    '/questionnaireId': {
      takes: ['a', 'SME_survey.2026-1', 'x'.repeat(64)],
      refuses: ['', 'x'.repeat(65), 'two words', '調査', '?a', 'a?', 1, null, ABSENT],
    },
    '/questionnaireRevision': { ...REVISION, refuses: [...REVISION.refuses!, ABSENT] },
    '/startsOn': { ...DAY, refuses: [...DAY.refuses!, null, ABSENT] },
    '/endsOn': { ...DAY, takes: [...DAY.takes!, null], refuses: [...DAY.refuses!, ABSENT] },
    '/status': { refuses: ['open'] },
  });

  it('has titles without spaces around them', () => {
    const title = { ja: ' 冬の調査\n', en: '\tWinter ' };
    expect(v.parse(createSurveySchema, { ...good, title }).title).toEqual({ ja: '冬の調査', en: 'Winter' });
  });
});

describe('changing a survey', () => {
  itJudges(
    updateSurveySchema,
    {
      revision: 3,
      title: { ja: '冬', en: 'Winter' },
      questionnaireRevision: 2,
      startsOn: '2026-12-01',
      endsOn: null,
      status: 'open',
    },
    {
      '': { takes: [{ revision: 1 }], refuses: [{}, { status: 'open' }, null, []] },
      '/revision': { ...REVISION, refuses: [...REVISION.refuses!, ABSENT] },
      '/title': { ...TITLE, takes: [...TITLE.takes!, ABSENT] },
      '/questionnaireRevision': { ...REVISION, takes: [...REVISION.takes!, ABSENT] },
      '/startsOn': { takes: [...DAY.takes!, ABSENT], refuses: [...DAY.refuses!, null] },
      '/endsOn': { takes: [...DAY.takes!, null, ABSENT], refuses: DAY.refuses! },
      '/status': { takes: ['planned', 'open', 'closed', ABSENT], refuses: ['', 'expired', null] },
      // What would answer another questionnaire is another survey.
      '/questionnaireId': { refuses: ['sme-survey'] },
    },
  );
});

describe('the link of a survey', () => {
  itJudges(
    surveyLinkSchema,
    { revision: 3 },
    { '/revision': { ...REVISION, refuses: [...REVISION.refuses!, ABSENT] }, '/kind': { refuses: ['open'] } },
  );
});

describe('codes for companies', () => {
  const companies = (count: number) => Array.from({ length: count }, (_, index) => `company-${index}`);
  itJudges(
    invitationBatchSchema,
    { accountIds: ['0199-a', 'B_1'], issue: true },
    {
      '/accountIds': {
        takes: [companies(1), companies(250)],
        refuses: [[], companies(251), 'company-1', null],
      },
      '/accountIds/1': {
        takes: ['a', 'x'.repeat(64)],
        refuses: ['', 'x'.repeat(65), 'a.b', '?a', 'a?', '甲社', 1, null],
      },
      '/issue': { takes: [true, false, ABSENT], refuses: [0, 'false', null] },
      '/all': { refuses: [true] },
    },
  );
});
