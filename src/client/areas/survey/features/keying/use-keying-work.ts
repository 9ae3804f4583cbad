import { computed, onMounted, shallowRef } from 'vue';
import { readKeyingWork } from '#client/api/keying-api.ts';
import { listSurveys } from '#client/api/surveys-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { KeptKeying } from '#client/storage/database.ts';
import { sendKeyedEntries } from '#client/sync/send-keyed-entries.ts';

/** What there is to key in a survey, as the server told last, and what this device has keyed of it. */
export function useKeyingWork(surveyId: () => string) {
  const { db, now } = useWorkspace();
  const { attempt, ...attempts } = useAttempt();
  const work = useLiveQuery(() => db.keyingWork.get(surveyId()), undefined);
  const kept = useLiveQuery(
    () => db.keyedEntries.where('surveyId').equals(surveyId()).toArray(),
    [] as KeptKeying[],
  );
  const hasAsked = shallowRef(false);

  const open = computed(() => kept.data.value.filter(({ finishedAt }) => finishedAt === undefined));
  const refused = computed(() => kept.data.value.filter(({ refusal }) => refusal !== undefined));
  const waiting = computed(() => {
    const epoch = work.data.value?.work.epoch;
    return kept.data.value.filter(
      ({ finishedAt, refusal, sent }) =>
        finishedAt !== undefined && refusal === undefined && (sent === undefined || sent.epoch !== epoch),
    );
  });

  /** Sends what waits, and asks what there is to do. */
  async function refresh(): Promise<void> {
    await attempt(async () => {
      const id = surveyId();
      await sendKeyedEntries(db, now, work.data.value?.work.epoch);
      const told = await readKeyingWork(id);
      // An older state of the server was put back: what it has lost goes up again.
      await sendKeyedEntries(db, now, told.epoch);
      const survey = (await listSurveys()).surveys.find((each) => each.id === id);
      if (survey)
        await db.keyingWork.put({
          surveyId: id,
          title: survey.title,
          questionnaireId: survey.questionnaireId,
          questionnaireRevision: survey.questionnaireRevision,
          work: told,
        });
    });
    hasAsked.value = true;
  }
  onMounted(refresh);

  return { ...attempts, work: work.data, isReady: work.ready, open, refused, waiting, hasAsked, refresh };
}
