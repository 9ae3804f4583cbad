import { CHANNEL_WORDS } from '#domain/records/words/channels.ts';
import { DISPOSITION_WORDS } from '#domain/records/words/dispositions.ts';
import type { responses } from '#domain/records/response.ts';
import type { CollectionWords } from './collection-words.ts';

export const responseWords: CollectionWords<typeof responses> = {
  name: { ja: '回答票', en: 'Response' },
  fields: {
    surveyId: { ja: '調査', en: 'Survey' },
    questionnaireId: { ja: '調査票', en: 'Questionnaire' },
    questionnaireRevision: { ja: '調査票の版', en: 'Revision' },
    accountId: { ja: '企業', en: 'Company' },
    visitId: { ja: '訪問', en: 'Visit' },
    invitationId: { ja: '依頼', en: 'Invitation' },
    channel: { ja: '回答方法', en: 'Channel' },
    interviewerId: { ja: '聞き取りをした人', en: 'Interviewer' },
    startedAt: { ja: '開始', en: 'Started' },
    submittedAt: { ja: '提出日時', en: 'Submitted' },
    disposition: { ja: '回収状況', en: 'Disposition' },
    seed: { ja: '並び順の元', en: 'Order of options' },
    receiptNumber: { ja: '受付番号', en: 'Receipt number' },
    answers: { ja: '回答', en: 'Answers' },
    provenance: { ja: '回答の出どころ', en: 'Where answers came from' },
    notes: { ja: '記録', en: 'Notes' },
    corrections: { ja: '訂正', en: 'Corrections' },
    settledAt: { ja: '判断した日時', en: 'Settled at' },
    settledBy: { ja: '判断した人', en: 'Settled by' },
    settledReason: { ja: '判断の理由', en: 'Why it was settled so' },
    invented: { ja: '架空のデータ', en: 'Invented data' },
  },
  groups: {
    submission: { ja: '提出', en: 'Submission' },
    settlement: { ja: '重複の判断', en: 'Duplicate settled' },
  },
  codes: { channel: CHANNEL_WORDS, disposition: DISPOSITION_WORDS },
  rules: {},
};
