import { computed, type ComputedRef } from 'vue';
import type { Json } from '#domain/canonical/json.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { startInterview, withAnswers, type Interview } from '#domain/interview/interview.ts';
import { computeRelevance, type Relevance } from '#domain/interview/relevance.ts';
import { listScreens, type Screen } from '#domain/interview/screens.ts';
import { otherTextCode, type Item } from '#domain/questionnaire/model.ts';
import { useDocument } from '#client/storage/documents.ts';
import { useRecordDraft, type RecordDraft } from '#client/storage/record-draft.ts';
import { useWorkspace } from '#client/storage/workspace.ts';
import type { Edit } from '#client/storage/write-record.ts';

/** A response in progress on the screen: what is asked now, and the way to answer. */
export interface InterviewSession {
  draft: RecordDraft<'responses'>;
  /** The questionnaire planned once, without answers. */
  plan: ComputedRef<Interview | undefined>;
  /** With the newest answers, those still on their way to the device included. */
  interview: ComputedRef<Interview | undefined>;
  relevance: ComputedRef<Relevance>;
  screens: ComputedRef<Screen[]>;
  isSubmitted: ComputedRef<boolean>;
  /** Takes an answer: shown at once, durable when the promise resolves. */
  answer(code: string, value: Json | undefined): Promise<void>;
  answerOther(itemCode: string, text: string): Promise<void>;
  /** The company was asked and left what was prefilled as it is: from now on it is an answer given here. */
  confirmPrefilled(items: readonly Item[]): Promise<void>;
}

/** Follows the response with this id together with the questionnaire that it answers. */
export function useInterview(responseId: () => string | undefined): InterviewSession {
  const { session, now } = useWorkspace();
  const questionnaire = useDocument('questionnaire');
  const draft = useRecordDraft('responses', responseId);

  const plan = computed(() => questionnaire.data.value && startInterview(questionnaire.data.value, {}, responseId()));
  const interview = computed(() => plan.value && withAnswers(plan.value, draft.fields.value.answers ?? {}));
  const relevance = computed<Relevance>(() => (interview.value ? computeRelevance(interview.value) : new Set()));
  const screens = computed(() => (interview.value ? listScreens(interview.value, relevance.value) : []));

  const given = () => ({ channel: 'visit' as const, by: session.user.id, at: now() });

  async function confirmPrefilled(items: readonly Item[]): Promise<void> {
    const { provenance } = draft.fields.value;
    const prefilled = items.filter(({ code }) => provenance?.[code]?.prefilled);
    if (prefilled.length === 0) return;
    await draft.edit(Object.fromEntries(prefilled.map(({ code }) => [`provenance/${code}`, given()])));
  }

  async function answer(code: string, value: Json | undefined): Promise<void> {
    if (!interview.value) return;
    const next = setAnswer(interview.value, code, value);
    const edit: Edit<'responses'> = {
      [`answers/${code}`]: next.answers[code],
      [`provenance/${code}`]: given(),
    };
    await draft.edit(edit);
  }

  return {
    draft,
    plan,
    interview,
    relevance,
    screens,
    isSubmitted: computed(() => draft.fields.value.submittedAt !== undefined),
    answer,
    answerOther: (itemCode, text) => answer(otherTextCode(itemCode), text),
    confirmPrefilled,
  };
}
