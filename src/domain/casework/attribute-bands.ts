/** What a company's record keeps by the codes of the questionnaire's group F, under its items' names. */
export const COMPANY_ATTRIBUTES = ['industry', 'employees', 'sales', 'municipality'] as const;
export type CompanyAttribute = (typeof COMPANY_ATTRIBUTES)[number];

const ATTRIBUTE_NAMES: ReadonlySet<string> = new Set(COMPANY_ATTRIBUTES);

/** Whether a field of a company's record holds one of those codes. */
export function isCompanyAttribute(field: string): field is CompanyAttribute {
  return ATTRIBUTE_NAMES.has(field);
}

/** The bands of an account's size by the codes of the questionnaire's F2 and F3; `from` is included. */
const EMPLOYEE_BANDS = [
  { code: 'e0_5', from: 0 },
  { code: 'e6_10', from: 6 },
  { code: 'e11_20', from: 11 },
  { code: 'e21_50', from: 21 },
  { code: 'e51_100', from: 51 },
  { code: 'e101_over', from: 101 },
] as const;

const SALES_BANDS = [
  { code: 'under_10m', from: 0 },
  { code: 'from_10m', from: 10_000_000 },
  { code: 'from_30m', from: 30_000_000 },
  { code: 'from_50m', from: 50_000_000 },
  { code: 'from_100m', from: 100_000_000 },
  { code: 'from_300m', from: 300_000_000 },
  { code: 'from_500m', from: 500_000_000 },
  { code: 'from_1b', from: 1_000_000_000 },
] as const;

/** The band of a number of employees. @throws RangeError for a negative or broken number. */
export function getEmployeeBand(employeeCount: number): string {
  if (!Number.isInteger(employeeCount) || employeeCount < 0)
    throw new RangeError(`not a number of people: ${employeeCount}`);
  return getBand(EMPLOYEE_BANDS, employeeCount);
}

/** The band of annual sales in yen. @throws RangeError for a negative amount. */
export function getSalesBand(salesYen: number): string {
  if (!(salesYen >= 0)) throw new RangeError(`not an amount of sales: ${salesYen}`);
  return getBand(SALES_BANDS, salesYen);
}

function getBand(bands: readonly { code: string; from: number }[], value: number): string {
  return bands.findLast(({ from }) => from <= value)!.code;
}
