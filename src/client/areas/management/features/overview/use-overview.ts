import { computed, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { tokyoDate } from '#domain/canonical/dates.ts';
import type { BootstrapInterval } from '#domain/casework/management/bootstrap.ts';
import type { CompanyBehind, Figure } from '#domain/casework/management/overview.ts';
import { useStaff } from '#client/records/staff.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { isClosed } from '#client/workers/bridge/worker-link.ts';
import { afterPainting } from '#client/browser/after-painting.ts';
import { whenIdle } from '#client/browser/when-idle.ts';
import type {
  ManagementContract,
  OverviewAnswer,
  OverviewSettings,
} from '#client/workers/management/management-contract.ts';
import { openManagementLink } from '#client/workers/management/management-link.ts';
import { readStateMark } from '#client/workers/management/read-state-mark.ts';
import type { WorkerLink } from '#client/workers/bridge/worker-link.ts';
import { findLastOverview, keepLastOverview, readLastOverview, type LastOverview } from './last-overview.ts';
import type { OverviewChoice } from './overview-settings.ts';

/** What was counted last is painted before the worker that counts anew takes up the machine. */
const LATEST_START_MS = 200;

/** The manager's figures for a choice that may change. */
export interface OverviewFigures {
  /** The last ones that were computed; `undefined` until there are some. */
  answer: Readonly<ShallowRef<OverviewAnswer | undefined>>;
  /** How sure the concentration is; comes later than the figures. */
  interval: Readonly<ShallowRef<BootstrapInterval | null | undefined>>;
  /** Whether `answer` is of the records as they are, and not what was counted the last time; `undefined` until that is known. */
  isCurrent: Readonly<Ref<boolean | undefined>>;
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
  const isCurrent = ref<boolean>();
  const version = ref(0);
  let lastId = 0;
  let link: WorkerLink<ManagementContract> | undefined;
  let isOver = false;

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
      const { mark, ...figures } = await openLink().ask('overview', asked);
      if (id !== lastId) return;
      if (!isHome) answer.value = figures;
      // How sure other figures were says nothing of these.
      else if (setIfOther(answer, withoutNames(figures))) interval.value = undefined;
      isCurrent.value = true;
      failure.value = undefined;
      if (!isHome) return;
      await keep(asked, mark);
      const found = await openLink().ask('interval', asked);
      if (id === lastId && setIfOther(interval, found)) await keep(asked, mark);
    } catch (error) {
      if (id === lastId) fail(error);
    }
  }

  /** For the next opening. */
  async function keep(asked: OverviewSettings, mark: string | undefined): Promise<void> {
    if (!answer.value) return;
    await keepLastOverview(db, {
      asked: nameAsked(asked),
      answer: answer.value,
      interval: interval.value,
      ...(mark !== undefined && { mark }),
    });
  }

  /** Where what was counted last was for this choice. */
  function show(last: LastOverview | undefined): void {
    if (last?.asked !== nameAsked(settings.value)) return;
    answer.value = last.answer;
    interval.value = last.interval;
  }

  /** Reading all records takes a moment: until then stands what was counted last, and says so unless nothing has come since. */
  async function showLast(): Promise<void> {
    show(findLastOverview(db));
    if (answer.value) await new Promise<void>(afterPainting);
    const [last, mark] = await Promise.all([readLastOverview(db), readStateMark(db)]);
    if (isCurrent.value) return;
    if (!answer.value) show(last);
    if (answer.value) isCurrent.value = last?.mark !== undefined && last.mark === mark;
  }

  function openLink(): WorkerLink<ManagementContract> {
    if (link) return link;
    link = openManagementLink();
    if (isOver) link.close();
    return link;
  }

  function follow(): void {
    if (isOver) return;
    const { centre, user } = session;
    openLink()
      .ask(
        'follow',
        { centreId: centre.id, userId: user.id },
        { onProgress: (state) => (version.value = state.version), patienceMs: Infinity },
      )
      .catch(fail);
  }

  if (isHome)
    void showLast()
      .catch(fail)
      .finally(() => (answer.value ? whenIdle(follow, LATEST_START_MS) : follow()));
  else follow();
  watch(
    [() => JSON.stringify(settings.value), version],
    () => {
      if (version.value > 0) void compute(settings.value);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    isOver = true;
    link?.close();
  });
  return {
    answer,
    interval,
    isCurrent,
    failure,
    listBehind: (figure) => openLink().ask('behind', { settings: settings.value, figure }),
  };
}

/** What has not changed is not drawn again. @returns whether it has */
function setIfOther<Value>(held: ShallowRef<Value>, value: Value): boolean {
  const isOther = JSON.stringify(held.value) !== JSON.stringify(value);
  if (isOther) held.value = value;
  return isOther;
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
