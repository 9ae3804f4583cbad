import { computed, ref, type ComputedRef, type Ref } from 'vue';
import {
  findObviousSurvey,
  listOfferedSurveys,
  type OfferedSurvey,
} from '#domain/fieldwork/offered-surveys.ts';
import type { SurveyState } from '#domain/fieldwork/survey-state.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { DeviceSurvey } from '#protocol/documents.ts';
import { useDocument, useRevision } from '#client/records/documents.ts';
import { useNow } from '#ui/use-now.ts';

/** Which survey an interview answers, and how surveys stand today. */
export interface SurveyChoice {
  ready: Readonly<Ref<boolean>>;
  /** What can be answered; empty before the first sync. */
  offered: ComputedRef<OfferedSurvey<DeviceSurvey>[]>;
  /** By the person, or by itself where there is nothing to choose. */
  chosen: ComputedRef<OfferedSurvey<DeviceSurvey> | undefined>;
  choose(surveyId: string): void;
  /** Of the survey that is chosen. */
  questionnaire: ComputedRef<Questionnaire | undefined>;
  /** That questionnaire has not come to this device yet. */
  lacksQuestionnaire: ComputedRef<boolean>;
  /** How the survey stands that a response answers; `undefined` where this device cannot know. */
  stateOf(surveyId: string | undefined): SurveyState | undefined;
}

/** Follows the surveys on this device; one that is over while the page is open is seen to be. */
export function useSurveyChoice(): SurveyChoice {
  const document = useDocument('survey');
  const now = useNow();
  const chosenId = ref<string>();
  const offered = computed(() => {
    const { others = [], ...first } = document.data.value ?? {};
    return 'id' in first ? listOfferedSurveys<DeviceSurvey>(first, others, now.value) : [];
  });
  const chosen = computed(
    () => offered.value.find(({ id }) => id === chosenId.value) ?? findObviousSurvey(offered.value),
  );
  const revision = useRevision(
    () => chosen.value && { id: chosen.value.questionnaireId, revision: chosen.value.questionnaireRevision },
  );

  return {
    ready: document.ready,
    offered,
    chosen,
    choose: (surveyId) => (chosenId.value = surveyId),
    questionnaire: computed(() => revision.value?.questionnaire),
    lacksQuestionnaire: computed(
      () => revision.value !== undefined && revision.value.questionnaire === undefined,
    ),
    stateOf(surveyId) {
      // Devices are given all that is open: what is not among it is over, if the document says so much.
      const missing = document.data.value?.status === undefined ? undefined : 'closed';
      return surveyId === undefined
        ? undefined
        : (offered.value.find(({ id }) => id === surveyId)?.state ?? missing);
    },
  };
}
