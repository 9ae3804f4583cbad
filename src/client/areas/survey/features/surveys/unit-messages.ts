import { defineMessages } from '#ui/messages.ts';

/** Words that the parts of a survey's list of companies share. */
export const unitMessages = defineMessages({
  ja: {
    title: '対象企業',
    state: '依頼の状態',
    all: 'すべて',
    notAsked: '未依頼',
    asked: '依頼済み',
    askedLong: '依頼済み（未開封）',
    opened: '開いた',
    answered: '回答済み',
    stopped: '送付終了',
  },
  en: {
    title: 'Companies asked',
    state: 'State',
    all: 'All',
    notAsked: 'Not asked',
    asked: 'Asked',
    askedLong: 'Asked, not opened',
    opened: 'Opened',
    answered: 'Answered',
    stopped: 'No more letters',
  },
});
