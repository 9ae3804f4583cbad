import { computed, reactive, shallowRef } from 'vue';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { computeUnitState, type UnitState } from '#domain/fieldwork/survey-units.ts';
import type { UnitOutcome } from '#domain/fieldwork/unit-outcomes.ts';
import * as api from '#client/api/surveys-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { TIME_UNSAID, type Invitation, type SurveyUnit } from '#protocol/surveys.ts';

/** How far a survey's companies have come, as the server tells it; without a network nothing is known of them. */
export function useSurveyUnits(surveyId: string) {
  const { newId } = useWorkspace();
  const { attempt, ...attempts } = useAttempt();
  const units = shallowRef<ReadonlyMap<string, SurveyUnit>>();

  /** Asks the server; whether it told. */
  async function load(): Promise<boolean> {
    const told = await attempt(() => api.listUnits(surveyId));
    if (told) units.value = new Map(told.map((unit) => [unit.accountId, unit]));
    return told !== undefined;
  }

  function find(accountId: string): SurveyUnit | undefined {
    return units.value?.get(accountId);
  }

  /** Tells a company's state; looks at what is known once, for it is asked of thousands at a key. */
  const stateOf = computed(() => {
    const known = units.value;
    return (accountId: string): UnitState => known?.get(accountId)?.state ?? 'notAsked';
  });

  /** Takes in what codes tell that came from the server just now. Who has answered stays so: a code knows nothing of an interview. */
  function note(invitations: readonly Invitation[]): void {
    const noted = new Map(units.value);
    for (const invitation of invitations) {
      const before = noted.get(invitation.accountId);
      if (before?.state !== 'answered') noted.set(invitation.accountId, describe(invitation, before));
    }
    units.value = noted;
  }

  /** Notes what became of a company, and how all stand then; whether it worked. */
  async function noteOutcome(
    accountId: string,
    outcome: UnitOutcome | null,
    more: { on: string; detail: string },
  ): Promise<boolean> {
    const id = newId();
    const told = await attempt(async () => {
      await api.noteOutcome(surveyId, accountId, { outcome, id, ...more });
      return api.listUnits(surveyId);
    });
    if (told) units.value = new Map(told.map((unit) => [unit.accountId, unit]));
    return told !== undefined;
  }

  return reactive({
    ...attempts,
    noteOutcome,
    isLoaded: computed(() => units.value !== undefined),
    all: computed(() => [...(units.value?.values() ?? [])]),
    load,
    find,
    stateOf,
    note,
  });
}

function describe(invitation: Invitation, before: SurveyUnit | undefined): SurveyUnit {
  const { accountId, issuedAt, openedAt, answeredAt } = invitation;
  return {
    ...before,
    accountId,
    state: computeUnitState(invitation, false, before?.outcome ?? null),
    outcome: before?.outcome ?? null,
    outcomeOn: before?.outcomeOn ?? null,
    issuedOn: tokyoDate(issuedAt),
    openedOn: openedAt && tokyoDate(openedAt),
    answeredOn: answeredAt && answeredAt !== TIME_UNSAID ? tokyoDate(answeredAt) : null,
    channel: answeredAt === null ? null : 'link',
  };
}
