import type { KeptScan } from '#client/storage/database.ts';
import type { arrivalMessages } from './arrival-messages.ts';

/** What the server complains of, as a key of `arrivalMessages`; undefined where somebody need not look. */
export function findComplaint({
  state,
  answer,
}: Pick<KeptScan, 'state' | 'answer'>): keyof (typeof arrivalMessages)['ja'] | undefined {
  if (state !== 'complaint') return undefined;
  if (answer?.isAnswered && answer.result === 'noted') return 'resultAnswered';
  if (answer?.result === 'twice') return 'resultTwice';
  if (answer?.result === 'otherSurvey') return 'resultOtherSurvey';
  return answer?.result === 'mistyped' ? 'resultMistyped' : 'resultUnknown';
}
