import { defineMessages } from '#ui/messages.ts';

/** Words that the screens of upkeep share. */
export const upkeepMessages = defineMessages({
  ja: {
    upkeep: '施策の管理',
    offline: 'サーバーにつながりません',
    offlineText: '施策の管理は通信できるところで行います。つながってから、もう一度お試しください。',
    unreachable: 'サーバーにつながらないため、変更していません。入力した内容はこの端末に残っています。',
    sheetsOffline: '一覧の読み書きには通信が必要です。つながってから、もう一度お試しください。',
    again: 'もう一度試す',
    loading: '読んでいます…',
    overtaken: 'ほかの人が同じ施策を先に変えました。',
    cancel: 'やめる',
    close: '閉じる',
    published: '公開中',
    draft: '未公開の変更あり',
    unpublished: '未公開',
  },
  en: {
    upkeep: 'Catalogue upkeep',
    offline: 'The server cannot be reached',
    offlineText: 'The catalogue is kept up online. Please try again where there is a connection.',
    unreachable: 'The server cannot be reached, so nothing was changed. What you entered stays on this device.',
    sheetsOffline: 'Reading and writing lists needs a connection. Please try again when there is one.',
    again: 'Try again',
    loading: 'Loading…',
    overtaken: 'Someone else has changed the same programme first.',
    cancel: 'Cancel',
    close: 'Close',
    published: 'Published',
    draft: 'Unpublished changes',
    unpublished: 'Not published',
  },
});
