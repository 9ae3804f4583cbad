import { defineMessages } from '#ui/messages.ts';

/** How strongly a programme bears on an issue. */
export const weightNames = defineMessages({
  ja: { '3': '3 この課題のための施策', '2': '2 課題の一部に役立つ', '1': '1 関わりがある' },
  en: { '3': '3 It is there for this issue', '2': '2 It helps with a part of it', '1': '1 It touches it' },
});
