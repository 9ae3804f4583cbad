import { computed, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { tokyoDate } from '#domain/canonical/dates.ts';
import type { BootstrapInterval } from '#domain/casework/management/bootstrap.ts';
import type { CompanyBehind, Figure } from '#domain/casework/management/overview.ts';
import { useStaff } from '#client/records/staff.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { isClosed } from '#client/workers/bridge/worker-link.ts';
import type { OverviewAnswer, OverviewSettings } from '#client/workers/management/management-contract.ts';
import { openManagementLink } from '#client/workers/management/management-link.ts';
import type { OverviewChoice } from './overview-settings.ts';

/** The manager's figures for a choice that may change. */
export interface OverviewFigures {
  /** The last ones that were computed; `undefined` until there are some. */
  answer: Readonly<ShallowRef<OverviewAnswer | undefined>>;
  /** How sure the concentration is; comes later than the figures. */
  interval: Readonly<ShallowRef<BootstrapInterval | null | undefined>>;
  /** Whether `answer` is of the records as they are, and not what was counted the last time. */
  isCurrent: Readonly<Ref<boolean>>;
  failure: Readonly<Ref<string | undefined>>;
  /** The companies behind a figure of the choice. */
  listBehind(figure: Figure): Promise<CompanyBehind[]>;
}

/**
 * Computes the figures in a worker, again whenever the choice or the records change.
 *
 * @param isHome shows at once what was counted last, and asks how sure the concentration is
 */
export function useOverview(
  choice: () => OverviewChoice,
  { isHome = false }: { isHome?: boolean } = {},
): OverviewFigures {
  const { session, now, db } = useWorkspace();
  const { people } = useStaff();
  const answer = shallowRef<OverviewAnswer>();
  const interval = shallowRef<BootstrapInterval | null>();
  const failure = ref<string>();
  const isCurrent = ref(false);
  const version = ref(0);
  let lastId = 0;
  const link = openManagementLink();

  function fail(error: unknown): void {
    if (!isClosed(error)) failure.value = error instanceof Error ? error.message : String(error);
  }

  const settings = computed((): OverviewSettings => ({
    ...choice(),
    today: tokyoDate(now()),
    userIds: people.value.filter(({ role }) => role === 'coordinator').map(({ userId }) => userId),
  }));

  async function compute(asked: OverviewSettings): Promise<void> {
    const id = (lastId += 1);
    try {
      const figures = await link.ask('overview', asked);
      if (id !== lastId) return;
      answer.value = figures;
      isCurrent.value = true;
      failure.value = undefined;
      if (!isHome) return;
      await db.setMeta('lastOverview', { asked: nameAsked(asked), answer: withoutNames(figures) });
      const found = await link.ask('interval', asked);
      if (id === lastId) interval.value = found;
    } catch (error) {
      if (id === lastId) fail(error);
    }
  }

  /** Reading all records takes a moment: until then stands what was counted last, and says so. */
  async function showLast(): Promise<void> {
    const last = await db.getMeta('lastOverview');
    if (isCurrent.value || last?.asked !== nameAsked(settings.value)) return;
    answer.value = last.answer as OverviewAnswer;
  }

  if (isHome) showLast().catch(fail);
  const { centre, user } = session;
  link
    .ask(
      'follow',
      { centreId: centre.id, userId: user.id },
      { onProgress: (state) => (version.value = state.version), patienceMs: Infinity },
    )
    .catch(fail);
  watch(
    [() => JSON.stringify(settings.value), version],
    () => {
      if (version.value > 0) void compute(settings.value);
    },
    { immediate: true },
  );
  onScopeDispose(() => link.close());
  return {
    answer,
    interval,
    isCurrent,
    failure,
    listBehind: (figure) => link.ask('behind', { settings: settings.value, figure }),
  };
}

/** Figures without the names of companies, which erasure would not find. */
function withoutNames(answer: OverviewAnswer): OverviewAnswer {
  if ('refusedYear' in answer) return answer;
  const unreached = answer.overview.unreached.map((each) => ({
    ...each,
    company: { ...each.company, name: '' },
  }));
  return { ...answer, overview: { ...answer.overview, unreached } };
}

/** What was asked, but for the people, whose list this page has only a moment later. */
function nameAsked(settings: OverviewSettings): string {
  return JSON.stringify({ ...settings, userIds: [] });
}
