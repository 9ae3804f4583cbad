import { computed, type ComputedRef } from 'vue';
import { indexRoles, type RolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { useLiveQuery } from './live-query.ts';
import { useWorkspace } from './workspace.ts';

/** What the items of the questionnaires on this device are for, former revisions too. */
export async function loadItemRoles(db: BansoDatabase): Promise<RolesOf> {
  return indexRoles(await loadQuestionnaires(db));
}

/** The questionnaires on this device, former revisions too. */
export async function loadQuestionnaires(db: BansoDatabase): Promise<Questionnaire[]> {
  const stored = await db.documents.where('name').startsWith('questionnaire').toArray();
  return stored.map(({ content }) => content as unknown as Questionnaire);
}

/** Follows them. */
export function useItemRoles(): ComputedRef<RolesOf> {
  const { db } = useWorkspace();
  const { data } = useLiveQuery(() => loadItemRoles(db), indexRoles([]));
  return computed(() => data.value);
}
