import type { SurveyResponse } from '#domain/records/model.ts';

/** The item that asks whether the answers may be seen together with the company's record. */
export const CONSENT_ITEM = 'consent_record';

/**
 * Whether a response may be shown with the company's record: what companies answer by
 * themselves only by their consent, what they told a visitor unless they refused it.
 */
export function isVisibleWithAccount({ channel, answers }: Partial<SurveyResponse>): boolean {
  const consent = answers?.[CONSENT_ITEM];
  return channel === 'visit' ? consent !== 'no' : consent === 'yes';
}
