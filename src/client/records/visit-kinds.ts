import { computed, type ComputedRef } from 'vue';
import { VISIT_KINDS, type VisitKind } from '#domain/records/visit.ts';
import type { Choice } from '#ui/choice.ts';
import { language } from '#ui/messages.ts';
import { nameOfCode } from './record-words.ts';

/** The ways to meet a company, in words. */
export function useVisitKinds(): ComputedRef<Choice<VisitKind>[]> {
  return computed(() =>
    // The language is what the words depend on.
    VISIT_KINDS.map((value) => ({ value, label: language.value && nameOfCode('visits', 'kind', value) })),
  );
}
