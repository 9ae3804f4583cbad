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
  codes: {
    channel: {
      visit: { ja: '訪問', en: 'Visit' },
      link: { ja: '依頼のリンク', en: 'Link' },
      openLink: { ja: '公開リンク', en: 'Open link' },
      paper: { ja: '紙', en: 'Paper' },
      import: { ja: '取り込み', en: 'Import' },
    },
    disposition: {
      complete: { ja: '完了', en: 'Complete' },
      partial: { ja: '一部回答', en: 'Partial' },
      breakOff: { ja: '途中で終了', en: 'Broken off' },
      refusal: { ja: '拒否', en: 'Refusal' },
      undeliverable: { ja: '不達', en: 'Undeliverable' },
      notEligible: { ja: '対象外', en: 'Not eligible' },
      noReply: { ja: '未回答', en: 'No reply' },
      duplicate: { ja: '重複', en: 'Duplicate' },
    },
  },
  rules: {},
};
