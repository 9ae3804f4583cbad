import { fiscalYearOf, type PlainDate } from '#domain/canonical/dates.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { isEnded } from '#domain/catalogue/in-force.ts';
import { writePeriod, type ProgrammeEntry } from './programme-edit-entry.ts';

/** Who made sure of a programme, and when. */
export interface Confirmation {
  on: PlainDate;
  by: string;
}

/** What is still open of a programme before companies can rely on an edition. */
export const OPEN_POINTS = ['unconfirmed', 'withoutLink', 'withoutContact', 'ended'] as const;
export type OpenPoint = (typeof OPEN_POINTS)[number];

/** The last fiscal year for which a confirmation on a day vouches, in the edition of a year. */
export function vouchedYear(on: PlainDate, editionFiscalYear: number): number {
  return Math.max(editionFiscalYear, fiscalYearOf(on));
}

/** Whether a programme came from another edition and nobody has confirmed, ended or replaced it since. */
export function isUnconfirmed({ period }: Programme, editionFiscalYear: number): boolean {
  return period.vouchedFor !== undefined && period.vouchedFor < editionFiscalYear;
}

/** The programme as somebody made sure of it: it runs on in the edition's year. */
export function confirmProgramme(
  programme: Programme,
  { on, by }: Confirmation,
  editionFiscalYear: number,
): Programme {
  const { vouchedFor: _, ...period } = programme.period;
  const vouchedFor = vouchedYear(on, editionFiscalYear);
  return {
    ...programme,
    period: vouchedFor === editionFiscalYear ? period : { ...period, vouchedFor },
    terms: { ...programme.terms, checkedOn: on, ...(by !== '' && { checkedBy: by }) },
  };
}

/** The programme as somebody found it ended: its last year is the one before the edition's, or its only one. */
export function endProgramme(
  programme: Programme,
  confirmation: Confirmation,
  editionFiscalYear: number,
): Programme {
  const confirmed = confirmProgramme(programme, confirmation, editionFiscalYear);
  if (isEnded(programme.period, editionFiscalYear)) return confirmed;
  const { start } = programme.period;
  const end = Math.max(start, editionFiscalYear - 1);
  return { ...confirmed, period: { raw: writePeriod(start, end, false), start, end, open: false } };
}

/** What a confirmation changes in a form. */
export function confirmEntry(
  { on, by }: Confirmation,
  { fiscalYear }: Pick<Catalogue, 'fiscalYear'>,
): Pick<ProgrammeEntry, 'vouchedFor' | 'checkedOn' | 'checkedBy'> {
  const year = vouchedYear(on, fiscalYear);
  return { vouchedFor: year === fiscalYear ? '' : String(year), checkedOn: on, checkedBy: by };
}

/** Whether a form's programme is still unconfirmed in its edition. */
export function isEntryUnconfirmed(
  { vouchedFor }: Pick<ProgrammeEntry, 'vouchedFor'>,
  { fiscalYear }: Pick<Catalogue, 'fiscalYear'>,
): boolean {
  return vouchedFor !== '' && Number(vouchedFor) < fiscalYear;
}

/** The programme as it goes into another edition: nobody has said yet that it runs in that year. */
export function copyProgramme(programme: Programme, fromFiscalYear: number): Programme {
  const vouchedFor = programme.period.vouchedFor ?? fromFiscalYear;
  return { ...programme, period: { ...programme.period, vouchedFor } };
}

/**
 * What is still open of a programme in its edition. An ended one needs neither a link from an issue
 * nor a contact any more.
 * @param linked keys of the programmes to which an issue leads
 */
export function listOpenPoints(
  programme: Programme,
  { fiscalYear }: Pick<Catalogue, 'fiscalYear'>,
  linked: ReadonlySet<string>,
): OpenPoint[] {
  const hasEnded = isEnded(programme.period, fiscalYear);
  return OPEN_POINTS.filter((point) => {
    if (point === 'unconfirmed') return isUnconfirmed(programme, fiscalYear);
    if (point === 'ended') return hasEnded;
    if (point === 'withoutLink') return !hasEnded && !linked.has(programme.key);
    return !hasEnded && !isReachable(programme);
  });
}

/** Whether a company could reach somebody: a department's name alone leads nowhere. */
function isReachable({ terms }: Programme): boolean {
  const { telephone, address, url } = terms?.contact ?? {};
  return telephone !== undefined || address !== undefined || url !== undefined;
}

/** How many programmes of an edition have each point open. */
export function countOpenPoints(
  edition: Pick<Catalogue, 'fiscalYear' | 'programmes'>,
  linked: ReadonlySet<string>,
): Record<OpenPoint, number> {
  const counts: Record<OpenPoint, number> = { unconfirmed: 0, withoutLink: 0, withoutContact: 0, ended: 0 };
  for (const programme of edition.programmes)
    for (const point of listOpenPoints(programme, edition, linked)) counts[point] += 1;
  return counts;
}
