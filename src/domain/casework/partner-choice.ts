import type { Partner } from '#domain/records/partner.ts';
import type { Recorded } from './recorded.ts';

/** A partner as a possible recipient, with the issues of the case that it helps with. */
export interface RankedPartner {
  partner: Recorded<Partner>;
  matching: string[];
  /** Whether it serves the company's municipality; one that names none serves all. */
  isNear: boolean;
}

/** The partners in use for a case: those that know most of its issues first, then those nearby, those with an agreement, by name. */
export function rankPartners(
  partners: readonly Recorded<Partner>[],
  { issues, municipality }: { issues: readonly string[]; municipality?: string | undefined },
): RankedPartner[] {
  return partners
    .filter(({ fields }) => !fields.isInactive)
    .map((partner) => {
      const { expertise = [], area = [] } = partner.fields;
      return {
        partner,
        matching: issues.filter((issue) => expertise.includes(issue)),
        isNear: area.length === 0 || (municipality !== undefined && area.includes(municipality)),
      };
    })
    .sort(
      (one, other) =>
        other.matching.length - one.matching.length ||
        Number(other.isNear) - Number(one.isNear) ||
        Number(other.partner.fields.hasAgreement ?? false) -
          Number(one.partner.fields.hasAgreement ?? false) ||
        (one.partner.fields.nameKana ?? one.partner.fields.name ?? '').localeCompare(
          other.partner.fields.nameKana ?? other.partner.fields.name ?? '',
          'ja',
        ),
    );
}
