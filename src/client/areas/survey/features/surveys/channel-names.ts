import { defineMessages } from '#ui/messages.ts';

/** The ways in which an answer comes, in words. */
export const channelNames = defineMessages({
  ja: {
    visit: '訪問の聞き取り',
    link: 'コードの回答ページ',
    openLink: '公開リンク',
    paper: '紙の調査票',
    import: '取り込み',
  },
  en: {
    visit: 'Interview',
    link: 'Page with a code',
    openLink: 'Open link',
    paper: 'Paper',
    import: 'Import',
  },
});
