import { defineMessages } from '#ui/messages.ts';

/** Words that several parts of the visit share. */
export const visitMessages = defineMessages({
  ja: {
    minutes: '{n}分',
    hours: '{h}時間{m}分',
    since: '{time} から',
    from: '{start}～{end}',
    noDate: '日付未定',
  },
  en: {
    minutes: '{n} min',
    hours: '{h} h {m} min',
    since: 'Began: {time}',
    from: '{start} to {end}',
    noDate: 'No date yet',
  },
});
