/**
 * The words by which a sheet says for whom a programme is. They are looked for in the name and
 * the description alone, and name the people addressed (食品製造業者), not the subject
 * (食品加工技術), so that a programme about something is not taken for one for somebody.
 */

/** Words that restrict a programme, and whom they fit. */
export interface RestrictionTerm<Code extends string = string> {
  words: RegExp;
  fits: readonly Code[];
  /** The words name only a part of what the code stands for: whether they fit cannot be told from the code. */
  isPart?: true;
  /** The words fit nearly every company that is advised: to fit them says nothing in a programme's favour. */
  isCommon?: true;
}

/** Where a company stands: what it is about to do, not how old it is. */
export const BUSINESS_STAGES = ['startup', 'established', 'renewal', 'growth', 'recovery'] as const;
/** 創業, 通常, 経営革新・新分野, 上場をめざす成長, 災害などからの再建. */
export type BusinessStage = (typeof BUSINESS_STAGES)[number];

const FOOD = ['agriculture', 'fisheries', 'manufacturing', 'trade'] as const;

/** Codes of the questionnaire's F1. */
export const INDUSTRY_TERMS: readonly RestrictionTerm[] = [
  { words: /建設業|建設企業|建設産業|建設新技術/, fits: ['construction'] },
  { words: /県内の製造業|(?<!食品)製造業者|ものづくり(?:企業|産業|地場産業)/, fits: ['manufacturing'] },
  { words: /食品製造業|食品加工(?:企業|業者)/, fits: ['manufacturing'], isPart: true },
  { words: /水産加工/, fits: ['manufacturing', 'fisheries'], isPart: true },
  { words: /伝統工芸/, fits: ['manufacturing'], isPart: true },
  { words: /自動車関連産業/, fits: ['manufacturing'], isPart: true },
  { words: /医療・健康・福祉/, fits: ['manufacturing', 'medical', 'services'], isPart: true },
  { words: /農林漁業者|農林水産団体|生産者|農山漁村/, fits: ['agriculture', 'fisheries'] },
  { words: /流通・販売業者|小売業者|小売商業者/, fits: ['trade'] },
  { words: /農商工連携|「食」産業分野|県産農林水産(?:品|物)/, fits: FOOD, isPart: true },
  { words: /ＩＴ企業/, fits: ['information'] },
  { words: /商店街/, fits: ['trade', 'accommodation', 'living'], isPart: true },
  { words: /宿泊施設/, fits: ['accommodation'] },
  { words: /観光を支える/, fits: ['accommodation', 'transport', 'living'], isPart: true },
  { words: /路線バス|バス路線|地域鉄道事業者/, fits: ['transport'], isPart: true },
  { words: /工場等/, fits: ['manufacturing'] },
];

/** `small` 小規模企業者, `sme` 中小企業者, by 中小企業基本法; names of organisations and laws say nothing. */
export const SIZE_TERMS: readonly RestrictionTerm<'small' | 'sme'>[] = [
  { words: /小規模(?:企業|事業)者?/, fits: ['small'] },
  {
    words: /中小企業(?!団体|基盤整備|診断士|新事業活動促進法|高度化)|中小小売/,
    fits: ['sme'],
    isCommon: true,
  },
];

const REGIONS = ['tosei', 'chunan', 'sanpachi', 'seihoku', 'kamikita', 'shimokita'] as const;

/**
 * Regions of the questionnaire's F4. A single town in a sheet (六ヶ所村, 弘前地域研究所) is where
 * something stands, and 中部エリア a market: neither restricts who may take part.
 */
export const PLACE_TERMS: readonly RestrictionTerm[] = [
  { words: /東青地域/, fits: ['tosei'] },
  { words: /中南地域/, fits: ['chunan'] },
  { words: /三八地域|八戸地域/, fits: ['sanpachi'] },
  { words: /西北地域/, fits: ['seihoku'] },
  { words: /上北地域/, fits: ['kamikita'] },
  { words: /下北地域/, fits: ['shimokita'] },
  { words: /(?<!奥)津軽/, fits: ['tosei', 'chunan', 'seihoku'] },
  { words: /電源地域|発電用施設等所在市町村/, fits: REGIONS, isPart: true },
];

export const STAGE_TERMS: readonly RestrictionTerm<BusinessStage>[] = [
  {
    words: /創業・起業|創業(?=や|及び)|起業家|起業に取り組む|新規出店希望者|設立して間もない/,
    fits: ['startup'],
  },
  {
    words: /経営革新|経営基盤の強化|新分野進出|後継者/,
    fits: ['established', 'renewal', 'growth', 'recovery'],
  },
  { words: /株式上場を志向する成長企業/, fits: ['growth'] },
  {
    words: /被災した中小企業|直接被害を受けた県内中小企業|売上減少等の影響を受けている企業/,
    fits: ['recovery'],
  },
];
