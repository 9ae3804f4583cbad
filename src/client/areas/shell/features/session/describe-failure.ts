import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { defineMessages, language } from '#ui/messages.ts';

const texts = defineMessages({
  ja: { unreachable: 'サーバーにつながりません。通信できるところでもう一度お試しください。' },
  en: { unreachable: 'The server cannot be reached. Please try again where there is a connection.' },
});

/** What went wrong with a request, in the person's words. @throws the error itself when it was not expected. */
export function describeFailure(error: unknown): string {
  if (error instanceof ApiProblem) return error.title;
  if (error instanceof Unreachable) return texts[language.value].unreachable;
  throw error;
}
