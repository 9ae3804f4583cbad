import type { attachments } from '#domain/records/attachment.ts';
import type { CollectionWords } from './collection-words.ts';

export const attachmentWords: CollectionWords<typeof attachments> = {
  name: { ja: '写真', en: 'Photo' },
  fields: {
    accountId: { ja: '企業', en: 'Company' },
    visitId: { ja: '訪問', en: 'Visit' },
    sha256: { ja: '照合値', en: 'Checksum' },
    sizeBytes: { ja: '大きさ', en: 'Size' },
    mediaType: { ja: '種類', en: 'Type' },
    state: { ja: '状態', en: 'State' },
  },
  groups: { content: { ja: '内容', en: 'Content' } },
  codes: {
    state: { onDevice: { ja: '端末にあり', en: 'On the device' }, uploaded: { ja: '送信済み', en: 'Sent' } },
  },
  rules: {},
};
