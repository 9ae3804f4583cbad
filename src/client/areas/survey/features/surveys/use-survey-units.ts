import { computed, reactive, shallowRef } from 'vue';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { computeCodeState, type UnitState } from '#domain/fieldwork/survey-units.ts';
import * as api from '#client/api/surveys-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import type { Invitation, SurveyUnit } from '#protocol/surveys.ts';

/** How far a survey's companies have come, as the server tells it; without a network nothing is known of them. */
export function useSurveyUnits(surveyId: string) {
  const { attempt, ...attempts } = useAttempt();
  const units = shallowRef<ReadonlyMap<string, SurveyUnit>>();

  async function load(): Promise<void> {
    await attempt(async () => {
      const told = await api.listUnits(surveyId);
      units.value = new Map(told.map((unit) => [unit.accountId, unit]));
    });
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
      if (noted.get(invitation.accountId)?.state !== 'answered')
        noted.set(invitation.accountId, describe(invitation));
    }
    units.value = noted;
  }

  return reactive({
    ...attempts,
    isLoaded: computed(() => units.value !== undefined),
    load,
    find,
    stateOf,
    note,
  });
}

function describe(invitation: Invitation): SurveyUnit {
  const { accountId, issuedAt, openedAt, answeredAt } = invitation;
  return {
    accountId,
    state: computeCodeState(invitation),
    issuedOn: tokyoDate(issuedAt),
    openedOn: openedAt && tokyoDate(openedAt),
    answeredOn: answeredAt && tokyoDate(answeredAt),
    channel: answeredAt === null ? null : 'link',
  };
}
