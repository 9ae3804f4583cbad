import type { SurveySummary } from '#protocol/surveys.ts';

/** A survey that is open and has had no answer, as the server tells it. */
export const SURVEY: SurveySummary = {
  id: 'wave-1',
  title: { ja: '令和8年度 企業調査', en: 'Survey of 2026' },
  questionnaireId: 'aomori',
  questionnaireRevision: 1,
  status: 'open',
  state: 'open',
  startsOn: '2020-01-01',
  endsOn: null,
  openLink: null,
  testLink: 'https://banso.example/s/test/TRIAL',
  revision: 1,
  invitations: { issued: 0, opened: 0, answered: 0 },
  responses: [],
};
