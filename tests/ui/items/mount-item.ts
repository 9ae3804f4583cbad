import { mount, type VueWrapper } from '@vue/test-utils';
import type { DetachedWindowAPI } from 'happy-dom';
import { defineComponent, h, shallowRef, type ShallowRef } from 'vue';
import type { Language } from '#domain/canonical/language.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { computeItemField } from '#domain/interview/field.ts';
import { startInterview, type Interview, type StoredAnswers } from '#domain/interview/interview.ts';
import { getItem, otherTextCode, type Questionnaire } from '#domain/questionnaire/model.ts';
import ItemField from '#ui/items/ItemField.vue';

export interface MountedItem {
  page: VueWrapper;
  /** Follows what is answered on the page. */
  interview: ShallowRef<Interview>;
}

interface MountOptions {
  answers?: StoredAnswers;
  language?: Language;
  /** Shows what is wrong with the answer. */
  checked?: boolean;
}

/** Shows one item of an interview as the apps do: what is answered goes through `setAnswer` and comes back. */
export function mountItem(
  questionnaire: Questionnaire,
  code: string,
  { answers = {}, language = 'ja', checked = false }: MountOptions = {},
): MountedItem {
  const interview = shallowRef(startInterview(questionnaire, answers));
  const item = getItem(questionnaire, code);
  const host = defineComponent(() => () => {
    const problems = checked
      ? checkAnswer(interview.value, item).map(({ message }) => message[language])
      : [];
    return h(ItemField, {
      ...computeItemField(interview.value, item),
      language,
      problems,
      idBase: code,
      'onUpdate:modelValue': (value) => (interview.value = setAnswer(interview.value, code, value)),
      'onUpdate:otherText': (text) =>
        (interview.value = setAnswer(interview.value, otherTextCode(code), text)),
    });
  });
  return { page: mount(host, { attachTo: document.body }), interview };
}

/** Makes the window as wide as a tablet or as narrow as a phone. */
export function resizeWindow(width: number): void {
  const { happyDOM } = window as unknown as { happyDOM: DetachedWindowAPI };
  happyDOM.setViewport({ width, height: 800 });
}
