import type { SurveyResponse } from './model.ts';

/** The item that asks whether the answers may be seen together with the company's record. */
export const CONSENT_ITEM = 'consent_record';

/** Whether a response may be shown with the company's record: own interviews always, what companies answer by themselves by their consent. */
export function isVisibleWithAccount({ channel, answers }: Partial<SurveyResponse>): boolean {
  return channel === 'visit' || answers?.[CONSENT_ITEM] === 'yes';
}
