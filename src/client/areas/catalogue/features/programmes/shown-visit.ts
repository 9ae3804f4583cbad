import { computed, type ComputedRef, type Ref } from 'vue';
import { tokyoDate } from '#domain/canonical/dates.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useRecordDraft, type SaveState } from '#client/records/record-draft.ts';
import { useCompany } from '#client/records/merged-accounts.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** The visit at which a sheet is being shown to a company. */
export interface ShownVisit {
  /** `undefined` while there is none under way. */
  id: ComputedRef<string | undefined>;
  companyName: ComputedRef<string>;
  /** Whether the visit already says that the programme was shown. */
  hasShown(key: string): boolean;
  /** How many programmes the visit says were shown. */
  shownCount: ComputedRef<number>;
  saveState: Readonly<Ref<SaveState>>;
  /** Notes in the visit that a programme was shown, or takes that back. */
  toggle(key: string): Promise<void>;
}

/** Follows the visit of an address; without one, that of this person which began today and has not ended. */
export function useShownVisit(addressed: () => string | undefined): ShownVisit {
  const { db, session, now } = useWorkspace();
  const current = useLiveQuery(
    async () => addressed() ?? (await findCurrentVisit(db, session.user.id, tokyoDate(now()))),
    undefined,
    addressed,
  );
  const draft = useRecordDraft('visits', () => current.data.value);
  const account = useCompany(() => draft.fields.value.accountId);
  const shown = computed(() => draft.fields.value.programmes ?? []);

  return {
    // What has not begun or was called off has shown nothing to anybody.
    id: computed(() => {
      const { status } = draft.fields.value;
      return draft.record.value && (status === 'started' || status === 'finished')
        ? current.data.value
        : undefined;
    }),
    companyName: computed(() => account.data.value?.fields.name ?? ''),
    shownCount: computed(() => shown.value.length),
    hasShown: (key) => shown.value.includes(key),
    saveState: draft.saveState,
    async toggle(key) {
      const others = shown.value.filter((other) => other !== key);
      await draft.edit({ programmes: others.length < shown.value.length ? others : [...others, key] });
    },
  };
}

/** The visit that a person began last on a day and is still at. */
async function findCurrentVisit(
  db: BansoDatabase,
  userId: string,
  today: string,
): Promise<string | undefined> {
  const started = await db.visits.where('fields.status').equals('started').toArray();
  return started
    .filter(({ deletedAt, fields }) => deletedAt === null && (fields.participants ?? []).includes(userId))
    .filter(({ fields }) => fields.startedAt !== undefined && tokyoDate(fields.startedAt) === today)
    .sort((a, b) => a.fields.startedAt!.localeCompare(b.fields.startedAt!))
    .at(-1)?.id;
}
