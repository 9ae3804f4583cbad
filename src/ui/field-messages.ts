import { defineMessages } from './messages.ts';

/** Words that the form fields add by themselves. */
export const fieldMessages = defineMessages({
  ja: { required: '必須', choose: '選んでください', clear: '消す', error: 'エラー' },
  en: { required: 'required', choose: 'Choose', clear: 'Clear', error: 'Error' },
});
