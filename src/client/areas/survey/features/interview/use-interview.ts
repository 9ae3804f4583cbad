import { computed, type ComputedRef } from 'vue';
import type { Json } from '#domain/canonical/json.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { otherTextCode, type Item } from '#domain/questionnaire/model.ts';
import { useRevision } from '#client/records/documents.ts';
import { useRecordDraft } from '#client/records/record-draft.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { Edit } from '#client/storage/write-record.ts';
import { useInterviewState, type InterviewSession } from './interview-session.ts';

/** A response of this device on the screen. */
export interface RecordedInterview extends InterviewSession {
  /** The response and the revision of the questionnaire that it answers are here. */
  isLoaded: ComputedRef<boolean>;
  /** The response is here, but the device does not have its revision of the questionnaire. */
  lacksRevision: ComputedRef<boolean>;
  isSubmitted: ComputedRef<boolean>;
}

/** Follows the response with this id together with the revision of the questionnaire that it answers. */
export function useInterview(responseId: () => string | undefined): RecordedInterview {
  const { session, now } = useWorkspace();
  const draft = useRecordDraft('responses', responseId);
  const { fields } = draft;
  const isHere = computed(() => draft.record.value !== undefined && draft.record.value.id === responseId());
  const revision = useRevision(() => {
    const { questionnaireId, questionnaireRevision } = fields.value;
    if (!isHere.value || questionnaireId === undefined || questionnaireRevision === undefined)
      return undefined;
    return { id: questionnaireId, revision: questionnaireRevision };
  });
  const state = useInterviewState(
    () => revision.value?.questionnaire,
    responseId,
    () => fields.value,
  );

  const given = () => ({ channel: 'visit' as const, by: session.user.id, at: now() });

  async function confirmPrefilled(items: readonly Item[]): Promise<void> {
    const { provenance } = fields.value;
    const prefilled = items.filter(({ code }) => provenance?.[code]?.prefilled);
    if (prefilled.length === 0) return;
    await draft.edit(Object.fromEntries(prefilled.map(({ code }) => [`provenance/${code}`, given()])));
  }

  async function answer(code: string, value: Json | undefined): Promise<void> {
    if (!state.interview.value) return;
    const next = setAnswer(state.interview.value, code, value);
    const edit: Edit<'responses'> = {
      [`answers/${code}`]: next.answers[code],
      [`provenance/${code}`]: given(),
    };
    await draft.edit(edit);
  }

  return {
    ...state,
    response: fields,
    isLoaded: computed(() => isHere.value && state.interview.value !== undefined),
    lacksRevision: computed(() => revision.value !== undefined && revision.value.questionnaire === undefined),
    isSubmitted: computed(() => fields.value.submittedAt !== undefined),
    saveState: draft.saveState,
    answer,
    answerOther: (itemCode, text) => answer(otherTextCode(itemCode), text),
    takeNote: (itemCode, text) => draft.edit({ [`notes/${itemCode}`]: text === '' ? null : text }),
    confirmPrefilled,
    hold: draft.hold,
    release: draft.release,
  };
}
