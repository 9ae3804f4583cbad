import { defineMessages } from '#ui/messages.ts';

/** What people call the fields of all synced collections, and the groups that are won or lost together. */
export const fieldNames = defineMessages({
  ja: {
    name: '名称', nameKana: 'ふりがな', corporateNumber: '法人番号', industry: '業種', employees: '従業員規模', sales: '売上規模',
    employeeCount: '従業員数', place: '所在地', municipality: '市町村', postalCode: '郵便番号', address: '住所', phone: '電話番号',
    email: 'メールアドレス', note: 'メモ', status: '状態', statusAt: '状態の日時', statusDate: '状態の日付', statusReason: '理由',
    mergedInto: '統合先', tags: 'タグ', position: '役職', accountId: '企業', plan: '予定', plannedDate: '予定日', plannedTime: '予定時刻',
    startedAt: '開始', finishedAt: '終了', cancelReason: '中止の理由', purpose: '目的', notes: '記録', text: '内容', dueDate: '期日',
    owner: '担当', doneAt: '完了日時', doneBy: '完了した人', companyName: '会社名', contactName: '担当者名', contactPhone: '担当者の電話番号',
    contactEmail: '担当者のメールアドレス', about: '相談の内容', preferredWay: '希望する方法', preferredTime: '希望する時間帯', urgency: '希望時期',
    source: 'きっかけ', consent: '同意', consentGiven: '同意', consentAt: '同意の日時', consentScope: '同意の範囲', assignment: '担当者',
    assignedTo: '担当者', assignedAt: '担当を決めた日時', partner: '連携機関', submission: '提出', settlement: '重複の判断', settledAt: '判断した日時', settledBy: '判断した人', settledReason: '判断の理由', submittedAt: '提出日時', disposition: '回収状況',
    content: '内容', deletedAt: '削除', advice: '施策の提案', registeredBy: '登録した人',
  },
  en: {
    name: 'Name', nameKana: 'Reading', corporateNumber: 'Corporate number', industry: 'Industry', employees: 'Employees (band)', sales: 'Sales (band)',
    employeeCount: 'Employees', place: 'Location', municipality: 'Municipality', postalCode: 'Postal code', address: 'Address', phone: 'Telephone',
    email: 'E-mail', note: 'Memo', status: 'State', statusAt: 'State since', statusDate: 'State since', statusReason: 'Reason',
    mergedInto: 'Merged into', tags: 'Tags', position: 'Position', accountId: 'Company', plan: 'Plan', plannedDate: 'Planned day', plannedTime: 'Planned time',
    startedAt: 'Started', finishedAt: 'Finished', cancelReason: 'Reason for cancelling', purpose: 'Purpose', notes: 'Notes', text: 'Text', dueDate: 'Due',
    owner: 'Owner', doneAt: 'Done at', doneBy: 'Done by', companyName: 'Company', contactName: 'Contact', contactPhone: 'Contact’s telephone',
    contactEmail: 'Contact’s e-mail', about: 'What it is about', preferredWay: 'Preferred way', preferredTime: 'Preferred time', urgency: 'When wanted',
    source: 'Came by', consent: 'Consent', consentGiven: 'Consent', consentAt: 'Consent given at', consentScope: 'Scope of consent', assignment: 'Assigned to',
    assignedTo: 'Assigned to', assignedAt: 'Assigned at', partner: 'Partner', submission: 'Submission', settlement: 'Duplicate settled', settledAt: 'Settled at', settledBy: 'Settled by', settledReason: 'Why it was settled so', submittedAt: 'Submitted', disposition: 'Disposition',
    content: 'Content', deletedAt: 'Deletion', advice: 'Recorded advice', registeredBy: 'Registered by',
  },
});

export type FieldName = keyof (typeof fieldNames)['ja'];

/** Whether a path is one that people have a name for. */
export function isFieldName(path: string): path is FieldName {
  return Object.hasOwn(fieldNames.ja, path);
}
