import { shallowRef, type ShallowRef } from 'vue';
import { USUAL_LETTERS } from '#domain/fieldwork/letters/letter-texts.ts';
import * as api from '#client/api/surveys-api.ts';
import { useAttempt, type Attempts } from '#client/api/use-attempt.ts';
import type { SurveyLettersReply } from '#protocol/survey-letters.ts';

/** How a survey's letters are worded, as the server has it; the usual texts until it has told. */
export function useSurveyLetters(surveyId: () => string): Attempts & {
  told: Readonly<ShallowRef<SurveyLettersReply>>;
  /** Asks the server; whether it told. */
  load: () => Promise<boolean>;
  /** Writes them; whether it worked. */
  save: (letters: SurveyLettersReply['letters']) => Promise<boolean>;
} {
  const { attempt, ...attempts } = useAttempt();
  const told = shallowRef<SurveyLettersReply>({ letters: USUAL_LETTERS, revision: 0 });

  async function take(ask: () => Promise<SurveyLettersReply>): Promise<boolean> {
    const reply = await attempt(ask);
    if (reply) told.value = reply;
    return reply !== undefined;
  }

  return {
    attempt,
    ...attempts,
    told,
    load: () => take(() => api.readLetters(surveyId())),
    save: (letters) => take(() => api.putLetters(surveyId(), { letters, revision: told.value.revision })),
  };
}
