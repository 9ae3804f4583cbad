import type { LocalisedText } from '#domain/canonical/language.ts';

/** The ways in which a response comes, in the order of tables. */
export const CHANNELS = ['visit', 'link', 'openLink', 'paper', 'import'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What people call them. */
export const CHANNEL_WORDS: Readonly<Record<Channel, LocalisedText>> = {
  visit: { ja: '訪問の聞き取り', en: 'Interview' },
  link: { ja: 'コードの回答ページ', en: 'Page with a code' },
  openLink: { ja: '公開リンク', en: 'Open link' },
  paper: { ja: '紙の調査票', en: 'Paper' },
  import: { ja: '取り込み', en: 'Import' },
};

/** Whether the company answered by itself on a page, with a code of its own or without. */
export function isByLink(channel: Channel | undefined): boolean {
  return channel === 'link' || channel === 'openLink';
}
