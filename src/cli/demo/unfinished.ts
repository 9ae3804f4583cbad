import { addDays, tokyoDate, tokyoInstant } from '#domain/canonical/dates.ts';
import type { DemoAccount, DemoContext, DemoRecord } from './casework.ts';

/** What nobody has finished: a visit of yesterday without a note, so that the tasks of a day show something. */
export function inventUnfinished(context: DemoContext, accounts: readonly DemoAccount[]): DemoRecord[] {
  const yesterday = addDays(tokyoDate(context.now), -1);
  const account = accounts[0];
  const person = context.coordinators[0];
  if (!account || !person) return [];
  const finishedAt = tokyoInstant(yesterday, '16:50');
  return [
    {
      collection: 'visits',
      id: context.newId(),
      fields: {
        accountId: account.id,
        status: 'finished',
        startedAt: tokyoInstant(yesterday, '16:00'),
        finishedAt,
        participants: [person.userId],
      },
      madeBy: person.userId,
      madeAt: finishedAt,
    },
  ];
}
