import type { Account } from '#domain/records/account.ts';
import { useCodeLabels } from '#client/records/code-labels.ts';
import { formatCount } from '#ui/format.ts';

type Described = Pick<Partial<Account>, 'municipality' | 'industry' | 'employees' | 'employeeCount'>;

/** How a company is told in one line: 「八戸市 · 製造業 · 42名」; parts that are not known are left out. */
export function useAccountWords(): (account: Described) => string {
  const { label } = useCodeLabels();
  return ({ municipality, industry, employees, employeeCount }) =>
    [
      label('attribute.municipality', municipality),
      label('attribute.industry', industry),
      employeeCount === undefined
        ? label('attribute.employees', employees)
        : formatCount(employeeCount, 'person'),
    ]
      .filter(Boolean)
      .join(' · ');
}
