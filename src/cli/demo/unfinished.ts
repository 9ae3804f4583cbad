import { addDays, tokyoDate, tokyoInstant } from '#domain/canonical/dates.ts';
import type { DemoAccount, DemoContext, DemoRecord } from './casework.ts';

/** What nobody has finished: of each coordinator a visit of yesterday without a note, so that the tasks of a day show something. */
export function inventUnfinished(context: DemoContext, accounts: readonly DemoAccount[]): DemoRecord[] {
  const yesterday = addDays(tokyoDate(context.now), -1);
  return context.coordinators.flatMap(({ userId }, index): DemoRecord[] => {
    const account = accounts[index];
    if (!account) return [];
    const finishedAt = tokyoInstant(yesterday, '16:50');
    return [
      {
        collection: 'visits',
        id: context.newId(finishedAt),
        fields: {
          accountId: account.id,
          status: 'finished',
          startedAt: tokyoInstant(yesterday, '16:00'),
          finishedAt,
          participants: [userId],
          programmes: context.endingSoon,
        },
        madeBy: userId,
        madeAt: finishedAt,
      },
    ];
  });
}
