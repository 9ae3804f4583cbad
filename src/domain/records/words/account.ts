import type { accounts } from '#domain/records/account.ts';
import type { CollectionWords } from './collection-words.ts';

export const accountWords: CollectionWords<typeof accounts> = {
  name: { ja: '企業', en: 'Company' },
  fields: {
    name: { ja: '名称', en: 'Name' },
    nameKana: { ja: 'ふりがな', en: 'Reading' },
    corporateNumber: { ja: '法人番号', en: 'Corporate number' },
    industry: { ja: '業種', en: 'Industry' },
    employees: { ja: '従業員規模', en: 'Employees (band)' },
    sales: { ja: '売上規模', en: 'Sales (band)' },
    employeeCount: { ja: '従業員数', en: 'Employees' },
    municipality: { ja: '市町村', en: 'Municipality' },
    postalCode: { ja: '郵便番号', en: 'Postal code' },
    address: { ja: '住所', en: 'Address' },
    phone: { ja: '電話番号', en: 'Telephone' },
    note: { ja: 'メモ', en: 'Memo' },
    status: { ja: '状態', en: 'State' },
    statusDate: { ja: '状態の日付', en: 'State since' },
    statusReason: { ja: '理由', en: 'Reason' },
    mergedInto: { ja: '統合先', en: 'Merged into' },
    mergedAt: { ja: '統合した日時', en: 'Merged at' },
    mergedBy: { ja: '統合した人', en: 'Merged by' },
    mergedValues: { ja: '統合で書き込んだ内容', en: 'What the merge wrote' },
    distinctFrom: { ja: '別の企業と確かめた記録', en: 'Found to be another company than' },
    tags: { ja: 'タグ', en: 'Tags' },
    invented: { ja: '架空のデータ', en: 'Invented data' },
  },
  groups: {
    place: { ja: '所在地', en: 'Location' },
    status: { ja: '状態', en: 'State' },
    merge: { ja: '統合', en: 'Merge' },
  },
  codes: { status: { active: { ja: '有効', en: 'Active' }, archived: { ja: '保管済み', en: 'Archived' } } },
  rules: {},
};
