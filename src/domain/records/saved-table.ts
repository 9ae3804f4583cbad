import { defineCollection, type FieldsOf } from './definition.ts';
import { code, filledLine, json, reference, required, text } from './field.ts';

/** Tables, report books and gap maps that somebody wants to open again, shared in the centre. */
export const savedTables = defineCollection({
  name: 'savedTables',
  version: 1,
  fields: {
    surveyId: required(reference('surveys')),
    kind: required(code(['table', 'book', 'gapMap'])),
    title: required(filledLine()),
    /** What was chosen, as the page that opens it again reads it; never figures. */
    content: required(json()),
    note: text(),
  },
  keptByErasure: ['surveyId', 'kind'],
});

export type SavedTable = FieldsOf<typeof savedTables>;
