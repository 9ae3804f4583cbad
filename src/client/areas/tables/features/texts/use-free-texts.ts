import { computed, type ComputedRef } from 'vue';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import {
  listFreeTexts,
  listTextQuestions,
  type FreeText,
  type TextQuestion,
} from '#domain/tabulation/coding/free-texts.ts';
import type { Dataset } from '#domain/tabulation/dataset/dataset.ts';
import { listTabulatedSurveys, type TabulatedSurvey } from '#domain/tabulation/dataset/survey-choice.ts';
import {
  datasetFromResponses,
  listCounted,
  type ResponseRecord,
} from '#domain/tabulation/dataset/survey-dataset.ts';
import { listDeviceSurveys, type SurveyDocument } from '#protocol/documents.ts';

/** The answers of a survey as far as this device has them. */
export interface SurveyTexts {
  survey: TabulatedSurvey;
  surveys: TabulatedSurvey[];
  questionnaire: Questionnaire;
  responses: readonly ResponseRecord[];
  /** Of the same responses in the same order: by it texts are found by an attribute. */
  dataset: Dataset;
  questions: TextQuestion[];
}

/** The words of the survey that is asked for, else of the newest; null where there is none. */
export interface FreeTexts {
  data: ComputedRef<SurveyTexts | null>;
  ready: ComputedRef<boolean>;
  /** The different texts to a question. */
  textsOf(question: string): FreeText[];
}

/** Follows what companies wrote in words, as far as the words are on this device. */
export function useFreeTexts(surveyId: () => string | undefined): FreeTexts {
  const { db } = useWorkspace();
  const { data, ready } = useLiveQuery<SurveyTexts | null>(() => read(db, surveyId()), null, surveyId);
  const known = computed(() => {
    const { responses = [], questions = [] } = data.value ?? {};
    return new Map(questions.map(({ code }) => [code, listFreeTexts(responses, code)]));
  });
  return {
    data: computed(() => data.value),
    ready: computed(() => ready.value),
    textsOf: (question) => known.value.get(question) ?? [],
  };
}

async function read(db: BansoDatabase, surveyId: string | undefined): Promise<SurveyTexts | null> {
  const [document, questionnaires, stored] = await Promise.all([
    db.documents.get('survey'),
    db.documents.where('name').startsWith('questionnaire').toArray(),
    db.responses.toArray(),
  ]);
  const responses = stored.filter(({ deletedAt }) => deletedAt === null);
  const content = document?.content as unknown as SurveyDocument | undefined;
  const surveys = listTabulatedSurveys(content ? listDeviceSurveys(content) : [], responses);
  const survey = surveys.find(({ id }) => id === surveyId) ?? surveys[0];
  const questionnaire = questionnaires
    .map((each) => each.content as unknown as Questionnaire)
    .find(({ id, revision }) => id === survey?.questionnaireId && revision === survey.questionnaireRevision);
  if (!survey || !questionnaire) return null;
  return {
    survey,
    surveys,
    questionnaire,
    responses: listCounted(questionnaire, survey.id, responses),
    dataset: datasetFromResponses(questionnaire, survey.id, responses).dataset,
    questions: listTextQuestions(questionnaire),
  };
}
