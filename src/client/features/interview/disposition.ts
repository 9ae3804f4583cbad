import type { Disposition } from '#domain/casework/model.ts';

/** The dispositions that an interview can end with. */
export type InterviewDisposition = Extract<Disposition, 'complete' | 'partial' | 'breakOff'>;

/** Whether a disposition is one that an interview can end with (others are set in the office). */
export function isDisposition(disposition: Disposition | undefined): disposition is InterviewDisposition {
  return disposition === 'complete' || disposition === 'partial' || disposition === 'breakOff';
}
