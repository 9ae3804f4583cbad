import type { Language } from '#domain/canonical/language.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { ContentWords } from './referral-content.ts';

/** The words for what is handed over, from the questionnaire as the codebook; a code itself where it is unknown. */
export function contentWordsOf(questionnaire: Questionnaire | undefined, language: Language): ContentWords {
  const labelOf = (role: ItemRole, code: string): string => {
    const item = questionnaire && findItemOfRole(questionnaire, role);
    return item?.options?.find((option) => option.code === code)?.label[language] ?? code;
  };
  return {
    municipality: (code) => labelOf('attribute.municipality', code),
    issue: (code) => labelOf('issues', code),
  };
}
