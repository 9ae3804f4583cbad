import type { Weighting } from '#domain/records/weighting.ts';
import type { DemoAccount } from './casework.ts';

/**
 * A weighting by the number of employees of all invented companies. No official figure comes with the
 * product: these are counted from the invented list, and marked as invented.
 */
export function inventWeighting(surveyId: string, accounts: readonly DemoAccount[]): Weighting {
  const targets: Record<string, number> = {};
  for (const { company } of accounts) {
    const { employees } = company;
    if (employees !== undefined) targets[employees] = (targets[employees] ?? 0) + 1;
  }
  return {
    surveyId,
    title: '従業者数（架空の企業名簿）',
    margins: [{ column: 'employees', source: '架空の企業名簿', invented: true, targets }],
    population: accounts.length,
  };
}
