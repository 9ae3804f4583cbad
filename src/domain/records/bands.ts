/*
 * The bands in which a company's size is kept, asked, imported and judged. Their codes are those
 * of the questionnaire's options for these attributes.
 */

/** By number of employees; `from` is included. */
export const EMPLOYEE_BANDS = [
  { code: 'e0_5', from: 0 },
  { code: 'e6_10', from: 6 },
  { code: 'e11_20', from: 11 },
  { code: 'e21_50', from: 21 },
  { code: 'e51_100', from: 51 },
  { code: 'e101_over', from: 101 },
] as const;
export type EmployeeBand = (typeof EMPLOYEE_BANDS)[number]['code'];

/** By annual sales in yen; `from` is included. */
export const SALES_BANDS = [
  { code: 'under_10m', from: 0 },
  { code: 'from_10m', from: 10_000_000 },
  { code: 'from_30m', from: 30_000_000 },
  { code: 'from_50m', from: 50_000_000 },
  { code: 'from_100m', from: 100_000_000 },
  { code: 'from_300m', from: 300_000_000 },
  { code: 'from_500m', from: 500_000_000 },
  { code: 'from_1b', from: 1_000_000_000 },
] as const;
export type SalesBand = (typeof SALES_BANDS)[number]['code'];

/** The band of a number of employees. @throws RangeError for a negative or broken number. */
export function getEmployeeBand(employeeCount: number): EmployeeBand {
  if (!Number.isInteger(employeeCount) || employeeCount < 0)
    throw new RangeError(`not a number of people: ${employeeCount}`);
  return EMPLOYEE_BANDS.filter(({ from }) => from <= employeeCount).at(-1)!.code;
}

/** The band of annual sales in yen. @throws RangeError for a negative amount. */
export function getSalesBand(salesYen: number): SalesBand {
  if (!(salesYen >= 0)) throw new RangeError(`not an amount of sales: ${salesYen}`);
  return SALES_BANDS.filter(({ from }) => from <= salesYen).at(-1)!.code;
}

/** The fewest and the most employees of a band, both included; undefined for what is no band. */
export function findEmployeeRange(code: string | undefined): readonly [from: number, to: number] | undefined {
  const position = EMPLOYEE_BANDS.findIndex((band) => band.code === code);
  const band = EMPLOYEE_BANDS[position];
  return band && [band.from, (EMPLOYEE_BANDS[position + 1]?.from ?? Infinity) - 1];
}
