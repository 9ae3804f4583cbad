import { COUNT_DIMENSIONS, type CountDimension } from '#domain/records/establishment-count.ts';
import { isAmong, type Company, type CompanyFilter } from './companies.ts';

/** How many there are of a kind; a dimension that is absent is not divided by. */
export interface CountCell {
  codes: Partial<Record<CountDimension, string>>;
  count: number;
}

/** Companies of one kind: how many were served, of how many there are. */
export interface Coverage {
  codes: Partial<Record<CountDimension, string>>;
  served: number;
  /** `null` where nothing tells. */
  total: number | null;
  /** Served of all there are; may exceed 1 where a census counts otherwise. `null` without companies. */
  share: number | null;
}

/** Reads the cells of a record; what has another form is left out. */
export function readCountCells(content: unknown): CountCell[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((line: unknown): CountCell[] => {
    if (!Array.isArray(line) || line.length !== 4) return [];
    const [industry, employees, region, count] = line as unknown[];
    const codes = [industry, employees, region];
    if (!codes.every((code) => typeof code === 'string') || typeof count !== 'number' || !(count >= 0))
      return [];
    const named = COUNT_DIMENSIONS.flatMap((dimension, index) =>
      codes[index] === '' ? [] : [[dimension, codes[index]] as const],
    );
    return [{ codes: Object.fromEntries(named), count }];
  });
}

/** The cells as a record keeps them. */
export function toCountLines(cells: readonly CountCell[]): [string, string, string, number][] {
  return cells.map(({ codes, count }) => [
    codes.industry ?? '',
    codes.employees ?? '',
    codes.region ?? '',
    count,
  ]);
}

/** The companies of the register of which all three dimensions are known, as cells such as a census has. */
export function countRegister(companies: readonly Company[]): CountCell[] {
  const known = countAlike(companies.filter(({ isActive }) => isActive));
  return known.filter(({ codes }) => COUNT_DIMENSIONS.every((name) => codes[name] !== undefined));
}

/** Every choice of dimensions, none and all of them too. */
const DIVISIONS = COUNT_DIMENSIONS.reduce<CountDimension[][]>(
  (divisions, name) => divisions.flatMap((division) => [division, [...division, name]]),
  [[]],
);

/**
 * The companies of the register in every division: what those served are held against without a census. A company of which
 * something is not known stands in the divisions that do not ask for it, for among those served it stands there too. Who has
 * closed is counted where it was served.
 */
export function divideRegister(
  companies: readonly Company[],
  served: (companyId: string) => boolean,
): CountCell[] {
  const cells = new Map<string, CountCell>();
  for (const { codes, count } of countAlike(companies.filter(({ id, isActive }) => isActive || served(id))))
    for (const division of DIVISIONS)
      if (division.every((name) => codes[name] !== undefined))
        addTo(cells, pickCodes(codes, division), count);
  return [...cells.values()];
}

function countAlike(companies: readonly Company[]): CountCell[] {
  const cells = new Map<string, CountCell>();
  for (const company of companies) addTo(cells, pickCodes(company, COUNT_DIMENSIONS), 1);
  return [...cells.values()];
}

function pickCodes(
  from: { [Dimension in CountDimension]?: string | undefined },
  division: readonly CountDimension[],
): CountCell['codes'] {
  return Object.fromEntries(
    division.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])),
  );
}

function addTo(cells: Map<string, CountCell>, codes: CountCell['codes'], count: number): void {
  addCell(cells, COUNT_DIMENSIONS.map((name) => codes[name] ?? '').join('~'), { codes, count });
}

/** Adds a count to the cell of a key, which it makes where there is none. */
export function addCell(cells: Map<string, CountCell>, key: string, { codes, count }: CountCell): void {
  const cell = cells.get(key);
  if (cell) cell.count += count;
  else cells.set(key, { codes, count });
}

/** Which dimensions can be told apart together: the most that lines of the figures are divided by; none where there are no lines. */
export function finestDivision(cells: readonly CountCell[]): CountDimension[] {
  const divisions = cells.map(({ codes }) => COUNT_DIMENSIONS.filter((name) => codes[name] !== undefined));
  return divisions.reduce<CountDimension[]>(
    (most, division) => (division.length > most.length ? division : most),
    [],
  );
}

/**
 * How many there are of every combination of some dimensions, within the filter. Of the lines of the figures those are
 * summed that are divided by these dimensions and those of the filter, and by as few others as possible: totals beside
 * their parts are never counted twice.
 */
export function sumCells(
  cells: readonly CountCell[],
  by: readonly CountDimension[],
  filter: CompanyFilter,
): CountCell[] {
  const needed = COUNT_DIMENSIONS.filter((name) => by.includes(name) || filter[name] !== undefined);
  const divisionOf = ({ codes }: CountCell): string =>
    COUNT_DIMENSIONS.filter((name) => codes[name] !== undefined).join('~');
  const usable = cells.filter(({ codes }) => needed.every((name) => codes[name] !== undefined));
  const fewest = [...new Set(usable.map(divisionOf))].sort(
    (one, other) => one.split('~').length - other.split('~').length || (one < other ? -1 : 1),
  )[0];
  const sums = new Map<string, CountCell>();
  for (const cell of usable) {
    if (divisionOf(cell) !== fewest) continue;
    if (!COUNT_DIMENSIONS.every((name) => filter[name] === undefined || cell.codes[name] === filter[name]))
      continue;
    const codes = Object.fromEntries(by.map((name) => [name, cell.codes[name]!]));
    const key = by.map((name) => codes[name]).join('~');
    const sum = sums.get(key);
    if (sum) sum.count += cell.count;
    else sums.set(key, { codes, count: cell.count });
  }
  return [...sums.values()];
}

/**
 * Served of all there are, by every combination of some dimensions, within the filter; also combinations in which there
 * are companies and none was served, and those of which the figures say nothing.
 *
 * @param served whether a company was served
 */
export function computeCoverage(
  companies: readonly Company[],
  served: (companyId: string) => boolean,
  cells: readonly CountCell[],
  by: readonly CountDimension[],
  filter: CompanyFilter,
): Coverage[] {
  const found = new Map<string, Coverage>();
  const keyOf = (codes: Coverage['codes']): string => by.map((name) => codes[name] ?? '').join('~');
  for (const { codes, count } of sumCells(cells, by, filter))
    found.set(keyOf(codes), { codes, served: 0, total: count, share: null });
  for (const company of companies) {
    if (!isAmong(filter, company) || !served(company.id)) continue;
    const codes = Object.fromEntries(
      by.flatMap((name) => (company[name] === undefined ? [] : [[name, company[name]]])),
    ) as Coverage['codes'];
    const coverage = found.get(keyOf(codes));
    if (coverage) coverage.served += 1;
    else found.set(keyOf(codes), { codes, served: 1, total: null, share: null });
  }
  return [...found.values()].map((coverage) => ({
    ...coverage,
    share: coverage.total === null || coverage.total === 0 ? null : coverage.served / coverage.total,
  }));
}
