import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import { fiscalYearOf, type PlainDate } from '#domain/canonical/dates.ts';
import type { Figure } from '#domain/casework/management/overview.ts';
import { OUTCOMES } from '#domain/casework/management/outcomes.ts';
import { CLIENT_KINDS } from '#domain/casework/management/client-kinds.ts';
import { COUNT_DIMENSIONS } from '#domain/records/establishment-count.ts';
import type { OverviewSettings } from '#client/workers/management/management-contract.ts';

/** What can be chosen on the page, as its address bears it. */
export type OverviewChoice = Omit<OverviewSettings, 'today' | 'userIds'>;

export const GAP_YEARS = [2, 3, 5] as const;
export const LEAST_CONTACTS = [3, 5, 10] as const;
/** Stands for the register of the centre among the figures that companies are held against. */
export const REGISTER = 'register';

/** Reads the address; what is not understood is as if it were not there. */
export function parseChoice(query: LocationQuery, today: PlainDate): OverviewChoice {
  const first = (name: string): string | undefined => {
    const value = query[name];
    return (Array.isArray(value) ? value[0] : value) ?? undefined;
  };
  const year = Number(first('fy'));
  const now = fiscalYearOf(today);
  const census = first('census');
  const filter = Object.fromEntries(
    COUNT_DIMENSIONS.flatMap((name) => {
      const code = first(name);
      return code ? [[name, code]] : [];
    }),
  );
  return {
    fiscalYear: Number.isInteger(year) && year >= 1990 && year <= now ? year : now,
    gapYears: GAP_YEARS.find((gap) => String(gap) === first('gap')) ?? GAP_YEARS[0],
    least: LEAST_CONTACTS.find((least) => String(least) === first('least')) ?? LEAST_CONTACTS[1],
    filter,
    ...(census && { censusId: census === REGISTER ? null : census }),
  };
}

/** The address that `parseChoice` reads. */
export function toChoiceQuery(choice: OverviewChoice): LocationQueryRaw {
  const { fiscalYear, gapYears, least, filter, censusId } = choice;
  return {
    fy: String(fiscalYear),
    ...(gapYears !== GAP_YEARS[0] && { gap: String(gapYears) }),
    ...(least !== LEAST_CONTACTS[1] && { least: String(least) }),
    ...filter,
    ...(censusId !== undefined && { census: censusId ?? REGISTER }),
  };
}

/** A figure as the address of its companies bears it: `clients.new`, `served.industry.retail`. */
export function toFigureKey(figure: Figure): string {
  if (figure.of === 'clients') return `clients.${figure.kind}`;
  if (figure.of === 'outcome') return `outcome.${figure.outcome}`;
  if (figure.of === 'place') return `place.${figure.municipality}`;
  if (figure.of === 'served') return ['served', ...Object.entries(figure.codes).flat()].join('.');
  return figure.of;
}

/** The figure of an address; `undefined` for what is none. */
export function parseFigure(key: string): Figure | undefined {
  const [of, ...rest] = key.split('.');
  if (of === 'clients') {
    const kind = (['unique', ...CLIENT_KINDS] as const).find((each) => each === rest[0]);
    return kind && { of, kind };
  }
  if (of === 'outcome') {
    const outcome = OUTCOMES.find((each) => each === rest[0]);
    return outcome && { of, outcome };
  }
  if (of === 'place') return rest[0] ? { of, municipality: rest[0] } : undefined;
  if (of === 'served') {
    const codes = Object.fromEntries(
      COUNT_DIMENSIONS.flatMap((name) => {
        const at = rest.indexOf(name);
        return at >= 0 && rest[at + 1] ? [[name, rest[at + 1]!]] : [];
      }),
    );
    return { of, codes };
  }
  return of === 'often' || of === 'topTenth' || of === 'leads' || of === 'referrals' ? { of } : undefined;
}
