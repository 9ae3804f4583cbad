import type { Partner } from '#domain/records/partner.ts';

/** An entry with which a directory begins. Ids are the same everywhere: two people who take them in make one entry. */
export interface PartnerSeed {
  id: string;
  fields: Pick<Partner, 'name' | 'kind' | 'hasAgreement' | 'source'> & { branch?: string };
}

/** The report on the survey names them as those with an agreement, 「次の中小企業支援機関と連携協定を締結」. */
const SOURCE = '県内中小企業の経営課題に関する調査の報告書（連携協定の締結先）';

const AGREEMENTS: readonly [string, Partner['kind'], string?][] = [
  ['青森県信用保証協会', 'bank'],
  ['青森県産業技術センター', 'industry_support'],
  ['青森銀行', 'bank'],
  ['みちのく銀行', 'bank'],
  ['日本政策金融公庫', 'bank', '青森支店'],
  ['日本政策金融公庫', 'bank', '八戸支店'],
  ['日本政策金融公庫', 'bank', '弘前支店'],
  ['青森公立大学', 'academic'],
  ['青い森信用金庫', 'bank'],
];

/**
 * The institutions that the report names as partners by agreement. Their windows, telephone numbers and
 * what they are good at stand in no source: nobody has checked them, and the office enters them.
 */
export const PARTNER_SEEDS: readonly PartnerSeed[] = AGREEMENTS.map(([name, kind, branch], index) => ({
  id: `00000000-0000-7000-8000-0000000000a${index + 1}`,
  fields: { name, kind, hasAgreement: true, source: SOURCE, ...(branch !== undefined && { branch }) },
}));
