import type { contacts } from '#domain/records/contact.ts';
import type { CollectionWords } from './collection-words.ts';

export const contactWords: CollectionWords<typeof contacts> = {
  name: { ja: '担当者', en: 'Contact' },
  fields: {
    accountId: { ja: '企業', en: 'Company' },
    name: { ja: '名称', en: 'Name' },
    position: { ja: '役職', en: 'Position' },
    phone: { ja: '電話番号', en: 'Telephone' },
    email: { ja: 'メールアドレス', en: 'E-mail' },
  },
  groups: {},
  codes: {},
  rules: {},
};
