import { defineMessages } from '#ui/messages.ts';

/** What stands beside photos on paper, and in the place of those that cannot be printed. */
export const photoPrintMessages = defineMessages({
  ja: {
    number: '写真 {number}',
    absent: 'この端末にはまだありません',
    loading: '読み込んでいます',
    small: '小さな見本の画像です（元の写真はこの端末にありません）',
    file: '印刷できない形式のファイルです（{type}）',
  },
  en: {
    number: 'Photo {number}',
    absent: 'Not on this device yet',
    loading: 'Loading',
    small: 'A small picture (the photo itself is not on this device)',
    file: 'A file of a kind that cannot be printed ({type})',
  },
});
