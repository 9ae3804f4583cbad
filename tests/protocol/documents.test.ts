import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import {
  compareDocumentNames,
  editionDocumentName,
  formatOfDocument,
  isDocumentContent,
  isDocumentName,
  listDeviceSurveys,
  revisionDocumentName,
  type DocumentName,
} from '#protocol/documents.ts';
import { surveySchema } from '#protocol/survey-schema.ts';
import { ABSENT, itJudges, type Place } from './schema-table.ts';

const FORMER = revisionDocumentName('sme-survey', 1);

describe('names of documents', () => {
  it.each([
    'issue-links',
    'problem-words',
    'questionnaire',
    'survey',
    'staff',
    'catalogue-2013',
    'questionnaire-sme-survey-2',
    'questionnaire-a-123456789',
    `questionnaire-${'x'.repeat(64)}-1`,
    editionDocumentName(2026),
    revisionDocumentName('sme-survey', 12),
  ])('knows %s', (name) => expect(isDocumentName(name)).toBe(true));

  it.each([
    '',
    'survey-1',
    'staff ',
    'catalogue',
    'catalogue-',
    'catalogue-13',
    'catalogue-20130',
    'a-catalogue-2013',
    'catalogue-2013/../secrets',
    'questionnaire-sme-survey',
    'questionnaire--1',
    'questionnaire-a b-1',
    'questionnaire-a-1234567890',
    `questionnaire-${'x'.repeat(65)}-1`,
  ])('does not know %j', (name) => expect(isDocumentName(name)).toBe(false));

  it('come in the order in which a device needs them', () => {
    const names: DocumentName[] = [
      'staff',
      'survey',
      'questionnaire',
      FORMER,
      'problem-words',
      'issue-links',
      'catalogue-2013',
      'catalogue-2026',
      'catalogue-2025',
    ];
    const inOrder = [
      'catalogue-2026',
      'catalogue-2025',
      'catalogue-2013',
      'questionnaire-sme-survey-1',
      'issue-links',
      'problem-words',
      'questionnaire',
      'survey',
      'staff',
    ];
    expect(names.toSorted(compareDocumentNames)).toEqual(inOrder);
    expect(names.toReversed().toSorted(compareDocumentNames)).toEqual(inOrder);
  });

  it('are all in the first version of their formats', () => {
    const names: DocumentName[] = [
      'catalogue-2026',
      'issue-links',
      'problem-words',
      'questionnaire',
      FORMER,
      'survey',
      'staff',
    ];
    expect(names.map(formatOfDocument)).toEqual(names.map(() => 1));
  });
});

describe('what arrives as a document', () => {
  it.each<[DocumentName, Json]>([
    ['catalogue-2026', { programmes: [] }],
    ['issue-links', []],
    ['problem-words', []],
    ['questionnaire', { sections: [] }],
    [FORMER, { sections: [] }],
    ['survey', { id: 'sme-survey-2026' }],
    ['staff', []],
  ])('takes %s when it is whole', (name, content) => expect(isDocumentContent(name, content)).toBe(true));

  const OBJECTS: DocumentName[] = ['catalogue-2026', 'questionnaire', FORMER, 'survey'];
  const LISTS: DocumentName[] = ['issue-links', 'problem-words', 'staff'];
  it.each<[DocumentName, Json]>([
    ...[null, '', 'text', 1, true, [], {}].flatMap((content) =>
      OBJECTS.map((name): [DocumentName, Json] => [name, content]),
    ),
    ...[null, '', 'text', 1, true, {}, { length: 0 }].flatMap((content) =>
      LISTS.map((name): [DocumentName, Json] => [name, content as Json]),
    ),
    ['catalogue-2026', { programmes: {} }],
    ['catalogue-2026', { sections: [] }],
    ['questionnaire', { sections: 'all' }],
    ['questionnaire', { programmes: [], id: 'sme-survey' }],
    ['survey', { id: 7 }],
    ['survey', { sections: [], programmes: [] }],
  ])('does not take for %s, in place of a good one: %j', (name, content) => {
    expect(isDocumentContent(name, content)).toBe(false);
  });
});

describe('a wave of the questionnaire', () => {
  const DAY: Place = {
    takes: ['2026-12-01', '2028-02-29'],
    refuses: ['', '2026-02-29', '2026-12-1', 'soon', 20_261_201, ABSENT],
  };
  const TITLE: Place = { takes: ['', '調査'], refuses: [1, null, ABSENT] };
  itJudges(
    surveySchema,
    {
      id: 'sme-survey-2026',
      title: { ja: '調査', en: 'Survey' },
      questionnaireId: 'sme-survey',
      questionnaireRevision: 1,
      startsOn: '2026-10-01',
      endsOn: null,
    },
    {
      '/id': {
        takes: ['A', 'x'.repeat(64)],
        refuses: ['', 'x'.repeat(65), 'a_b', '?a', 'a?', '調査', 1, null, ABSENT],
      },
      '/title/ja': TITLE,
      '/title/en': {
        takes: ['調査'],
        takesAs: ['', ABSENT].map((none) => [none, '調査']),
        refuses: [1, null],
      },
      '/title/fr': { refuses: ['Enquête'] },
      '/questionnaireId': { refuses: [1, null, ABSENT] },
      '/questionnaireRevision': { takes: [1, 2], refuses: [0, 1.5, Infinity, '1', null, ABSENT] },
      '/startsOn': { ...DAY, refuses: [...DAY.refuses!, null] },
      '/endsOn': { ...DAY, takes: [...DAY.takes!, null] },
      '/status': { refuses: ['open'] },
    },
  );
});

it('lists the surveys of a document: the first, those beside it, those of before', () => {
  const survey = (id: string) => ({
    id,
    title: { ja: id, en: id },
    questionnaireId: 'sme-survey',
    questionnaireRevision: 1,
    startsOn: '2026-10-01',
    endsOn: null,
  });
  expect(listDeviceSurveys(survey('main'))).toEqual([survey('main')]);
  expect(
    listDeviceSurveys({
      ...survey('main'),
      others: [survey('beside')],
      past: [survey('before'), survey('older')],
    }),
  ).toEqual([survey('main'), survey('beside'), survey('before'), survey('older')]);
});
