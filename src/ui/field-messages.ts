import { defineMessages } from './messages.ts';

/** Words that the form fields add by themselves. */
export const fieldMessages = defineMessages({
  ja: {
    required: '※必須',
    choose: '選んでください',
    clear: '消す',
    error: 'エラー',
    room: 'あと{n}文字書けます',
    full: '{limit}文字までです。これより後は書けません',
  },
  en: {
    required: 'required',
    choose: 'Choose',
    clear: 'Clear',
    error: 'Error',
    room: 'Room for {n} more characters',
    full: 'No more than {limit} characters fit in here',
  },
});
