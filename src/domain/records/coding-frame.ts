import { defineCollection, type FieldsOf } from './definition.ts';
import { filledLine, key, list, object, reference, required, text, type ObjectOf } from './field.ts';

/** As many as one column of several answers can hold. */
export const MAX_CODING_CATEGORIES = 32;

const CATEGORY_MEMBERS = { code: required(key()), label: required(filledLine()), note: text() };

/** What answers in words are sorted into. `note` says what belongs to it and what does not. */
export type CodingCategory = ObjectOf<typeof CATEGORY_MEMBERS>;

/** The categories into which the words of one question are sorted. */
export const codingFrames = defineCollection({
  name: 'codingFrames',
  version: 1,
  fields: {
    questionnaireId: required(reference('questionnaires')),
    /** The question, or the words to one of its options (`issues.other`). */
    item: required(key()),
    title: required(filledLine()),
    categories: required(list(object(CATEGORY_MEMBERS), MAX_CODING_CATEGORIES)),
  },
  keptByErasure: ['questionnaireId', 'item'],
});

export type CodingFrame = FieldsOf<typeof codingFrames>;
