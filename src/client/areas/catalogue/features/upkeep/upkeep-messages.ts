import { defineMessages } from '#ui/messages.ts';

/** Words that the screens of upkeep share. */
export const upkeepMessages = defineMessages({
  ja: {
    upkeep: '施策の管理',
    sheetsOffline: '一覧の読み書きには通信が必要です。つながってから、もう一度お試しください。',
    overtaken: 'ほかの人が同じ施策を先に変えました。',
    cancel: 'やめる',
    published: '公開中',
    draft: '未公開の変更あり',
    unpublished: '未公開',
  },
  en: {
    upkeep: 'Catalogue upkeep',
    sheetsOffline: 'Reading and writing lists needs a connection. Please try again when there is one.',
    overtaken: 'Someone else has changed the same programme first.',
    cancel: 'Cancel',
    published: 'Published',
    draft: 'Unpublished changes',
    unpublished: 'Not published',
  },
});
