import type { FrameRow } from '#protocol/frames.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { DemoAccount } from './casework.ts';
import { inventCompanies, type DemoCompany } from './companies.ts';

/** Companies of the centre's own records that are on the list and did not answer, beside those that did. */
const SILENT_COMPANIES = 240;

/**
 * An invented list of addresses, as long as the list of companies: who has answered, some other companies of the
 * centre's own records, and for the most part companies that it does not know. In no order.
 */
export function inventAddresses(
  seed: number,
  accounts: readonly DemoAccount[],
  answered: ReadonlySet<string>,
): FrameRow[] {
  const random = new SeededRandom(seed);
  const others = accounts.filter(({ id }) => !answered.has(id));
  const own = [
    ...accounts.filter(({ id }) => answered.has(id)),
    ...random.shuffle(others).slice(0, SILENT_COMPANIES),
  ];
  const taken = new Set(accounts.map(({ company }) => company.name));
  const strangers = inventCompanies(random, accounts.length * 2)
    .filter(({ name }) => !taken.has(name))
    .slice(0, accounts.length - own.length);
  return random.shuffle([
    ...own.map(({ id, company }) => toRow(random, company, id)),
    ...strangers.map((company) => toRow(random, company)),
  ]);
}

function toRow(random: SeededRandom, company: DemoCompany, accountId?: string): FrameRow {
  const {
    name = '',
    nameKana,
    industry,
    employees,
    employeeCount,
    sales,
    municipality,
    address,
    phone,
  } = company;
  return {
    kind: 'add',
    fields: {
      name,
      industry,
      employees,
      sales,
      municipality,
      // Seven digits as letters and their barcodes need them; they are no place's.
      postalCode: `03${random.below(10)}-9${String(1 + random.below(98)).padStart(3, '0')}`,
      ...(nameKana !== undefined && { nameKana }),
      ...(employeeCount !== undefined && { employeeCount }),
      ...(address !== undefined && { address }),
      ...(phone !== undefined && { phone }),
    },
    ...(accountId !== undefined && { accountId }),
  };
}
