import type { attachments } from '#domain/records/attachment.ts';
import type { CollectionWords } from './collection-words.ts';

export const attachmentWords: CollectionWords<typeof attachments> = {
  name: { ja: '写真・ファイル', en: 'Photo or file' },
  fields: {
    accountId: { ja: '企業', en: 'Company' },
    visitId: { ja: '訪問', en: 'Visit' },
    sha256: { ja: '照合値', en: 'Checksum' },
    sizeBytes: { ja: '大きさ', en: 'Size' },
    mediaType: { ja: '種類', en: 'Type' },
    state: { ja: '状態', en: 'State' },
    leadId: { ja: '相談', en: 'Lead' },
    responseId: { ja: '回答', en: 'Response' },
    itemCode: { ja: '設問', en: 'Question' },
    fileName: { ja: 'ファイル名', en: 'File name' },
    caption: { ja: '説明', en: 'Caption' },
    width: { ja: '幅', en: 'Width' },
    height: { ja: '高さ', en: 'Height' },
    takenAt: { ja: '撮影日時', en: 'Taken at' },
    takenBy: { ja: '撮影者', en: 'Taken by' },
    place: { ja: '撮影場所', en: 'Place' },
    thumbnail: { ja: '縮小画像', en: 'Small picture' },
    verifiedAt: { ja: 'サーバーでの確認', en: 'Checked by the server' },
    thumbnailVerifiedAt: { ja: '縮小画像の確認', en: 'Small picture checked' },
  },
  groups: { content: { ja: '内容', en: 'Content' }, arrival: { ja: '送信', en: 'Sending' } },
  codes: {
    state: { onDevice: { ja: '端末にあり', en: 'On the device' }, uploaded: { ja: '送信済み', en: 'Sent' } },
  },
  rules: {},
};
