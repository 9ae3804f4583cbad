import { computed, type ComputedRef, type Ref } from 'vue';
import type { Json } from '#domain/canonical/json.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { interviewOf } from '#domain/casework/response-interview.ts';
import { withAnswers, type Interview } from '#domain/interview/interview.ts';
import { computeRelevance, type Relevance } from '#domain/interview/relevance.ts';
import { listScreens, type Screen } from '#domain/interview/screens.ts';
import type { Item, Questionnaire } from '#domain/questionnaire/model.ts';
import type { SaveState } from '#client/records/record-draft.ts';

/** What is asked now in a response in progress. */
export interface InterviewState {
  /** The questionnaire planned once, without answers. */
  plan: ComputedRef<Interview | undefined>;
  /** With the newest answers, those still on their way to the device included. */
  interview: ComputedRef<Interview | undefined>;
  relevance: ComputedRef<Relevance>;
  /** One question at a time. */
  screens: ComputedRef<Screen[]>;
}

/** A response in progress on the screen, real or for practice, and the ways to answer. */
export interface InterviewSession extends InterviewState {
  response: ComputedRef<Partial<SurveyResponse>>;
  /** Whether what one enters is durable; `undefined` where nothing is kept. */
  saveState: Readonly<Ref<SaveState | undefined>>;
  /** Takes an answer: shown at once, durable when the promise resolves. */
  answer(code: string, value: Json | undefined): Promise<void>;
  answerOther(itemCode: string, text: string): Promise<void>;
  /** Takes the interviewer's note on a question; an empty one removes it. */
  takeNote(itemCode: string, text: string): Promise<void>;
  /** The company was asked and left what was prefilled as it is: from now on it is an answer given here. */
  confirmPrefilled(items: readonly Item[]): Promise<void>;
  /** While a path is held, what is typed there is not replaced from elsewhere (see `RecordDraft`). */
  hold(path: string): void;
  release(path: string): void;
}

/** Works out what is asked; the plan is made anew only for another questionnaire or response. */
export function useInterviewState(
  questionnaire: () => Questionnaire | undefined,
  responseId: () => string | undefined,
  response: () => Partial<SurveyResponse>,
): InterviewState {
  const seed = computed(() => response().seed);
  const startedAt = computed(() => response().startedAt);
  const plan = computed(() => {
    const [found, id] = [questionnaire(), responseId()];
    if (!found || id === undefined) return undefined;
    return interviewOf(found, id, {
      ...(seed.value && { seed: seed.value }),
      ...(startedAt.value && { startedAt: startedAt.value }),
    });
  });
  const interview = computed(() => plan.value && withAnswers(plan.value, response().answers ?? {}));
  const relevance = computed<Relevance>(() =>
    interview.value ? computeRelevance(interview.value) : new Set(),
  );
  const screens = computed(() => (interview.value ? listScreens(interview.value, relevance.value) : []));
  return { plan, interview, relevance, screens };
}
