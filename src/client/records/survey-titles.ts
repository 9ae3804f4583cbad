import { computed, type ComputedRef } from 'vue';
import { listDeviceSurveys } from '#protocol/documents.ts';
import { language } from '#ui/messages.ts';
import { useDocument } from './documents.ts';

/** What the surveys on this device are called, by their ids, in the language of the screen. */
export function useSurveyTitles(): ComputedRef<ReadonlyMap<string, string>> {
  const document = useDocument('survey');
  return computed(
    () =>
      new Map(
        document.data.value
          ? listDeviceSurveys(document.data.value).map(({ id, title }) => [id, title[language.value]])
          : [],
      ),
  );
}

/** Names a survey where there are several on this device; of one alone everything is of it, and nothing is to be said. */
export function useSurveyAmongSeveral(): (surveyId: string | undefined) => string | undefined {
  const titles = useSurveyTitles();
  return (surveyId) => (titles.value.size > 1 ? titles.value.get(surveyId ?? '') : undefined);
}
