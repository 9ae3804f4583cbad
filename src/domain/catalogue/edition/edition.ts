import { canonicalJson } from '#domain/canonical/json.ts';
import { sumCosts } from '#domain/catalogue/report/costs.ts';
import { copyProgramme } from './confirmation.ts';
import { carryWarnings } from '#domain/catalogue/edition-warnings.ts';
import type {
  Catalogue,
  CatalogueTotals,
  ListRow,
  Pillar,
  Policy,
  PolicyYear,
  Programme,
  Sheet,
} from '#domain/catalogue/model.ts';

/** Where an edition came from: read out of an annual report, or begun by the office. */
export type EditionSource = 'report' | 'office';

/**
 * A new edition for a fiscal year, with the policies, pillars and series of another one.
 * With its programmes too, they come without results and cost, which belong to their year, and are
 * unconfirmed: copying makes nothing certain.
 */
export function createEdition(
  fiscalYear: number,
  base: Catalogue,
  { withProgrammes }: { withProgrammes: boolean },
): Catalogue {
  const empty: Catalogue = {
    ...base,
    fiscalYear,
    source: 'office',
    programmes: [],
    rows: [],
    sheets: [],
    totals: { programmes: 0, sheets: 0, results: 0, history: 0, settlementThousandYen: 0 },
    warnings: [],
  };
  const programmes = withProgrammes
    ? base.programmes.map((programme) => ({
        ...copyProgramme(programme, base.fiscalYear),
        results: [],
        costThousandYen: null,
      }))
    : [];
  return replaceProgrammes(empty, programmes);
}

/** The edition with a programme added, or in place of the one with the same key. */
export function putProgramme(catalogue: Catalogue, programme: Programme): Catalogue {
  const others = catalogue.programmes.filter(({ key }) => key !== programme.key);
  return replaceProgrammes(catalogue, [...others, programme]);
}

/** The edition without a programme. */
export function removeProgramme(catalogue: Catalogue, key: string): Catalogue {
  return replaceProgrammes(
    catalogue,
    catalogue.programmes.filter((programme) => programme.key !== key),
  );
}

/**
 * The edition with other programmes, in the order of their pages. What follows from them follows:
 * the list's rows (a row whose programme stays keeps its printed place and spelling), sheets,
 * totals, the year's own line in the series by policy, once any cost is known, and the doubts about
 * how a programme was read, which go with it.
 */
export function replaceProgrammes(catalogue: Catalogue, programmes: readonly Programme[]): Catalogue {
  const sorted = [...programmes].sort((a, b) => a.page - b.page || (a.key < b.key ? -1 : 1));
  const rows = catalogue.policies.flatMap((policy) => listRows(catalogue, policy, sorted));
  const sheets = listSheets(catalogue, sorted, rows);
  return {
    ...catalogue,
    programmes: sorted,
    rows,
    sheets,
    totals: computeTotals(catalogue, sorted, sheets),
    policyYears: [
      ...catalogue.policyYears.filter(({ fiscalYear }) => fiscalYear !== catalogue.fiscalYear),
      ...computePolicyYears(catalogue, sorted),
    ].sort((a, b) => a.policy - b.policy || a.fiscalYear - b.fiscalYear),
    warnings: carryWarnings(catalogue, sorted, sheets),
  };
}

function listRows(
  before: Catalogue,
  { number: policy }: Policy,
  programmes: readonly Programme[],
): ListRow[] {
  const listed = programmes.filter(
    (programme) => programme.policy === policy || programme.alsoUnder.includes(policy),
  );
  const kept = before.rows
    .filter((row) => row.policy === policy)
    .flatMap((row) => {
      if (row.kind === 'aggregate') return [row];
      const programme = listed.find(({ key }) => key === row.programme);
      return programme ? [rowOf(programme, policy, before, row)] : [];
    });
  const known = new Set(kept.map(({ programme }) => programme));
  const added = listed.filter(({ key }) => !known.has(key) && !isInAggregate(key, policy, before));
  return [...kept, ...added.map((programme) => rowOf(programme, policy, before))];
}

/** Whether the report lists a programme again by an aggregate row alone (⑦の各事業). */
function isInAggregate(key: string, policy: number, before: Catalogue): boolean {
  const rows = before.rows.filter((row) => row.policy === policy);
  return (
    rows.some(({ kind }) => kind === 'aggregate') &&
    !rows.some(({ programme }) => programme === key) &&
    before.programmes.some((programme) => programme.key === key && programme.alsoUnder.includes(policy))
  );
}

function rowOf(programme: Programme, policy: number, before: Catalogue, printed?: ListRow): ListRow {
  const isHome = programme.policy === policy;
  const isSameName = before.programmes.find(({ key }) => key === programme.key)?.name === programme.name;
  return {
    policy,
    page: isHome ? programme.page : printed?.kind === 'repeat' ? printed.page : null,
    name: printed && isSameName ? printed.name : programme.name,
    kind: isHome ? 'programme' : 'repeat',
    costThousandYen: programme.costThousandYen,
    programme: programme.key,
  };
}

function listSheets(
  { pillars }: Catalogue,
  programmes: readonly Programme[],
  rows: readonly ListRow[],
): Sheet[] {
  const repeats = rows.flatMap(({ policy, kind, page, programme }) =>
    kind === 'repeat' && page !== null && programme !== null
      ? [
          {
            page,
            programme,
            repeat: true,
            ...pillarIn(
              policy,
              programmes.find(({ key }) => key === programme),
              pillars,
            ),
          },
        ]
      : [],
  );
  return [
    ...programmes.map(({ key, page, pillar }) => ({
      page,
      programme: key,
      repeat: false,
      ...(pillar !== '' && { pillar }),
    })),
    ...repeats,
  ].sort((a, b) => a.page - b.page);
}

function pillarIn(
  policy: number,
  programme: Programme | undefined,
  pillars: readonly Pillar[],
): { pillar?: string } {
  const found = pillars.find(
    (pillar) => pillar.policy === policy && programme?.alsoPillars?.includes(pillar.key),
  );
  return found ? { pillar: found.key } : {};
}

/** A repeated sheet of the report may print fewer rows than its original; that difference stays. */
function computeTotals(
  before: Catalogue,
  programmes: readonly Programme[],
  sheets: readonly Sheet[],
): CatalogueTotals {
  const now = countEntries(programmes, sheets);
  const then = countEntries(before.programmes, before.sheets);
  return {
    programmes: programmes.length,
    sheets: sheets.length,
    results: before.totals.results + now.results - then.results,
    history: before.totals.history + now.history - then.history,
    settlementThousandYen: sumCosts(programmes, before),
  };
}

function countEntries(
  programmes: readonly Programme[],
  sheets: readonly Sheet[],
): { results: number; history: number } {
  const byKey = new Map(programmes.map((programme) => [programme.key, programme]));
  const onSheets = sheets.map(({ programme }) => byKey.get(programme));
  return {
    results: onSheets.reduce((sum, programme) => sum + (programme?.results.length ?? 0), 0),
    history: onSheets.reduce((sum, programme) => sum + (programme?.history.length ?? 0), 0),
  };
}

function computePolicyYears(
  { policies, fiscalYear, source }: Catalogue,
  programmes: readonly Programme[],
): PolicyYear[] {
  // Before that there is nothing to say of the year's money.
  if (programmes.every(({ costThousandYen }) => costThousandYen === null)) return [];
  return policies.map(({ number: policy }) => {
    const own = programmes.filter((programme) => programme.policy === policy);
    return { policy, fiscalYear, programmes: own.length, settlementThousandYen: sumCosts(own, { source }) };
  });
}

/** A member of a programme that can change. */
export type ProgrammeField = Exclude<keyof Programme, 'key'>;

/** What differs between two states of an edition. */
export interface EditionComparison {
  added: Programme[];
  removed: Programme[];
  changed: { before: Programme; after: Programme; fields: ProgrammeField[] }[];
}

/** What has to happen to one state of an edition for it to become the other; programmes are the same by their key. */
export function compareEditions(before: Catalogue | null, after: Catalogue): EditionComparison {
  const old = new Map(before?.programmes.map((programme) => [programme.key, programme]));
  const kept = new Set(after.programmes.map(({ key }) => key));
  return {
    added: after.programmes.filter(({ key }) => !old.has(key)),
    removed: [...old.values()].filter(({ key }) => !kept.has(key)),
    changed: after.programmes.flatMap((programme) => {
      const previous = old.get(programme.key);
      const fields = previous ? listChangedFields(previous, programme) : [];
      return previous && fields.length > 0 ? [{ before: previous, after: programme, fields }] : [];
    }),
  };
}

/** The members in which two states of a programme differ. */
export function listChangedFields(before: Programme, after: Programme): ProgrammeField[] {
  return [...new Set(Object.keys({ ...before, ...after }) as (keyof Programme)[])].filter(
    (field): field is ProgrammeField =>
      field !== 'key' && canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null),
  );
}

/** The page after the last one. */
export function nextPage({ sheets }: Pick<Catalogue, 'sheets'>): number {
  return sheets.reduce((last, { page }) => Math.max(last, page), 0) + 1;
}
