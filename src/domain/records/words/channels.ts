import type { LocalisedText } from '#domain/canonical/language.ts';
import type { Channel } from '#domain/records/channels.ts';

/** What people call them. */
export const CHANNEL_WORDS: Readonly<Record<Channel, LocalisedText>> = {
  visit: { ja: '訪問の聞き取り', en: 'Interview' },
  link: { ja: 'コードの回答ページ', en: 'Page with a code' },
  openLink: { ja: '公開リンク', en: 'Open link' },
  paper: { ja: '紙の調査票', en: 'Paper' },
  import: { ja: '取り込み', en: 'Import' },
};
