import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '#domain/records/account.ts';
import type { Visit } from '#domain/records/visit.ts';
import type { Recorded } from '#domain/casework/recorded.ts';
import {
  checkClientYear,
  CLIENT_KINDS,
  ClientCountError,
  countClientYears,
} from '#domain/casework/management/client-kinds.ts';
import { resolveCompanies } from '#domain/casework/management/companies.ts';
import { listContacts, type Contact } from '#domain/casework/management/contacts.ts';
import {
  computeOverview,
  listBehind,
  type ManagementData,
  type ManagementSettings,
} from '#domain/casework/management/overview.ts';

const regionOf = (municipality: string | undefined): string | undefined =>
  municipality && (municipality.startsWith('h') ? 'sanpachi' : 'tosei');

function account(id: string, fields: Partial<Account> = {}): Recorded<Account> {
  return { id, fields: { name: id, ...fields } };
}

/** A visit that began at an instant. */
function visit(accountId: string, startedAt: string, fields: Partial<Visit> = {}): Recorded<Visit> {
  return { id: `${accountId}-${startedAt}`, fields: { accountId, status: 'finished', startedAt, ...fields } };
}

function contact(companyId: string, fiscalYear: number): Contact {
  return { companyId, fiscalYear, day: `${fiscalYear}-06-01` };
}

describe('a contact', () => {
  const { rootOf } = resolveCompanies([account('a'), account('b', { mergedInto: 'a' })], regionOf);

  it('is a finished visit of any kind, in the fiscal year of its day in Japan', () => {
    const { list, uncounted } = listContacts(
      [
        visit('a', '2026-03-31T14:59:00.000Z'),
        visit('a', '2026-03-31T15:00:00.000Z', { kind: 'telephone' }),
        { id: 'p', fields: { accountId: 'b', status: 'finished', plannedDate: '2025-04-01' } },
        visit('a', '2026-05-01T00:00:00.000Z', { status: 'cancelled' }),
        visit('a', '2026-05-01T00:00:00.000Z', { status: 'started' }),
        visit('gone', '2026-05-01T00:00:00.000Z'),
        { id: 'n', fields: { accountId: 'a', status: 'finished' } },
      ],
      rootOf,
    );
    expect(list).toEqual([
      { companyId: 'a', day: '2026-03-31', fiscalYear: 2025 },
      { companyId: 'a', day: '2026-04-01', fiscalYear: 2026 },
      { companyId: 'a', day: '2025-04-01', fiscalYear: 2025 },
    ]);
    expect(uncounted).toBe(2);
  });
});

describe('merged companies', () => {
  it('are the one that stands, over any number of steps', () => {
    const { list, rootOf } = resolveCompanies(
      [account('a', { mergedInto: 'b' }), account('b', { mergedInto: 'c' }), account('c'), account('d')],
      regionOf,
    );
    expect(list.map(({ id }) => id)).toEqual(['c', 'd']);
    expect([...rootOf]).toEqual(
      expect.arrayContaining([
        ['a', 'c'],
        ['b', 'c'],
        ['c', 'c'],
        ['d', 'd'],
      ]),
    );
  });

  it('that two people merged into each other offline are one, under the smaller id', () => {
    const { list, rootOf } = resolveCompanies(
      [
        account('x', { mergedInto: 'c' }),
        account('c', { mergedInto: 'b' }),
        account('b', { mergedInto: 'c' }),
        account('self', { mergedInto: 'self' }),
      ],
      regionOf,
    );
    expect(list.map(({ id }) => id).sort()).toEqual(['b', 'self']);
    expect(rootOf.get('x')).toBe('b');
  });

  it('whose other record is not on the device stand for themselves', () => {
    expect(resolveCompanies([account('a', { mergedInto: 'elsewhere' })], regionOf).list).toHaveLength(1);
  });

  it('divide all records into companies, whoever points at whom', () => {
    const pointers = fc.array(fc.option(fc.nat(11), { nil: undefined }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(pointers, (into) => {
        const accounts = into.map((target, index) =>
          account(`c${index}`, target === undefined ? {} : { mergedInto: `c${target}` }),
        );
        const { list, rootOf } = resolveCompanies(accounts, regionOf);
        const roots = new Set(list.map(({ id }) => id));
        expect(new Set(rootOf.values())).toEqual(roots);
        for (const [index, target] of into.entries())
          if (target !== undefined) expect(rootOf.get(`c${index}`)).toBe(rootOf.get(`c${target}`));
        const { rootOf: turned } = resolveCompanies([...accounts].reverse(), regionOf);
        for (const [id, root] of rootOf) expect(turned.get(id)).toBe(root);
      }),
    );
  });
});

describe('clients', () => {
  it('are new, return after a gap, or go on', () => {
    const contacts = [
      ...[2021, 2022, 2022, 2024, 2026].map((year) => contact('a', year)),
      contact('b', 2026),
      ...[2025, 2026].map((year) => contact('c', year)),
    ];
    const at = (gap: number) =>
      countClientYears(contacts, { from: 2022, to: 2026 }, gap).map(({ unique, kinds }) => [
        unique,
        kinds.new.join(),
        kinds.returning.join(),
        kinds.continuing.join(),
      ]);
    expect(at(2)).toEqual([
      [1, '', '', 'a'],
      [0, '', '', ''],
      [1, '', 'a', ''],
      [1, 'c', '', ''],
      [3, 'b', 'a', 'c'],
    ]);
    expect(at(3).at(-1)).toEqual([3, 'b', '', 'a,c']);
  });

  it('that do not add up are refused', () => {
    expect(() =>
      checkClientYear({
        fiscalYear: 2026,
        contacts: 2,
        unique: 2,
        kinds: { new: ['a'], returning: [], continuing: [] },
      }),
    ).toThrow(ClientCountError);
  });
});

const INDUSTRIES = ['manufacturing', 'retail', undefined];
const BANDS = ['e0_5', 'e6_10'];
const PLACES = ['hachinohe', 'aomori', undefined];

/** Made of random numbers: companies, some merged, and visits in six fiscal years. */
const world = fc.record({
  companies: fc.array(
    fc.record({
      industry: fc.constantFrom(...INDUSTRIES),
      employees: fc.constantFrom(...BANDS),
      municipality: fc.constantFrom(...PLACES),
      into: fc.option(fc.nat(19), { nil: undefined, freq: 3 }),
    }),
    { minLength: 1, maxLength: 20 },
  ),
  visits: fc.array(fc.tuple(fc.nat(19), fc.nat(6 * 365)), { maxLength: 60 }),
});

function dataOf({
  companies,
  visits,
}: typeof world extends fc.Arbitrary<infer T> ? T : never): ManagementData {
  const accounts = companies.map(({ into, industry, employees, municipality }, index) =>
    account(`c${index}`, {
      ...(industry && { industry }),
      employees,
      ...(municipality && { municipality }),
      ...(into !== undefined && into < companies.length && { mergedInto: `c${into}` }),
    }),
  );
  const resolved = resolveCompanies(accounts, regionOf);
  const from = Date.parse('2020-10-01T00:00:00.000Z');
  return {
    companies: resolved,
    contacts: listContacts(
      visits.map(([of, day]) =>
        visit(`c${of % companies.length}`, new Date(from + day * 86_400_000).toISOString()),
      ),
      resolved.rootOf,
    ),
    wishes: [],
    unnamedWishes: 0,
    leads: [],
    referrals: [],
    steps: [],
    handedOver: [],
    plannedVisits: [],
  };
}

const settings: ManagementSettings = {
  fiscalYear: 2025,
  gapYears: 2,
  least: 3,
  filter: {},
  today: '2026-03-31',
  userIds: [],
};

describe('the overview', () => {
  it('adds up for every fiscal year and filter, and its lists are as long as its figures', () => {
    fc.assert(
      fc.property(
        world,
        fc.integer({ min: 2020, max: 2026 }),
        fc.integer({ min: 2, max: 4 }),
        (given, fiscalYear, gapYears) => {
          const data = dataOf(given);
          const filters = [
            {},
            ...INDUSTRIES.flatMap((industry) => (industry ? [{ industry }] : [])),
            ...BANDS.map((employees) => ({ employees, region: 'tosei' })),
          ];
          for (const filter of filters) {
            const asked = { ...settings, fiscalYear, gapYears, filter };
            const overview = computeOverview(data, asked);
            for (const year of overview.years)
              expect(year.new + year.returning + year.continuing).toBe(year.unique);
            const now = overview.years.at(-1)!;
            for (const kind of ['unique', ...CLIENT_KINDS] as const)
              expect(listBehind(data, asked, { of: 'clients', kind })).toHaveLength(now[kind]);
            expect(listBehind(data, asked, { of: 'often' })).toHaveLength(overview.often.companies);
            const { overall, coverage } = overview;
            expect(overall?.served ?? 0).toBe(now.unique);
            for (const parts of Object.values(coverage))
              expect(parts.reduce((sum, { served }) => sum + served, 0)).toBe(now.unique);
          }
          // The parts of the whole: companies of each industry, and those of none.
          const whole = computeOverview(data, { ...settings, fiscalYear }).years.at(-1)!;
          const parts = ['manufacturing', 'retail'].map((industry) =>
            computeOverview(data, { ...settings, fiscalYear, filter: { industry } }).years.at(-1)!,
          );
          const untold = computeOverview(data, { ...settings, fiscalYear })
            .coverage.industry.filter(({ codes }) => codes.industry === undefined)
            .reduce((sum, { served }) => sum + served, 0);
          expect(parts.reduce((sum, { unique }) => sum + unique, untold)).toBe(whole.unique);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same whatever the order of the records', () => {
    fc.assert(
      fc.property(world, (given) => {
        const data = dataOf(given);
        const turned: ManagementData = {
          ...data,
          contacts: { ...data.contacts, list: [...data.contacts.list].reverse() },
        };
        expect(computeOverview(turned, settings)).toEqual(computeOverview(data, settings));
      }),
      { numRuns: 60 },
    );
  });

  it('counts two records of one company once, also in the years before they were merged', () => {
    const visits = [visit('a', '2024-06-01T00:00:00.000Z'), visit('b', '2025-06-01T00:00:00.000Z')];
    const of = (accounts: Recorded<Account>[]) => {
      const companies = resolveCompanies(accounts, regionOf);
      const data = { ...dataOf({ companies: [], visits: [] }), companies };
      return computeOverview(
        { ...data, contacts: listContacts(visits, companies.rootOf) },
        settings,
      ).years.slice(-2);
    };
    expect(of([account('a'), account('b')])).toMatchObject([
      { unique: 1, new: 1 },
      { unique: 1, new: 1, continuing: 0 },
    ]);
    expect(of([account('a'), account('b', { mergedInto: 'a' })])).toMatchObject([
      { unique: 1, new: 1 },
      { unique: 1, new: 0, continuing: 1 },
    ]);
  });
});
