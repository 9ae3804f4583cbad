import { defineCollection, type FieldsOf } from './definition.ts';
import { line, reference, required } from './field.ts';

/** People at companies. They are saved while they are typed and may still lack their words. */
export const contacts = defineCollection({
  name: 'contacts',
  version: 1,
  fields: {
    accountId: required(reference('accounts')),
    name: required(line()),
    position: line(),
    phone: line(),
    email: line(),
  },
  indices: ['accountId'],
  keptByErasure: [],
});

export type Contact = FieldsOf<typeof contacts>;
