import { ref, type Ref } from 'vue';
import { countUnsent } from '#client/storage/count-unsent.ts';
import { findWorkspace } from '#client/records/workspace.ts';
import { useLiveQuery } from '#client/records/live-query.ts';

/** How many recorded changes of the person on this device wait to be sent; 0 while nobody is signed in. */
export function useUnsentCount(): Readonly<Ref<number>> {
  const workspace = findWorkspace();
  return workspace ? useLiveQuery(() => countUnsent(workspace.db), 0).data : ref(0);
}
