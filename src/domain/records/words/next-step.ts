import type { nextSteps } from '#domain/records/next-step.ts';
import type { CollectionWords } from './collection-words.ts';

export const nextStepWords: CollectionWords<typeof nextSteps> = {
  name: { ja: '次の一手', en: 'Next step' },
  fields: {
    accountId: { ja: '企業', en: 'Company' },
    visitId: { ja: '訪問', en: 'Visit' },
    text: { ja: '内容', en: 'Text' },
    dueDate: { ja: '期日', en: 'Due' },
    owner: { ja: '担当', en: 'Owner' },
    status: { ja: '状態', en: 'State' },
    doneAt: { ja: '完了日時', en: 'Done at' },
    doneBy: { ja: '完了した人', en: 'Done by' },
  },
  groups: { status: { ja: '状態', en: 'State' } },
  codes: {
    status: {
      open: { ja: '未完了', en: 'Open' },
      done: { ja: '完了', en: 'Done' },
      dropped: { ja: '取りやめ', en: 'Dropped' },
    },
  },
  rules: {},
};
