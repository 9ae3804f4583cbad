import { defineCollection, type FieldsOf } from './definition.ts';
import { code, filledLine, instant, line, person, reference, required } from './field.ts';

/** Who took which figures or data along, when. A list of what happened: nobody changes it afterwards. */
export const exports = defineCollection({
  name: 'exports',
  version: 1,
  fields: {
    kind: required(code(['table', 'book', 'chart', 'data', 'texts'])),
    fileName: required(filledLine()),
    format: required(code(['xlsx', 'csv', 'png', 'tripleS', 'print'])),
    surveyId: reference('surveys'),
    /** The version of the data that it was made from. */
    dataHash: line(),
    by: required(person()),
    at: required(instant()),
  },
  indices: ['at'],
  appendOnly: { by: 'by' },
  keptByErasure: ['kind', 'format', 'surveyId', 'by', 'at'],
});

export type Export = FieldsOf<typeof exports>;
