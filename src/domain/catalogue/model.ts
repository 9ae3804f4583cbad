import type { PlainDate } from '#domain/canonical/dates.ts';

/** What the report says about a mark; a lone circle cannot be told apart and stays `unknown`. */
export type MarkState = 'yes' | 'no' | 'unknown';

/** How much of the budget goes to 21財団 as a subsidy or commission: △ part, ○ full. */
export type FoundationShare = 'none' | 'part' | 'full';

/** One of the eight basic policies (基本方針). */
export interface Policy {
  number: number;
  title: string;
}

/** A pillar (施策の柱) within a policy; `key` is `policy-ordinal`. */
export interface Pillar {
  key: string;
  policy: number;
  title: string;
}

/** The fiscal years in which a programme runs; `end` is null while `open`. */
export interface Period {
  raw: string;
  start: number;
  end: number | null;
  open: boolean;
  /**
   * The last fiscal year for which somebody vouched that it runs, where that is not the edition's own:
   * an earlier one in a programme that was copied from another edition and that nobody has confirmed since.
   */
  vouchedFor?: number;
}

/** Who gives the support. */
export type ProviderKind = 'prefecture' | 'state' | 'municipality' | 'chamber' | 'bank' | 'other';

/** The body that runs a programme (実施機関); absent where it is the prefecture's department. */
export interface Provider {
  kind: ProviderKind;
  name: string;
}

/** Where a company asks and applies (窓口). */
export interface ContactPoint {
  department?: string;
  telephone?: string;
  address?: string;
  url?: string;
}

/** When applications are taken (募集期間); both days belong to it. */
export interface ApplicationPeriod {
  from?: PlainDate;
  until?: PlainDate;
  /** What the two days do not say, such as 随時. */
  note?: string;
}

/** What a company asks of a programme; each member is absent until the office has entered it. */
export interface ProgrammeTerms {
  /** Who may apply (対象者). */
  eligibility?: string;
  /** What is given (支援内容). */
  support?: string;
  /** The share of the company's costs that is paid (補助率), as written. */
  rate?: string;
  /** The most that one company gets (補助限度額), as written; never the programme's own cost. */
  limit?: string;
  application?: ApplicationPeriod;
  contact?: ContactPoint;
  /** What has to be handed in (必要書類). */
  documents?: string[];
  /** When somebody last made sure of all this (確認日), and who; the name stays in the office. */
  checkedOn?: PlainDate;
  checkedBy?: string;
}

/** The `policy` of a programme outside of the eight policies: of the state, a municipality, a chamber, a bank. */
export const OUTSIDE_POLICIES = 0;

export interface Marks {
  priority: MarkState;
  mainResult: MarkState;
  foundation: FoundationShare;
  emergencyEmployment: boolean;
}

/** A number in a result, with its unit and what stands before it (約, 延べ, うち, 累計). */
export interface Quantity {
  qualifier: string | null;
  number: number;
  unit: string;
}

/** `process` 経過, `outcome` 結果, `unlabelled` neither, `asWritten` not a table of items and values. */
export type ResultKind = 'process' | 'outcome' | 'unlabelled' | 'asWritten';

/** One row of a sheet's results; `period` is there only when it is not the report's own year. */
export interface ProgrammeResult {
  kind: ResultKind;
  section: string;
  item: string;
  value: string;
  quantities: Quantity[];
  period?: string;
  uncertain: boolean;
}

export type HistoryClass = 'created' | 'renamed' | 'extended' | 'merged' | 'reorganised' | 'other';

/** One entry of 事業の経緯; `formerName` is the name quoted with it. */
export interface HistoryEvent {
  era: string;
  fiscalYear: number;
  event: string;
  class: HistoryClass;
  formerName: string | null;
  text: string;
}

/** One support programme (事業), told by its home sheet and its row in the list. */
export interface Programme {
  /**
   * As read from the first report, `p` and its home page in three digits; else as `composeProgrammeKey`
   * makes it. Across editions a programme keeps the one that it got first (`matchEditions`).
   */
  key: string;
  page: number;
  name: string;
  aliases: string[];
  /** Of the edition's policies, or `OUTSIDE_POLICIES`; then `pillar` is empty and neither list nor totals have it. */
  policy: number;
  alsoUnder: number[];
  pillar: string;
  /** Pillars of those other policies under which the list has it again; absent where none is known. */
  alsoPillars?: string[];
  department: string;
  groups: string[];
  regionalOffice: string | null;
  period: Period;
  marks: Marks;
  /** null where the report prints a dash. */
  costThousandYen: number | null;
  description: string;
  results: ProgrammeResult[];
  history: HistoryEvent[];
  provider?: Provider;
  terms?: ProgrammeTerms;
}

export type ListRowKind = 'programme' | 'repeat' | 'aggregate';

/** A row of the list table as printed; the aggregate row has neither page nor programme. */
export interface ListRow {
  policy: number;
  page: number | null;
  name: string;
  kind: ListRowKind;
  costThousandYen: number | null;
  programme: string | null;
}

/** One sheet (個票) and the programme it describes. */
export interface Sheet {
  page: number;
  programme: string;
  repeat: boolean;
  /** The pillar under which this sheet stands; absent where the office listed it without one. */
  pillar?: string;
}

/** Programmes and settlement of a policy in a fiscal year, as printed. */
export interface PolicyYear {
  policy: number;
  fiscalYear: number;
  programmes: number;
  /** null in an edition of the office while the amount of one of the programmes is still to be entered. */
  settlementThousandYen: number | null;
}

/** One printed figure on the prefecture's economy. */
export interface Indicator {
  series: string;
  area: string;
  year: number;
  value: number;
  unit: string;
}

/** Counts over the whole report; results and history over all sheets, repeats included. */
export interface CatalogueTotals {
  programmes: number;
  sheets: number;
  results: number;
  history: number;
  /** null in an edition of the office while an amount is still to be entered. */
  settlementThousandYen: number | null;
}

/** Something that was kept as written because the report does not settle it; `page` is the sheet's that it is about. */
export interface CatalogueWarning {
  page: number | null;
  code: string;
  message: string;
}

/** One annual report, in the form that files, devices and the command share. */
export interface Catalogue {
  fiscalYear: number;
  /** Begun by the office, with what other editions carry over; absent for a report as it was read. */
  source?: 'office';
  policies: Policy[];
  pillars: Pillar[];
  programmes: Programme[];
  rows: ListRow[];
  sheets: Sheet[];
  policyYears: PolicyYear[];
  indicators: Indicator[];
  totals: CatalogueTotals;
  warnings: CatalogueWarning[];
}
