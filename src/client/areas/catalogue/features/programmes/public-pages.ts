import { computed, type ComputedRef } from 'vue';
import { composeProgrammePath } from '#domain/catalogue/public-address.ts';
import { useDocument } from '#client/records/documents.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** The pages that companies read, as far as this device knows: their addresses need no connection. */
export interface PublicPages {
  /** The full address of a programme's page. */
  addressOf: (programmeKey: string) => string;
  /** Whether the office has taken the page back. */
  isWithdrawn: ComputedRef<(programmeKey: string) => boolean>;
}

/** Follows which pages were taken back. */
export function usePublicPages(): PublicPages {
  const { session } = useWorkspace();
  const withdrawn = useDocument('withdrawn-pages');
  const keys = computed(() => new Set((withdrawn.data.value ?? []).map(({ programme }) => programme)));
  return {
    addressOf: (programmeKey) =>
      new URL(composeProgrammePath(session.centre.id, programmeKey), window.location.origin).href,
    isWithdrawn: computed(() => (programmeKey) => keys.value.has(programmeKey)),
  };
}
