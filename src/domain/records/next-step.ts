import { defineCollection, type FieldsOf } from './definition.ts';
import { code, day, instant, person, reference, required, text } from './field.ts';

/** Promises with a date and an owner. They are saved while they are typed. */
export const nextSteps = defineCollection({
  name: 'nextSteps',
  version: 1,
  fields: {
    accountId: required(reference('accounts')),
    visitId: reference('visits'),
    text: required(text()),
    dueDate: day(),
    /** Who promised it. */
    owner: required(person()),
    status: required(code(['open', 'done', 'dropped'])),
    doneAt: instant(),
    doneBy: person(),
  },
  groups: { status: ['status', 'doneAt', 'doneBy'] },
  indices: ['accountId', 'status'],
  signatures: ['doneBy'],
  keptByErasure: ['accountId', 'dueDate', 'owner', 'status', 'doneAt', 'doneBy'],
});

export type NextStep = FieldsOf<typeof nextSteps>;
