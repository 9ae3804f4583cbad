import { defineMessages } from './messages.ts';

/** Words for what needs the server. */
export const serverMessages = defineMessages({
  ja: {
    offline: 'サーバーにつながりません',
    unreachable: 'サーバーにつながらないため、変更していません。通信できるところで、もう一度お試しください。',
    again: 'もう一度試す',
    loading: '読んでいます…',
  },
  en: {
    offline: 'The server cannot be reached',
    unreachable:
      'The server cannot be reached, so nothing was changed. Please try again where there is a connection.',
    again: 'Try again',
    loading: 'Loading…',
  },
});
