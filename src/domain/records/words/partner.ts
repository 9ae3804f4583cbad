import type { partners } from '#domain/records/partner.ts';
import type { CollectionWords } from './collection-words.ts';

export const partnerWords: CollectionWords<typeof partners> = {
  name: { ja: '連携機関', en: 'Partner' },
  fields: {
    name: { ja: '機関名', en: 'Name' },
    nameKana: { ja: '機関名（かな）', en: 'Name in kana' },
    kind: { ja: '種別', en: 'Type' },
    branch: { ja: '支店・窓口', en: 'Branch or window' },
    department: { ja: '担当部署', en: 'Department in charge' },
    contactName: { ja: '担当者', en: 'Contact person' },
    phone: { ja: '電話番号', en: 'Telephone' },
    email: { ja: 'メール', en: 'E-mail' },
    url: { ja: 'ホームページ', en: 'Web page' },
    address: { ja: '所在地', en: 'Address' },
    hours: { ja: '受付時間', en: 'Opening hours' },
    expertise: { ja: '得意な経営課題', en: 'Issues it helps with' },
    area: { ja: '対応する市町村', en: 'Municipalities served' },
    strengths: { ja: '得意なこと・メモ', en: 'Strengths and notes' },
    hasAgreement: { ja: '連携協定', en: 'Agreement' },
    isInactive: { ja: '今は使わない', en: 'Not in use' },
    checkedOn: { ja: '確認日', en: 'Checked on' },
    checkedBy: { ja: '確認した人', en: 'Checked by' },
    source: { ja: '出典', en: 'Source' },
    people: { ja: 'アカウントのある人', en: 'People with an account' },
    invented: { ja: '架空のデータ', en: 'Invented data' },
  },
  groups: { check: { ja: '確認', en: 'Check' } },
  codes: {
    kind: {
      foundation: { ja: '21財団', en: 'The 21 Foundation' },
      chamber: { ja: '商工団体', en: 'Chambers and societies of commerce' },
      academic: { ja: '学術機関', en: 'Universities and research institutions' },
      bank: { ja: '金融機関', en: 'Financial institutions' },
      industry_support: { ja: '産業支援機関', en: 'Industrial support institutions' },
      government: { ja: '地方公共団体', en: 'Prefecture and municipalities' },
      professionals: { ja: '士業', en: 'Licensed professionals' },
    },
  },
  rules: {},
};
