import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { ApiProblem } from '#client/api/http.ts';
import * as api from '#client/api/surveys-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import type { CreateSurvey, RevisionSummary, SurveySummary, UpdateSurvey } from '#protocol/surveys.ts';

/** The centre's surveys as the server has them; without a network there is no list, and nothing can be changed. */
export const useSurveyStore = defineStore('surveys', () => {
  const { attempt, ...attempts } = useAttempt();
  const surveys = shallowRef<SurveySummary[] | null>(null);
  const revisions = shallowRef<RevisionSummary[]>([]);

  /** The newest first, as they are looked for. */
  const newestFirst = computed(() => surveys.value && [...surveys.value].reverse());

  function find(surveyId: string): SurveySummary | undefined {
    return surveys.value?.find(({ id }) => id === surveyId);
  }

  async function load(): Promise<void> {
    await attempt(read);
  }

  async function read(): Promise<void> {
    const list = await api.listSurveys();
    surveys.value = list.surveys;
    revisions.value = list.revisions;
  }

  function place(survey: SurveySummary): void {
    const all = surveys.value ?? [];
    const isNew = all.every(({ id }) => id !== survey.id);
    surveys.value = isNew ? [...all, survey] : all.map((each) => (each.id === survey.id ? survey : each));
  }

  /** Plans a survey; `undefined` when it did not work. */
  async function create(input: CreateSurvey): Promise<SurveySummary | undefined> {
    const created = await attempt(() => api.createSurvey(input));
    if (created) place(created);
    return created;
  }

  /** Changes a survey; whether it worked. */
  function change(surveyId: string, changes: Omit<UpdateSurvey, 'revision'>): Promise<boolean> {
    return edit(surveyId, (revision) => api.updateSurvey(surveyId, { revision, ...changes }));
  }

  /** Makes a link, in place of the one of before; whether it worked. */
  function renewLink(surveyId: string, kind: api.SurveyLinkKind): Promise<boolean> {
    return edit(surveyId, (revision) => api.renewSurveyLink(surveyId, kind, revision));
  }

  /** Takes the link for everyone away; whether it worked. */
  function removeOpenLink(surveyId: string): Promise<boolean> {
    return edit(surveyId, (revision) => api.removeOpenLink(surveyId, revision));
  }

  /** After somebody else's change the person has to look first: the new state comes with the problem. */
  async function edit(
    surveyId: string,
    send: (revision: number) => Promise<SurveySummary>,
  ): Promise<boolean> {
    const survey = find(surveyId);
    if (!survey) throw new Error('the survey is not on the screen');
    const changed = await attempt(async () => {
      try {
        return await send(survey.revision);
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'survey-changed') await read();
        throw error;
      }
    });
    if (changed) place(changed);
    return changed !== undefined;
  }

  return {
    ...attempts,
    surveys: newestFirst,
    revisions,
    find,
    load,
    create,
    change,
    renewLink,
    removeOpenLink,
  };
});
