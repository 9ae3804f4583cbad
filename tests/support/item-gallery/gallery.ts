import { createApp, defineComponent, h, shallowRef } from 'vue';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { computeItemField } from '#domain/interview/field.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { listItems, otherTextCode } from '#domain/questionnaire/model.ts';
import ItemField from '#ui/items/ItemField.vue';
import './gallery.css';
import { answersOf, buildGallery, type GalleryState } from './gallery-items.ts';

/*
 * Every kind of item on one page, as the apps show them: `?state=answered` (empty, answered
 * or wrong), `&language=en`, `&item=code,code` for these alone. What is answered stands in
 * `document.body.dataset.answers`.
 */
const parameters = new URLSearchParams(location.search);
const state = (parameters.get('state') ?? 'empty') as GalleryState;
const language = parameters.get('language') === 'en' ? 'en' : 'ja';
const only = parameters.get('item')?.split(',');
const interview = shallowRef(startInterview(buildGallery(), answersOf(state)));

const Gallery = defineComponent(() => {
  const set = (code: string, value: Parameters<typeof setAnswer>[2]): void => {
    interview.value = setAnswer(interview.value, code, value);
    document.body.dataset['answers'] = JSON.stringify(interview.value.answers);
  };
  return () =>
    listItems(interview.value.questionnaire)
      .filter(({ code }) => only?.includes(code) ?? true)
      .map((item) =>
        h('section', { id: `item-${item.code}`, key: item.code, style: 'padding-block: 1.5rem' }, [
          h(ItemField, {
            ...computeItemField(interview.value, item),
            language,
            idBase: item.code,
            problems:
              state === 'wrong'
                ? checkAnswer(interview.value, item).map(({ message }) => message[language])
                : [],
            'onUpdate:modelValue': (value) => set(item.code, value),
            'onUpdate:otherText': (text) => set(otherTextCode(item.code), text),
          }),
        ]),
      );
});

document.documentElement.lang = language;
createApp(Gallery).mount('#gallery');
