import { computed, nextTick, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import { findItem } from '#domain/questionnaire/model.ts';
import type { Screen } from '#domain/interview/screens.ts';
import { language, useMessages } from '#ui/messages.ts';
import { useToasts, type Until } from '#ui/toasts.ts';
import { interviewPageMessages } from './interview-messages.ts';
import type { InterviewPreferences } from './interview-preferences.ts';
import type { InterviewSession } from './interview-session.ts';
import { findPausedAt, findResumeIndex } from './resume.ts';
import { useAskingAgain, type AskingAgain } from './use-asking-again.ts';
import type { InterviewPlace } from './use-interview-place.ts';

/** The screen does not mention breaks that are shorter. */
const WORTH_TELLING_MS = 10 * 60_000;

/** How an interview moves from screen to screen. */
export interface InterviewSteps extends Pick<AskingAgain, 'problems' | 'firstProblem'> {
  /** When the interview was interrupted: on the screen where it is resumed, after a longer break. */
  pausedAt: ComputedRef<Instant | undefined>;
  /** Goes to the next screen; where something is missing here, the first call points that out instead. */
  next(): Promise<void>;
  /**
   * Records an answer. If it was tapped and completes the screen, and the person prefers so, goes on
   * to the next screen at once and offers to undo.
   */
  answer(code: string, value: Json | undefined, isTapped: boolean): Promise<void>;
}

/**
 * Leads through the screens.
 *
 * @param shown the screens in the display that the person has chosen: one question each, or sections.
 */
export function useInterviewSteps(
  session: InterviewSession,
  place: InterviewPlace,
  shown: () => readonly Screen[],
  { display, advances }: InterviewPreferences,
): InterviewSteps {
  const own = useMessages(interviewPageMessages);
  const { showToast } = useToasts();
  const { view, index, screen } = place;
  const { problems, firstProblem, mayGoOn } = useAskingAgain(session, () => screen.value);
  const resumed: Ref<{ key: string; at: Instant } | undefined> = ref();

  // The address names no question, as after a break, or one that is not asked (any more): goes to
  // the question with which the interview is to be resumed.
  watch(
    [session.interview, view, index],
    async () => {
      const { interview, screens, response } = session;
      if (!interview.value || view.value !== 'question' || index.value >= 0) return;
      const { provenance } = response.value;
      const target = screens.value[findResumeIndex(interview.value, screens.value, provenance)];
      const at = findPausedAt(provenance);
      const isWhileAgo = at !== undefined && Date.now() - Date.parse(at) >= WORTH_TELLING_MS;
      if (!target) return place.toReview({ replace: true });
      if (isWhileAgo && place.asked.value === undefined) resumed.value = { key: target.key, at };
      await place.toQuestion(target.key, { replace: true });
    },
    { immediate: true },
  );

  // Another screen begins at its top, with the focus on the heading: a screen reader says where one is.
  watch([() => screen.value?.key, view, place.asked], async ([key, , asked], [beforeKey, beforeView]) => {
    if (beforeView === view.value && beforeKey === undefined) return;
    await nextTick();
    if (key !== beforeKey || view.value !== beforeView) {
      window.scrollTo({ top: 0 });
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    }
    const question = asked === undefined ? null : document.getElementById(`question-${asked}`);
    if (asked !== key) question?.scrollIntoView();
    // A grid that was begun goes on at the row that lacks something.
    question?.querySelector<HTMLElement>('[data-fault] input')?.focus();
  });

  /** Leads to the first item with a problem, in a grid to the row. The page says the first problem above the buttons, too. */
  async function showProblem(): Promise<void> {
    await nextTick();
    const code = screen.value?.items.find((item) => problems.value[item.code]?.length)?.code;
    document.getElementById(`${code}-problems`)?.scrollIntoView({ block: 'center' });
    const question = document.getElementById(`question-${code}`);
    question?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }

  async function goOn(): Promise<void> {
    if (!screen.value) return;
    await session.confirmPrefilled(screen.value.items);
    const following = shown()[index.value + 1];
    if (following) await place.toQuestion(following.key);
    else await place.toReview();
  }

  /** Where a grid shows one row at a time, the next row is what comes next, until the last one is shown. */
  function goToNextRow(): boolean {
    const [item] = screen.value?.items.length === 1 ? screen.value.items : [];
    const question = item && document.getElementById(`question-${item.code}`);
    const button = question?.querySelector<HTMLElement>('[data-next-row]:not([aria-disabled])');
    button?.click();
    return button !== null && button !== undefined;
  }

  async function next(): Promise<void> {
    if (!screen.value) return;
    if (place.isFromReview.value) return place.backToReview();
    // Whoever was told what is missing goes on as it is, not over the rows once more.
    if (!firstProblem.value && goToNextRow()) return;
    if (mayGoOn()) await goOn();
    else await showProblem();
  }

  /** Whether an answer completes the screen: a single choice, the only item, without text to be added. */
  function isAllSaid(code: string, value: Json | undefined): boolean {
    const item = screen.value?.items.length === 1 ? screen.value.items[0] : undefined;
    if (display.value !== 'question' || place.isFromReview.value || item?.code !== code) return false;
    if (item.appearance === 'select') return false;
    return item.options?.some((option) => option.code === value && !option.opensText) ?? false;
  }

  async function answer(code: string, value: Json | undefined, isTapped: boolean): Promise<void> {
    const before = session.response.value.answers?.[code];
    const saving = session.answer(code, value);
    if (advances.value && isTapped && isAllSaid(code, value)) {
      await goOn();
      const label = findOptionLabel(code, value);
      const undo = async (): Promise<void> => {
        await session.answer(code, before);
        await place.toQuestion(code);
      };
      const { response } = session;
      const isStanding = (): boolean =>
        response.value.answers?.[code] === value && response.value.submittedAt === undefined;
      const until: Until = (end) => watch(isStanding, (isIt) => isIt || end());
      showToast({ text: own('answered', { answer: label }), undo, until });
    }
    await saving;
  }

  function findOptionLabel(code: string, value: Json | undefined): string {
    const questionnaire = session.interview.value?.questionnaire;
    const option = questionnaire && findItem(questionnaire, code)?.options?.find((one) => one.code === value);
    return option?.label[language.value] ?? '';
  }

  return {
    problems,
    firstProblem,
    pausedAt: computed(() =>
      resumed.value && screen.value?.items.some(({ code }) => code === resumed.value?.key)
        ? resumed.value.at
        : undefined,
    ),
    next,
    answer,
  };
}
