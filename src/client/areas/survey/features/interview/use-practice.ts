import { computed, ref, shallowRef } from 'vue';
import type { Json } from '#domain/canonical/json.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { otherTextCode } from '#domain/questionnaire/model.ts';
import { useDocument } from '#client/records/documents.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { useInterviewState, type InterviewSession } from './interview-session.ts';

/** An interview to practise: it lives in this page's memory and goes with it. */
export interface Practice extends InterviewSession {
  ready: Readonly<ReturnType<typeof useDocument>['ready']>;
  /** Begins anew, without the answers given so far. */
  restart(): void;
}

/** Practises the questionnaire of now. Nothing reaches the device's database, so nothing can be sent. */
export function usePractice(): Practice {
  const { now, newId } = useWorkspace();
  const questionnaire = useDocument('questionnaire');
  const response = shallowRef(begin());
  const state = useInterviewState(
    () => questionnaire.data.value,
    () => 'practice',
    () => response.value,
  );

  function begin(): Partial<SurveyResponse> {
    return { startedAt: now(), seed: newId(), answers: {}, notes: {} };
  }

  function answer(code: string, value: Json | undefined): Promise<void> {
    if (state.interview.value) {
      const { answers } = setAnswer(state.interview.value, code, value);
      response.value = { ...response.value, answers: { ...answers } };
    }
    return Promise.resolve();
  }

  return {
    ...state,
    ready: questionnaire.ready,
    response: computed(() => response.value),
    saveState: ref(undefined),
    answer,
    answerOther: (itemCode, text) => answer(otherTextCode(itemCode), text),
    takeNote(itemCode, text) {
      response.value = { ...response.value, notes: { ...response.value.notes, [itemCode]: text } };
      return Promise.resolve();
    },
    confirmPrefilled: () => Promise.resolve(),
    hold: () => undefined,
    release: () => undefined,
    restart: () => (response.value = begin()),
  };
}
