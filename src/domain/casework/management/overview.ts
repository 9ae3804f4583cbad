import { fiscalYearOf, type PlainDate } from '#domain/canonical/dates.ts';
import { COUNT_DIMENSIONS, type CountDimension } from '#domain/records/establishment-count.ts';
import { computeAgeing, computeOpenLoad, type Ageing, type OpenItem, type OpenLoad } from './backlog.ts';
import { CLIENT_KINDS, countClientYears, type ClientKind } from './client-kinds.ts';
import { isAmong, type Companies, type Company, type CompanyFilter } from './companies.ts';
import { computeConcentration, countWithAtLeast, type Concentration } from './concentration.ts';
import { countContacts, type Contacts } from './contacts.ts';
import { computeCoverage, divideRegister, type CountCell, type Coverage } from './coverage.ts';
import { countOutcomes, type HandedOverCase, type Outcome } from './outcomes.ts';
import {
  findWeakStrata,
  listPlaces,
  listUnreached,
  type Place,
  type Strata,
  type Unreached,
  type Wish,
} from './reach.ts';

/** All that is looked at. */
export interface ManagementData {
  companies: Companies;
  contacts: Contacts;
  wishes: readonly Wish[];
  /** Answers that wish for support of companies that may not be named with them. */
  unnamedWishes: number;
  leads: readonly OpenItem[];
  referrals: readonly OpenItem[];
  steps: readonly OpenItem[];
  handedOver: readonly HandedOverCase[];
  plannedVisits: readonly { companyId: string | undefined; owners: readonly string[] }[];
}

/** What is asked of it. */
export interface ManagementSettings {
  fiscalYear: number;
  /** A client that was not served for so many fiscal years returns; from 2 on. */
  gapYears: number;
  /** From so many contacts in three fiscal years on a company is counted as served often. */
  least: number;
  filter: CompanyFilter;
  today: PlainDate;
  /** Figures of a census; without them the register of the centre is what companies are held against. */
  census?: readonly CountCell[] | undefined;
  userIds: readonly string[];
}

/** The clients of a fiscal year as numbers. */
export type ClientYearCounts = { fiscalYear: number; contacts: number; unique: number } & Record<
  ClientKind,
  number
>;

/** The manager's figures. */
export interface Overview {
  fiscalYear: number;
  /** The fiscal years of which there are contacts at all, `null` without any. */
  recorded: { first: number; last: number } | null;
  years: ClientYearCounts[];
  /** The three fiscal years over which contacts are added up. */
  span: { from: number; to: number };
  /** Of companies that were served in the span. */
  ofServed: Concentration;
  /** Of all companies of the register, those without any contact too. */
  ofAll: Concentration;
  often: { least: number; companies: number };
  coverage: Record<CountDimension, Coverage[]>;
  overall: Coverage | undefined;
  hasCensus: boolean;
  strata: Strata;
  unreached: Unreached[];
  unnamedWishes: number;
  places: Place[];
  leads: Ageing;
  referrals: Ageing;
  /** Of cases handed over in the fiscal year; figures that were kept before these were counted have none. */
  outcomes?: Record<Outcome, number>;
  load: OpenLoad[];
  /** Finished visits that count for nobody, for want of a day or a company. */
  uncounted: number;
  /** Companies of the register, and how many of them are invented. */
  companies: number;
  invented: number;
}

/** So many fiscal years stand beside each other. */
const SHOWN_YEARS = 5;
/** Contacts are added up over so many. */
const SPAN_YEARS = 3;

/** Computes the manager's figures. @throws ClientCountError where the clients do not add up */
export function computeOverview(data: ManagementData, settings: ManagementSettings): Overview {
  const { fiscalYear, gapYears, least, filter, today, census, userIds } = settings;
  const scope = scopeOf(data, filter);
  const span = spanOf(fiscalYear);
  const inYear = countContacts(scope.contacts, { from: fiscalYear, to: fiscalYear });
  const inSpan = countContacts(scope.contacts, span);
  const servedCounts = [...inSpan.values()];
  const idle = scope.companies.filter(({ id, isActive }) => isActive && !inSpan.has(id)).length;
  const allCounts = [...servedCounts, ...Array.from({ length: idle }, () => 0)];
  const isServed = (id: string): boolean => inYear.has(id);
  const cells = census ?? divideRegister(data.companies.list, isServed);
  const strata = findWeakStrata(scope.companies, isServed, cells, filter);
  const coverageBy = (dimension: CountDimension): Coverage[] =>
    computeCoverage(scope.companies, isServed, cells, [dimension], filter);
  const open = openIn(data, filter, scope);
  // Somebody is on the way to them already.
  const arranged = new Set([...data.plannedVisits, ...data.steps].map(({ companyId }) => companyId));
  return {
    fiscalYear,
    recorded: recordedYears(scope.contacts),
    years: countYears(scope.contacts, fiscalYear, gapYears),
    span,
    ofServed: computeConcentration(servedCounts),
    ofAll: computeConcentration(allCounts),
    often: { least, companies: countWithAtLeast(servedCounts, least) },
    coverage: Object.fromEntries(
      COUNT_DIMENSIONS.map((name) => [name, coverageBy(name)]),
    ) as Overview['coverage'],
    overall: strata.overall,
    hasCensus: census !== undefined,
    strata,
    unreached: listUnreached(
      scope.companies,
      data.wishes,
      strata,
      (id) => inSpan.has(id) || arranged.has(id),
      filter,
    ),
    unnamedWishes: data.unnamedWishes,
    places: listPlaces(scope.companies, data.wishes, (id) => inSpan.has(id), filter),
    leads: computeAgeing(open.leads, today),
    referrals: computeAgeing(open.referrals, today),
    outcomes: countOutcomes(open.handedOver, fiscalYear),
    // A person's load is all that they have open, whatever the page looks at.
    load: computeOpenLoad(userIds, { leads: data.leads, steps: data.steps, visits: data.plannedVisits }),
    uncounted: data.contacts.uncounted,
    companies: scope.companies.length,
    invented: scope.companies.filter(({ invented }) => invented).length,
  };
}

/** What a list of companies is the companies of. */
export type Figure =
  | { of: 'clients'; kind: ClientKind | 'unique' }
  | { of: 'often' }
  | { of: 'topTenth' }
  | { of: 'served'; codes: Coverage['codes'] }
  | { of: 'place'; municipality: string }
  | { of: 'leads' | 'referrals' }
  | { of: 'outcome'; outcome: Outcome };

/** A company behind a figure, with its contacts in the three fiscal years. */
export interface CompanyBehind {
  company: Company;
  contacts: number;
  lastContact: PlainDate | undefined;
}

/** The companies behind a figure, those with the most contacts first. */
export function listBehind(
  data: ManagementData,
  settings: Pick<ManagementSettings, 'fiscalYear' | 'gapYears' | 'least' | 'filter'>,
  figure: Figure,
): CompanyBehind[] {
  const scope = scopeOf(data, settings.filter);
  const inSpan = countContacts(scope.contacts, spanOf(settings.fiscalYear));
  const ids = new Set(idsBehind(data, settings, figure, scope, inSpan));
  const last = new Map<string, PlainDate>();
  for (const { companyId, day, fiscalYear } of scope.contacts)
    if (fiscalYear <= settings.fiscalYear && day > (last.get(companyId) ?? '')) last.set(companyId, day);
  return scope.companies
    .filter(({ id }) => ids.has(id))
    .map((company) => ({ company, contacts: inSpan.get(company.id) ?? 0, lastContact: last.get(company.id) }))
    .sort((one, other) => other.contacts - one.contacts || (one.company.id < other.company.id ? -1 : 1));
}

function idsBehind(
  data: ManagementData,
  {
    fiscalYear,
    gapYears,
    least,
    filter,
  }: Pick<ManagementSettings, 'fiscalYear' | 'gapYears' | 'least' | 'filter'>,
  figure: Figure,
  scope: Scope,
  inSpan: ReadonlyMap<string, number>,
): string[] {
  switch (figure.of) {
    case 'clients': {
      const [year] = countClientYears(scope.contacts, { from: fiscalYear, to: fiscalYear }, gapYears);
      return figure.kind === 'unique'
        ? CLIENT_KINDS.flatMap((kind) => year!.kinds[kind])
        : year!.kinds[figure.kind];
    }
    case 'often':
      return [...inSpan].flatMap(([id, contacts]) => (contacts >= least ? [id] : []));
    case 'topTenth': {
      const ranked = [...inSpan].sort(
        ([id, contacts], [otherId, others]) => others - contacts || (id < otherId ? -1 : 1),
      );
      return ranked.slice(0, Math.ceil(ranked.length / 10)).map(([id]) => id);
    }
    case 'served': {
      const inYear = countContacts(scope.contacts, { from: fiscalYear, to: fiscalYear });
      return scope.companies.flatMap((company) =>
        inYear.has(company.id) &&
        COUNT_DIMENSIONS.every((name) => isOrUnnamed(figure.codes[name], company[name]))
          ? [company.id]
          : [],
      );
    }
    case 'place':
      return scope.companies.flatMap(({ id, municipality }) =>
        municipality === figure.municipality ? [id] : [],
      );
    case 'outcome':
      return openIn(data, filter, scope).handedOver.flatMap(({ companyId, outcomes, fiscalYear: year }) =>
        companyId !== undefined && year === fiscalYear && outcomes.includes(figure.outcome)
          ? [companyId]
          : [],
      );
    case 'leads':
    case 'referrals':
      return openIn(data, filter, scope)[figure.of].flatMap(({ companyId }) => companyId ?? []);
  }
}

interface Scope {
  companies: Company[];
  ids: ReadonlySet<string>;
  contacts: Contacts['list'];
}

/** The companies within the filter, and the contacts with them. */
function scopeOf({ companies, contacts }: ManagementData, filter: CompanyFilter): Scope {
  const within = companies.list.filter((company) => isAmong(filter, company));
  const ids = new Set(within.map(({ id }) => id));
  return { companies: within, ids, contacts: contacts.list.filter(({ companyId }) => ids.has(companyId)) };
}

/** What is open or was handed over with the companies within the filter; what names no company only where nothing is filtered. */
function openIn(
  { leads, referrals, handedOver }: ManagementData,
  filter: CompanyFilter,
  { ids }: Scope,
): { leads: OpenItem[]; referrals: OpenItem[]; handedOver: HandedOverCase[] } {
  const isFiltered = COUNT_DIMENSIONS.some((name) => filter[name] !== undefined);
  const within = ({ companyId }: { companyId: string | undefined }): boolean =>
    !isFiltered || (companyId !== undefined && ids.has(companyId));
  return {
    leads: leads.filter(within),
    referrals: referrals.filter(within),
    handedOver: handedOver.filter(within),
  };
}

function countYears(contacts: Contacts['list'], fiscalYear: number, gapYears: number): ClientYearCounts[] {
  const years = countClientYears(contacts, { from: fiscalYear - SHOWN_YEARS + 1, to: fiscalYear }, gapYears);
  return years.map(({ kinds, ...year }) => ({
    ...year,
    new: kinds.new.length,
    returning: kinds.returning.length,
    continuing: kinds.continuing.length,
  }));
}

function recordedYears(contacts: Contacts['list']): Overview['recorded'] {
  const [one] = contacts;
  if (!one) return null;
  return contacts.reduce(
    ({ first, last }, { fiscalYear }) => ({
      first: Math.min(first, fiscalYear),
      last: Math.max(last, fiscalYear),
    }),
    { first: one.fiscalYear, last: one.fiscalYear },
  );
}

function spanOf(fiscalYear: number): { from: number; to: number } {
  return { from: fiscalYear - SPAN_YEARS + 1, to: fiscalYear };
}

function isOrUnnamed(wanted: string | undefined, code: string | undefined): boolean {
  return wanted === undefined || wanted === code;
}

/** The fiscal years that can be chosen: from the first of which there are contacts to today's, the newest first. */
export function listChoosableYears(recorded: Overview['recorded'], today: PlainDate): number[] {
  const now = fiscalYearOf(today);
  const first = Math.min(recorded?.first ?? now, now);
  return Array.from({ length: now - first + 1 }, (_, index) => now - index);
}
