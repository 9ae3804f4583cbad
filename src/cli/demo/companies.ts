import { findEmployeeRange, SALES_BANDS, type EmployeeBand } from '#domain/records/bands.ts';
import type { Account } from '#domain/records/account.ts';
import type { SeededRandom } from '#domain/canonical/seeded-random.ts';

/** A company of the invented frame: everything that the survey's answers depend on is known. */
export interface DemoCompany extends Account {
  industry: string;
  employees: string;
  sales: string;
  municipality: string;
}

/**
 * Private establishments of Aomori by industry, per mille, after the economic census
 * of 2016, rounded. Only the proportions are real; every company is invented.
 */
const INDUSTRIES = {
  trade: 272,
  accommodation: 122,
  living: 112,
  construction: 104,
  medical: 82,
  services: 66,
  manufacturing: 58,
  realestate: 48,
  professional: 34,
  education: 28,
  transport: 27,
  finance: 18,
  agriculture: 14,
  compound: 8,
  information: 7,
  fisheries: 2,
  utilities: 2,
  mining: 1,
} as const;
type Industry = keyof typeof INDUSTRIES;

/** Inhabitants in hundreds (census of 2020, rounded): companies are where people are. */
const MUNICIPALITIES = {
  aomori: 2752,
  hiranai: 101,
  imabetsu: 23,
  yomogita: 25,
  sotogahama: 54,
  hirosaki: 1685,
  kuroishi: 319,
  hirakawa: 306,
  nishimeya: 13,
  fujisaki: 146,
  owani: 87,
  inakadate: 75,
  hachinohe: 2234,
  sannohe: 91,
  gonohe: 160,
  takko: 50,
  nanbu: 168,
  hashikami: 135,
  shingo: 22,
  goshogawara: 513,
  tsugaru: 310,
  ajigasawa: 90,
  fukaura: 73,
  itayanagi: 127,
  tsuruta: 121,
  nakadomari: 97,
  towada: 604,
  misawa: 391,
  noheji: 124,
  shichinohe: 146,
  rokunohe: 104,
  yokohama: 43,
  tohoku: 164,
  rokkasho: 104,
  oirase: 243,
  mutsu: 541,
  oma: 47,
  higashidori: 60,
  kazamaura: 16,
  sai: 18,
} as const;

const EMPLOYEES: Record<EmployeeBand, number> = {
  e0_5: 560,
  e6_10: 185,
  e11_20: 125,
  e21_50: 85,
  e51_100: 27,
  e101_over: 18,
};
/** Manufacturers and builders are larger than shops. */
const EMPLOYEES_OF_MAKERS: Record<EmployeeBand, number> = {
  e0_5: 400,
  e6_10: 215,
  e11_20: 175,
  e21_50: 135,
  e51_100: 48,
  e101_over: 27,
};
const MAKERS: readonly string[] = ['manufacturing', 'construction', 'medical', 'transport'];

/** The middle of the sales that go with each size, as an index of the bands. */
const USUAL_SALES: Record<EmployeeBand, number> = {
  e0_5: 1,
  e6_10: 3,
  e11_20: 4,
  e21_50: 4.6,
  e51_100: 5.6,
  e101_over: 6.8,
};
/** Nobody in the sample is alone, and nobody a giant. */
const FEWEST_EMPLOYEES = 1;
const MOST_EMPLOYEES = 380;

/** A word of a name and how it is read. */
type Word = readonly [written: string, kana: string];

const FAMILIES: readonly Word[] = [
  ['工藤', 'くどう'],
  ['佐藤', 'さとう'],
  ['佐々木', 'ささき'],
  ['木村', 'きむら'],
  ['成田', 'なりた'],
  ['三上', 'みかみ'],
  ['葛西', 'かさい'],
  ['対馬', 'つしま'],
  ['小山内', 'おさない'],
  ['櫛引', 'くしびき'],
  ['種市', 'たねいち'],
  ['田名部', 'たなぶ'],
  ['奈良岡', 'ならおか'],
  ['福士', 'ふくし'],
  ['蛯名', 'えびな'],
  ['白戸', 'しらと'],
  ['長谷川', 'はせがわ'],
  ['外崎', 'とのさき'],
];
const IMAGES: readonly Word[] = [
  ['りんご', 'りんご'],
  ['岩木', 'いわき'],
  ['八甲田', 'はっこうだ'],
  ['陸奥', 'むつ'],
  ['津軽', 'つがる'],
  ['南部', 'なんぶ'],
  ['青い海', 'あおいうみ'],
  ['ねぶた', 'ねぶた'],
  ['北斗', 'ほくと'],
  ['みちのく', 'みちのく'],
  ['白神', 'しらかみ'],
  ['奥入瀬', 'おいらせ'],
];

const TRADES: Record<Industry, readonly Word[]> = {
  trade: [
    ['商店', 'しょうてん'],
    ['商会', 'しょうかい'],
    ['物産', 'ぶっさん'],
    ['商事', 'しょうじ'],
    ['青果', 'せいか'],
  ],
  accommodation: [
    ['旅館', 'りょかん'],
    ['食堂', 'しょくどう'],
    ['ホテル', 'ほてる'],
    ['温泉', 'おんせん'],
  ],
  living: [
    ['美容室', 'びようしつ'],
    ['クリーニング', 'くりーにんぐ'],
    ['写真館', 'しゃしんかん'],
    ['遊技', 'ゆうぎ'],
  ],
  construction: [
    ['建設', 'けんせつ'],
    ['工務店', 'こうむてん'],
    ['土木', 'どぼく'],
    ['電設', 'でんせつ'],
  ],
  medical: [
    ['介護サービス', 'かいごさーびす'],
    ['医療事務', 'いりょうじむ'],
    ['福祉会', 'ふくしかい'],
  ],
  services: [
    ['警備', 'けいび'],
    ['ビルサービス', 'びるさーびす'],
    ['環境整備', 'かんきょうせいび'],
  ],
  manufacturing: [
    ['製作所', 'せいさくしょ'],
    ['水産加工', 'すいさんかこう'],
    ['精機', 'せいき'],
    ['食品', 'しょくひん'],
    ['木工', 'もっこう'],
    ['酒造', 'しゅぞう'],
  ],
  realestate: [
    ['不動産', 'ふどうさん'],
    ['地所', 'じしょ'],
  ],
  professional: [
    ['設計事務所', 'せっけいじむしょ'],
    ['測量', 'そくりょう'],
    ['デザイン', 'でざいん'],
  ],
  education: [
    ['学習塾', 'がくしゅうじゅく'],
    ['スクール', 'すくーる'],
  ],
  transport: [
    ['運輸', 'うんゆ'],
    ['通運', 'つううん'],
    ['タクシー', 'たくしー'],
  ],
  finance: [
    ['保険事務所', 'ほけんじむしょ'],
    ['リース', 'りーす'],
  ],
  agriculture: [
    ['農園', 'のうえん'],
    ['ファーム', 'ふぁーむ'],
  ],
  compound: [['協同組合', 'きょうどうくみあい']],
  information: [
    ['システム', 'しすてむ'],
    ['情報サービス', 'じょうほうさーびす'],
  ],
  fisheries: [['漁業', 'ぎょぎょう']],
  utilities: [['エネルギー', 'えねるぎー']],
  mining: [['採石', 'さいせき']],
};

/** Among so many telephone numbers the companies' are spread; a prime has no divisor in common with it. */
const PHONE_NUMBERS = 1_000_000;
const PHONE_STEP = 7_919;

/** `count` invented companies, each with a name, also without its legal form, and a telephone number of its own. */
export function inventCompanies(random: SeededRandom, count: number): DemoCompany[] {
  const names = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const phone = String((index * PHONE_STEP) % PHONE_NUMBERS).padStart(6, '0');
    const industry = random.pickWeighted(INDUSTRIES);
    const employees = random.pickWeighted(MAKERS.includes(industry) ? EMPLOYEES_OF_MAKERS : EMPLOYEES);
    const municipality = random.pickWeighted(MUNICIPALITIES);
    const { name, nameKana } = inventName(random, industry, names);
    const [fewest, most] = findEmployeeRange(employees)!;
    const [from, to] = [Math.max(FEWEST_EMPLOYEES, fewest), Math.min(MOST_EMPLOYEES, most)];
    return {
      name,
      nameKana,
      industry,
      employees,
      employeeCount: from + random.below(to - from + 1),
      sales: inventSales(random, employees),
      municipality,
      address: `${random.pick(['本町', '栄町', '中央', '新町', '浜町', '大町'])}${1 + random.below(9)}丁目${1 + random.below(30)}-${1 + random.below(20)}`,
      // Exchanges that begin with 0 are not given out.
      phone: `017-0${phone.slice(0, 2)}-${phone.slice(2)}`,
      status: 'active',
      invented: true,
    };
  });
}

function inventName(
  random: SeededRandom,
  industry: Industry,
  taken: Set<string>,
): { name: string; nameKana: string } {
  for (;;) {
    const [trade, tradeKana] = random.pick(TRADES[industry]);
    const parts = [random.pick(random.chance(0.55) ? FAMILIES : IMAGES)];
    if (random.chance(0.45)) parts.push(random.pick(random.chance(0.3) ? FAMILIES : IMAGES));
    // With 7,500 names some need a third word; numbers are for what remains.
    if (taken.size > 4000 && random.chance(0.5)) parts.push(random.pick(IMAGES));
    const core = `${parts.map(([word]) => word).join('')}${trade}`;
    const form = random.pickWeighted({ before: 45, after: 15, limited: 30, llc: 6, none: 4 });
    const number =
      taken.size > 6500 && random.chance(0.3) ? `第${'一二三四五六七八九'[random.below(9)]}` : '';
    // Names that differ in their legal form alone would all be proposed as one company.
    if (taken.has(`${core}${number}`)) continue;
    taken.add(`${core}${number}`);
    const name = withLegalForm(`${core}${number}`, form);
    return { name, nameKana: `${parts.map(([, kana]) => kana).join('')}${tradeKana}` };
  }
}

function withLegalForm(core: string, form: 'before' | 'after' | 'limited' | 'llc' | 'none'): string {
  if (form === 'before') return `株式会社${core}`;
  if (form === 'after') return `${core}株式会社`;
  if (form === 'limited') return `有限会社${core}`;
  return form === 'llc' ? `合同会社${core}` : core;
}

function inventSales(random: SeededRandom, employees: EmployeeBand): string {
  const spread = (random.next() + random.next() + random.next() - 1.5) * 2;
  const index = Math.round(USUAL_SALES[employees] + spread);
  return SALES_BANDS[Math.min(SALES_BANDS.length - 1, Math.max(0, index))]!.code;
}
