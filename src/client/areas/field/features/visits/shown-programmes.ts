import { computed, type ComputedRef } from 'vue';
import { useEditions } from '#client/records/documents.ts';

/** A programme that was shown to a company. */
export interface ShownProgramme {
  key: string;
  /** Undefined where no edition on this device has it. */
  found: { name: string; department: string; fiscalYear: number } | undefined;
}

/** Follows programmes by their keys, each as the newest edition that has it: a newer one may no longer list what was shown. */
export function useShownProgrammes(keys: () => readonly string[]): ComputedRef<ShownProgramme[]> {
  const editions = useEditions();
  return computed(() =>
    keys().map((key) => {
      for (const { fiscalYear, catalogue } of editions.data.value) {
        const programme = catalogue.programmes.find((one) => one.key === key);
        if (programme)
          return { key, found: { name: programme.name, department: programme.department, fiscalYear } };
      }
      return { key, found: undefined };
    }),
  );
}
