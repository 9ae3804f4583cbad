import type { decisions } from '#domain/records/decision.ts';
import type { CollectionWords } from './collection-words.ts';

export const decisionWords: CollectionWords<typeof decisions> = {
  name: { ja: '決定', en: 'Decision' },
  fields: {
    wording: { ja: '決めたこと', en: 'What was decided' },
    surveyId: { ja: '調査', en: 'Survey' },
    page: { ja: '画面', en: 'Page' },
    query: { ja: '画面の設定', en: 'What the page shows' },
    specs: { ja: '集計の設定', en: 'Tables' },
    dataHash: { ja: 'データの版', en: 'Version of the data' },
    evidence: { ja: 'もとにした数字', en: 'Numbers it rests on' },
    owner: { ja: '担当', en: 'Owner' },
    decidedOn: { ja: '決めた日', en: 'Decided on' },
    reviewDate: { ja: '見直す日', en: 'To be reviewed on' },
    status: { ja: '状態', en: 'Status' },
    outcome: { ja: 'その後どうなったか', en: 'What became of it' },
    outcomeOn: { ja: '結果の日', en: 'Date of the outcome' },
    programme: { ja: '制度', en: 'Programme' },
    theme: { ja: '勉強会のテーマ', en: 'Theme' },
    agreement: { ja: '連携の取り決め', en: 'Agreement on referrals' },
    partnerId: { ja: '取り決めの相手', en: 'Agreed with' },
    meetingId: { ja: '会議', en: 'Meeting' },
    meetingItem: { ja: '会議の議題', en: 'Item of the meeting' },
    invented: { ja: '架空のデータ', en: 'Invented data' },
  },
  groups: {
    numbers: { ja: 'もとにした数字', en: 'Numbers it rests on' },
    result: { ja: '状態と結果', en: 'Status and outcome' },
  },
  codes: {
    page: {
      tables: { ja: '集計', en: 'Tables' },
      gapMap: { ja: 'ニーズと支援', en: 'Needs and support' },
      management: { ja: '支援の状況', en: 'Overview' },
    },
    status: {
      proposed: { ja: '提案', en: 'Proposed' },
      decided: { ja: '決定', en: 'Decided' },
      underWay: { ja: '実施中', en: 'Under way' },
      done: { ja: '完了', en: 'Done' },
      dropped: { ja: '取りやめ', en: 'Dropped' },
    },
  },
  rules: {},
};
