import { isVisibleWithAccount } from '#domain/casework/record-consent.ts';
import { proposeThemes, type StudyTheme } from '#domain/casework/management/study-themes.ts';
import { useDocument } from '#client/records/documents.ts';
import { useItemRoles } from '#client/records/item-roles.ts';
import { useLiveQuery, type LiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';

/** Follows the themes of study meetings that the answers on the device propose. */
export function useThemes(): LiveQuery<StudyTheme[]> {
  const { db } = useWorkspace();
  const rolesOf = useItemRoles();
  const questionnaire = useDocument('questionnaire');
  const survey = useDocument('survey');
  return useLiveQuery<StudyTheme[]>(
    async () => {
      if (!questionnaire.data.value || !survey.data.value) return [];
      const responses = (await db.responses.toArray()).filter(({ deletedAt }) => deletedAt === null);
      return proposeThemes(
        responses,
        { questionnaire: questionnaire.data.value, surveyId: survey.data.value.id },
        rolesOf.value,
        ({ fields }) => isVisibleWithAccount(fields, rolesOf.value(fields)),
      );
    },
    [],
    () => [questionnaire.data.value?.revision, survey.data.value?.id, rolesOf.value],
  );
}
