import { addDays, fiscalYearOf, tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import { editionDocumentName } from '#protocol/documents.ts';
import { nextPage, replaceProgrammes } from '#domain/catalogue/edition/edition.ts';
import { writePeriod } from '#domain/catalogue/edition/programme-edit-entry.ts';
import {
  OUTSIDE_POLICIES,
  type Catalogue,
  type Programme,
  type ProgrammeTerms,
  type Provider,
} from '#domain/catalogue/model.ts';
import { composeProgrammeKey } from '#domain/catalogue/programme-key.ts';
import { putDocument } from '#server/database/queries/documents.ts';
import { findEdition, updateEdition } from '#server/database/queries/editions.ts';
import type { Queries } from '#server/database/schema.ts';

/** Stands in front of every invented name, so that no screen and no sheet can pass it for a real one. */
export const INVENTED_MARK = '【架空】';

interface Invention {
  id: string;
  name: string;
  provider: Provider;
  description: string;
  terms: (today: PlainDate) => ProgrammeTerms;
}

const INVENTIONS: readonly Invention[] = [
  {
    id: 'demo-chamber',
    name: '小さな店の販路開拓補助',
    provider: { kind: 'chamber', name: '架空商工会' },
    description:
      '小規模な事業者が新しい客や取引先をふやすために、チラシ、ウェブサイト、展示会などに使った費用の一部を補助します。（見本のために作った架空の制度です。）',
    terms: (today) => ({
      eligibility: '従業員20人以下の事業者で、架空商工会の助言を受けて計画を立てたもの',
      support: '販路開拓にかかった費用の補助',
      rate: '3分の2以内',
      limit: '50万円',
      application: { from: addDays(today, -20), until: addDays(today, 12), note: '予算がなくなり次第終了' },
      contact: { department: '経営支援課', telephone: '000-000-0001', address: '架空市見本町1-1' },
      documents: ['事業計画書', '見積書', '直近の確定申告書の写し'],
    }),
  },
  {
    id: 'demo-bank',
    name: '事業承継つなぎ融資',
    provider: { kind: 'bank', name: '架空銀行' },
    description:
      '後継者への引き継ぎのために必要な資金を、据え置き期間を設けて融資します。（見本のために作った架空の制度です。）',
    terms: () => ({
      eligibility: '5年以内に代表者を交代する、または交代した中小企業',
      support: '運転資金と株式の買い取り資金の融資',
      limit: '3,000万円（融資額。返済が必要です）',
      application: { note: '随時' },
      contact: { department: '法人営業部', telephone: '000-000-0002' },
      documents: ['事業承継計画書', '決算書3期分'],
    }),
  },
  {
    id: 'demo-state',
    name: '省力化設備の導入補助',
    provider: { kind: 'state', name: '国（架空の制度）' },
    description:
      '人手の足りない現場で、作業を減らすための設備やソフトウェアを入れる費用の一部を補助します。（見本のために作った架空の制度です。）',
    terms: (today) => ({
      eligibility: '人手不足に悩む中小企業で、作業時間を減らす計画を立てたもの',
      support: '設備とソフトウェアの購入費の補助',
      rate: '2分の1以内',
      limit: '500万円',
      application: { from: addDays(today, 10), until: addDays(today, 70) },
      contact: { department: '補助金事務局', telephone: '000-000-0003' },
      documents: ['省力化計画書', '見積書2社分'],
    }),
  },
  {
    id: 'demo-town',
    name: '空き店舗の家賃補助',
    provider: { kind: 'municipality', name: '架空市' },
    description:
      '中心商店街の空き店舗で新しく店を開く人に、はじめの1年の家賃の一部を補助します。（見本のために作った架空の制度です。）',
    terms: (today) => ({
      eligibility: '中心商店街の空き店舗に出店する人',
      support: '家賃の補助（12か月まで）',
      rate: '2分の1以内',
      limit: '月5万円',
      application: { until: addDays(today, -5) },
      contact: { department: '商工課', telephone: '000-000-0004' },
    }),
  },
];

/** The key of the invented programme whose applications end within two weeks. */
export function keyOfEndingSoon(fiscalYear: number): string {
  return composeProgrammeKey(fiscalYear, INVENTIONS[0]!.id);
}

/**
 * Adds programmes of others than the prefecture to a published edition, as the office would: the report's
 * own stay as they were read. They are checked as of a few days ago and run in the year of `now`.
 */
export async function installInventedProgrammes(
  tx: Queries,
  { centreId, userId }: { centreId: string; userId: string },
  fiscalYear: number,
  now: Instant,
): Promise<void> {
  const edition = await findEdition(tx, centreId, fiscalYear);
  if (!edition?.published) return;
  const published = withInventedProgrammes(edition.published, tokyoDate(now));
  await updateEdition(tx, {
    ...edition,
    published,
    publishedBy: userId,
    revision: edition.revision + 1,
    updatedAt: now,
    updatedBy: userId,
  });
  await putDocument(tx, centreId, editionDocumentName(fiscalYear), published, now);
}

/** An edition with the invented programmes beside its own. */
export function withInventedProgrammes(edition: Catalogue, today: PlainDate): Catalogue {
  const first = nextPage(edition);
  const invented = INVENTIONS.map(({ id, name, provider, description, terms }, index): Programme => {
    const start = fiscalYearOf(today);
    return {
      key: composeProgrammeKey(edition.fiscalYear, id),
      page: first + index,
      name: `${INVENTED_MARK}${name}`,
      aliases: [],
      policy: OUTSIDE_POLICIES,
      alsoUnder: [],
      pillar: '',
      department: provider.name,
      groups: [],
      regionalOffice: null,
      period: { raw: writePeriod(start, null, true), start, end: null, open: true, vouchedFor: start },
      marks: { priority: 'no', mainResult: 'no', foundation: 'none', emergencyEmployment: false },
      costThousandYen: null,
      description,
      results: [],
      history: [],
      provider,
      terms: { ...terms(today), checkedOn: addDays(today, -3), checkedBy: '架空の職員' },
    };
  });
  return replaceProgrammes(edition, [...edition.programmes, ...invented]);
}
