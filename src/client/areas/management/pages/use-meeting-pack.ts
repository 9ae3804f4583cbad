import { computed, shallowRef, watchEffect, type ComputedRef } from 'vue';
import { tokyoDate } from '#domain/canonical/dates.ts';
import type { Meeting } from '#domain/records/meeting.ts';
import type { Table } from '#domain/tabulation/table.ts';
import { readGapMap, type GapMap } from '#domain/tabulation/gap-map/gap-map.ts';
import { findGapMapItems, gapMapSpecs, listGapMapAxes } from '#domain/tabulation/gap-map/gap-map-spec.ts';
import { sortDecisions } from '#client/areas/management/features/decisions/decision-order.ts';
import { useRecount } from '#client/areas/management/features/decisions/use-recount.ts';
import { readPack, type Pack } from '#client/areas/management/features/meetings/shown-pack.ts';
import { useOverdueCases } from '#client/areas/management/features/meetings/use-overdue-cases.ts';
import type { OverviewChoice } from '#client/areas/management/features/overview/overview-settings.ts';
import { useOverview } from '#client/areas/management/features/overview/use-overview.ts';
import { useThemes } from '#client/areas/management/features/themes/use-themes.ts';
import { listOptions } from '#client/areas/tables/features/gap-map/gap-map-labels.ts';
import { useTabulation, type Wanted } from '#client/areas/tables/features/tables/use-tabulation.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { Local } from '#client/storage/database.ts';
import { language } from '#ui/messages.ts';

/** A code of the map with its words. */
type Option = { code: string; label: string };

/** A meeting's pack as it is now and as it was shown, with what is needed to say it. */
export interface MeetingPack {
  live: ComputedRef<Pack>;
  /** As it was shown, where the meeting has been held. */
  shown: ComputedRef<Pack | undefined>;
  /** Whether all of the live one has been counted, so that it can be kept. */
  isComplete: ComputedRef<boolean>;
  /** Why something could not be counted. */
  failure: ComputedRef<string | undefined>;
  savedTables: ComputedRef<Local<'savedTables'>[]>;
  gaps: { issues: ComputedRef<Option[]>; institutions: ComputedRef<Option[]> };
  /** The map from its tables. */
  readMap: (tables: readonly Table[] | undefined) => GapMap | undefined;
  /** Takes in what a saved table was counted to. */
  noteTable: (id: string, tables: readonly Table[]) => void;
}

/** Counts the pack of a meeting. */
export function useMeetingPack(
  fields: () => Partial<Meeting> | undefined,
  choice: () => OverviewChoice,
  seesFigures: () => boolean,
): MeetingPack {
  const { db, now } = useWorkspace();
  const today = tokyoDate(now());
  const stored = useLiveQuery(
    async () => ({
      decisions: (await db.decisions.toArray()).filter(({ deletedAt }) => deletedAt === null),
      tables: (await db.savedTables.toArray()).filter(
        ({ deletedAt, fields: { kind } }) => deletedAt === null && kind === 'table',
      ),
    }),
    { decisions: [], tables: [] },
  );
  const { changes } = useRecount(() => stored.data.value.decisions);
  const themes = useThemes();
  const cases = useOverdueCases();
  const { answer, failure } = useOverview(choice);
  const counted = shallowRef<Readonly<Record<string, readonly Table[]>>>({});
  const wanted = shallowRef<Wanted>();
  const {
    tables,
    summary,
    failure: tablesFailure,
  } = useTabulation(
    () => undefined,
    () => wanted.value,
  );
  const items = computed(() => summary.value && findGapMapItems(summary.value.questionnaire));
  const axes = computed(
    () => summary.value && items.value && listGapMapAxes(summary.value.questionnaire, items.value),
  );
  watchEffect(() => {
    wanted.value =
      items.value && axes.value ? { specs: gapMapSpecs(items.value, axes.value), waves: [] } : undefined;
  });
  const optionsOf = (name: 'issues' | 'institutions') =>
    computed(() =>
      summary.value && items.value
        ? listOptions(summary.value.questionnaire, items.value[name], language.value)
        : [],
    );
  const institutions = optionsOf('institutions');

  const live = computed((): Pack => ({
    items: fields()?.items ?? [],
    overview: answer.value && 'overview' in answer.value ? answer.value : undefined,
    gapTables: tables.value?.[0]?.tables,
    tables: counted.value,
    decisions: sortDecisions(stored.data.value.decisions, changes.value, today).map((decision) => ({
      id: decision.id,
      fields: decision.fields,
      change: changes.value?.get(decision.id),
    })),
    themes: themes.data.value,
    cases: cases.data.value,
  }));
  const isComplete = computed(() => {
    const parts = fields()?.items ?? [];
    return parts.every(({ part, of }) => {
      if (part === 'clients' || part === 'leads')
        return cases.ready.value && (!seesFigures() || live.value.overview !== undefined);
      if (part === 'gaps') return live.value.gapTables !== undefined || summary.value === null;
      if (part === 'decisions') return stored.ready.value && changes.value !== undefined;
      if (part === 'themes') return themes.ready.value;
      const isThere = stored.data.value.tables.some(({ id }) => id === of);
      return part !== 'table' || !isThere || counted.value[of ?? ''] !== undefined;
    });
  });
  return {
    live,
    shown: computed(() => readPack(fields()?.shown)),
    isComplete,
    failure: computed(() => failure.value ?? tablesFailure.value),
    savedTables: computed(() => stored.data.value.tables),
    gaps: { issues: optionsOf('issues'), institutions },
    readMap: (own) =>
      own?.length === 3 && items.value && axes.value
        ? readGapMap(own, items.value, axes.value, institutions.value[0]?.code)
        : undefined,
    noteTable: (id, own) => (counted.value = { ...counted.value, [id]: own }),
  };
}
