import { defineMessages } from '#ui/messages.ts';

/** A programme's members as the form, the summary of changes and the import name them. */
export const fieldNames = defineMessages({
  ja: {
    page: 'ページ', name: '事業名', aliases: '別名', policy: '基本方針', alsoUnder: '再掲する方針', pillar: '施策の柱', alsoPillars: '再掲する施策の柱',
    department: '担当課', groups: '担当グループ', regionalOffice: '県民局', period: '事業期間', start: '開始年度', end: '終了年度',
    marks: '区分', priority: '重点事業', mainResult: '主要成果', foundation: '21財団への補助・委託', emergencyEmployment: '緊急雇用',
    costThousandYen: '決算額', description: '事業内容', results: '実績', history: '経緯',
  },
  en: {
    page: 'Page', name: 'Name', aliases: 'Other names', policy: 'Policy', alsoUnder: 'Also listed under', pillar: 'Pillar', alsoPillars: 'Also under pillars',
    department: 'Department', groups: 'Groups', regionalOffice: 'Regional office', period: 'Period', start: 'First year', end: 'Last year',
    marks: 'Marks', priority: 'Priority', mainResult: 'Main result', foundation: 'Subsidy or commission to the foundation', emergencyEmployment: 'Emergency employment',
    costThousandYen: 'Cost', description: 'Description', results: 'Results', history: 'History',
  },
});
export type FieldName = keyof (typeof fieldNames)['ja'];

/** The words of the choices within a programme. */
export const choiceNames = defineMessages({
  ja: {
    yes: 'はい', no: 'いいえ', unknown: '不明', none: 'なし', part: '一部（△）', full: '全部（○）',
    process: '経過', outcome: '結果', unlabelled: '区分なし', asWritten: '原文のまま',
    created: '創設', renamed: '改称', extended: '拡充', merged: '統合', reorganised: '再編', other: 'その他',
  },
  en: {
    yes: 'Yes', no: 'No', unknown: 'Unknown', none: 'None', part: 'Part (△)', full: 'All (○)',
    process: 'Process', outcome: 'Outcome', unlabelled: 'Unlabelled', asWritten: 'As written',
    created: 'Created', renamed: 'Renamed', extended: 'Extended', merged: 'Merged', reorganised: 'Reorganised', other: 'Other',
  },
});
