import { answerOfRole, type ItemRoles } from '#domain/questionnaire/find-by-role.ts';
import type { SurveyResponse } from '#domain/records/response.ts';

/**
 * Whether a response may be shown with the company's record: what companies answer by
 * themselves only by their consent, what they told a visitor unless they refused it.
 *
 * @param roles of the items of the questionnaire that it answers
 */
export function isVisibleWithAccount(
  { channel, answers }: Partial<SurveyResponse>,
  roles: ItemRoles,
): boolean {
  const consent = answerOfRole(answers, roles, 'consent.record');
  return channel === 'visit' ? consent !== 'no' : consent === 'yes';
}
