import { computed, type ComputedRef } from 'vue';
import { indexRoles, type RolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { useLiveQuery } from './live-query.ts';
import { useWorkspace } from './workspace.ts';

/** What the items of the questionnaires on this device are for, former revisions too. */
export async function loadItemRoles(db: BansoDatabase): Promise<RolesOf> {
  const stored = await db.documents.where('name').startsWith('questionnaire').toArray();
  return indexRoles(stored.map(({ content }) => content as unknown as Questionnaire));
}

/** Follows them. */
export function useItemRoles(): ComputedRef<RolesOf> {
  const { db } = useWorkspace();
  const { data } = useLiveQuery(() => loadItemRoles(db), indexRoles([]));
  return computed(() => data.value);
}
