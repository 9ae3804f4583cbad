import { parseWrittenDate, resolveDate } from '#domain/canonical/written-dates.ts';
import { eraYear, formatFiscalYear } from '#domain/canonical/dates.ts';
import type {
  FoundationShare,
  HistoryClass,
  HistoryEvent,
  MarkState,
  Period,
  Programme,
  ProgrammeResult,
  ResultKind,
} from '#domain/catalogue/model.ts';
import { findEraYear, parseAmount } from '#domain/catalogue/printed-figures.ts';
import { OUTSIDE_POLICIES } from '#domain/catalogue/model.ts';
import { checkProgramme, type ProgrammeFault, type ProgrammeSurroundings } from './programme-edit.ts';
import { EMPTY_TERMS, readTermsEntry, toTermsEntry, type TermsEntry } from './programme-terms-entry.ts';
import { listQuantities } from '#domain/catalogue/report/quantities.ts';

/** One row of results as someone types it. */
export interface ResultEntry {
  kind: ResultKind;
  item: string;
  value: string;
  period: string;
}

/** One step of a programme's history as someone types it. */
export interface HistoryEntry {
  fiscalYear: string;
  class: HistoryClass;
  event: string;
  formerName: string;
  text: string;
}

/** A programme as a form or a row of a list holds it: texts as typed, lists one entry a line. */
export interface ProgrammeEntry extends TermsEntry {
  page: string;
  name: string;
  aliases: string;
  policy: string;
  alsoUnder: string[];
  pillar: string;
  /** Keys, only of policies in `alsoUnder`. */
  alsoPillars: string[];
  department: string;
  groups: string;
  regionalOffice: string;
  start: string;
  end: string;
  open: boolean;
  /** The last fiscal year for which somebody vouched; empty where that is the edition's own. */
  vouchedFor: string;
  priority: MarkState;
  mainResult: MarkState;
  foundation: FoundationShare;
  emergencyEmployment: boolean;
  costThousandYen: string;
  description: string;
  results: ResultEntry[];
  history: HistoryEntry[];
}

/** A programme that is nothing yet. */
export function emptyEntry(page: number): ProgrammeEntry {
  return {
    page: String(page),
    name: '',
    aliases: '',
    policy: '',
    alsoUnder: [],
    pillar: '',
    alsoPillars: [],
    department: '',
    groups: '',
    regionalOffice: '',
    start: '',
    end: '',
    open: false,
    vouchedFor: '',
    priority: 'no',
    mainResult: 'no',
    foundation: 'none',
    emergencyEmployment: false,
    costThousandYen: '',
    description: '',
    results: [],
    history: [],
    ...EMPTY_TERMS,
  };
}

/** A programme as the form shows it. */
export function toEntry(whole: Programme): ProgrammeEntry {
  const { period, marks, ...programme } = whole;
  return {
    page: String(programme.page),
    name: programme.name,
    aliases: programme.aliases.join('\n'),
    policy: String(programme.policy),
    alsoUnder: programme.alsoUnder.map(String),
    pillar: programme.pillar,
    alsoPillars: programme.alsoPillars ?? [],
    department: programme.department,
    groups: programme.groups.join('\n'),
    regionalOffice: programme.regionalOffice ?? '',
    start: String(period.start),
    end: period.end === null ? '' : String(period.end),
    open: period.open,
    vouchedFor: period.vouchedFor === undefined ? '' : String(period.vouchedFor),
    ...marks,
    costThousandYen: programme.costThousandYen === null ? '' : String(programme.costThousandYen),
    description: programme.description,
    results: programme.results.map(toResultEntry),
    history: programme.history.map(toHistoryEntry),
    ...toTermsEntry(whole),
  };
}

function toResultEntry({ kind, item, value, period }: ProgrammeResult): ResultEntry {
  return { kind, item, value, period: period ?? '' };
}

function toHistoryEntry({
  fiscalYear,
  class: eventClass,
  event,
  formerName,
  text,
}: HistoryEvent): HistoryEntry {
  return { fiscalYear: String(fiscalYear), class: eventClass, event, formerName: formerName ?? '', text };
}

/**
 * The programme that an entry means, and what is wrong with it; `programme` is only good without faults.
 * What nobody touched stays as the report wrote it: eras, sections, amounts, doubts.
 * @param before the programme as it was, if it is not new
 */
export function readEntry(
  entry: ProgrammeEntry,
  {
    key,
    before,
    catalogue,
  }: { key: string; before: Programme | undefined; catalogue: ProgrammeSurroundings },
): { programme: Programme; faults: ProgrammeFault[] } {
  const cost = entry.costThousandYen.trim() === '' ? null : parseAmount(entry.costThousandYen);
  // Where a programme is no longer listed again, its pillar there goes too.
  const alsoPillars = entry.alsoPillars
    .filter((pillar) =>
      catalogue.pillars.every(
        ({ key: known, policy }) => known !== pillar || entry.alsoUnder.includes(String(policy)),
      ),
    )
    .sort();
  const policy = readInteger(entry.policy);
  const programme: Programme = {
    key,
    page: readInteger(entry.page),
    name: entry.name.trim(),
    aliases: readLines(entry.aliases),
    policy,
    alsoUnder: entry.alsoUnder.map(readInteger).sort((a, b) => a - b),
    pillar: policy === OUTSIDE_POLICIES ? '' : entry.pillar,
    ...(alsoPillars.length > 0 && { alsoPillars }),
    // Outside of the policies nobody of the prefecture is in charge.
    department: entry.department.trim() || (policy === OUTSIDE_POLICIES ? entry.providerName.trim() : ''),
    groups: readLines(entry.groups),
    regionalOffice: entry.regionalOffice.trim() || null,
    period: readPeriod(entry, before?.period),
    marks: {
      priority: entry.priority,
      mainResult: entry.mainResult,
      foundation: entry.foundation,
      emergencyEmployment: entry.emergencyEmployment,
    },
    costThousandYen: cost === undefined ? Number.NaN : cost,
    description: entry.description.trim(),
    results: entry.results.map((result) => readResult(result, before)),
    history: entry.history.map((event) => readHistoryEvent(event, before)),
    ...readTermsEntry(entry),
  };
  const blank = listBlankFields(entry);
  const faults = checkProgramme(programme, catalogue).map((fault) =>
    blank.has(fault.field) ? { ...fault, code: 'missing' as const } : fault,
  );
  return { programme, faults };
}

/** Fields that hold a number or a year and nothing at all: not unreadable, but missing. */
function listBlankFields({ page, start, history }: ProgrammeEntry): ReadonlySet<string> {
  const texts = [
    ['page', page],
    ['start', start],
    ...history.map(({ fiscalYear }, index) => [`history/${index}/fiscalYear`, fiscalYear]),
  ] as const;
  return new Set(texts.filter(([, text]) => text?.trim() === '').map(([field = '']) => field));
}

function readLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** NaN for what is no whole number, which every check refuses. */
function readInteger(text: string): number {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,9}$/.test(plain) ? Number(plain) : Number.NaN;
}

const ERA_LETTERS: Record<string, string> = { S: '昭和', H: '平成', R: '令和' };

/**
 * A fiscal year as people write it: `2014`, `2014年度`, `平成26年度`, `平成26`, `H26`,
 * or as a day in it: `平成26年4月1日`, `2014-04-01`; `undefined` when it is none.
 */
export function parseFiscalYear(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const common = /^(\d{4})(?:年度?)?$/.exec(plain)?.[1];
  if (common) return Number(common);
  const [, letter = '', digits] = /^([SHRshr])(\d{1,2})(?:年度?)?$/.exec(plain) ?? [];
  if (digits) return eraYear(ERA_LETTERS[letter.toUpperCase()] ?? '', Number(digits));
  const named = findEraYear(/年/.test(plain) ? plain : `${plain}年度`);
  if (named && /^年?度?$/.test(plain.slice(named.written.length))) return named.fiscalYear;
  return fiscalYearOfDay(plain);
}

/** The fiscal year of a day, as spreadsheets store years that were typed with one: it begins in April. */
function fiscalYearOfDay(plain: string): number | undefined {
  const resolved = resolveDate(parseWrittenDate(plain) ?? {});
  if (!('date' in resolved)) return undefined;
  const [year, month] = resolved.date.split('-').map(Number);
  return year! - (month! < 4 ? 1 : 0);
}

function readPeriod(
  { start: startText, end: endText, open, vouchedFor: vouchedText }: ProgrammeEntry,
  before: Period | undefined,
): Period {
  const start = parseFiscalYear(startText) ?? Number.NaN;
  const end = open || endText.trim() === '' ? null : (parseFiscalYear(endText) ?? Number.NaN);
  const typed = vouchedText.trim() === '' ? undefined : readInteger(vouchedText);
  // Who says anew when it ends has made sure of it.
  const isOvertaken = typed === before?.vouchedFor && (before?.end !== end || before.open !== open);
  const vouched = typed === undefined || isOvertaken ? {} : { vouchedFor: typed };
  if (before?.start === start && before.end === end && before.open === open) {
    const { vouchedFor: _, ...period } = before;
    return { ...period, ...vouched };
  }
  return { raw: writePeriod(start, end, open), start, end, open, ...vouched };
}

/** A period in the way of the list table: Heisei years stand bare (`24-25`, `24-`), others with their era's letter. */
export function writePeriod(start: number, end: number | null, open: boolean): string {
  if (open || end === null) return `${writeYear(start)}-`;
  return end === start ? writeYear(start) : `${writeYear(start)}-${writeYear(end)}`;
}

function writeYear(year: number): string {
  const letter = ['R', 'H', 'S'].find(
    (candidate) => year >= (eraYear(ERA_LETTERS[candidate]!, 1) ?? Infinity),
  );
  if (!letter) return String(year);
  return `${letter === 'H' ? '' : letter}${year - eraYear(ERA_LETTERS[letter]!, 1)! + 1}`;
}

/** The sections under which the report's sheets list results. */
const SECTIONS: Record<ResultKind, string> = {
  process: '申込、相談件数など事業実績（経過）',
  outcome: '補助、開催件数など事業実績（結果）',
  unlabelled: '補助、開催件数など事業実績',
  asWritten: '',
};

function readResult(entry: ResultEntry, before: Programme | undefined): ProgrammeResult {
  const trimmed = {
    kind: entry.kind,
    item: entry.item.trim(),
    value: entry.value.trim(),
    period: entry.period.trim(),
  };
  const known = before?.results.find((result) => isSame(toResultEntry(result), trimmed));
  if (known) return known;
  const { kind, item, value, period } = trimmed;
  const items = item.split('\n');
  const values = value.split('\n');
  const quantities = values.flatMap((line, index) =>
    listQuantities(line, items.length === values.length ? items[index]! : items.join('')),
  );
  return {
    kind,
    section: SECTIONS[kind],
    item,
    value,
    quantities,
    ...(period && { period }),
    uncertain: false,
  };
}

function readHistoryEvent(entry: HistoryEntry, before: Programme | undefined): HistoryEvent {
  const fiscalYear = parseFiscalYear(entry.fiscalYear) ?? Number.NaN;
  const trimmed = {
    ...entry,
    event: entry.event.trim(),
    formerName: entry.formerName.trim(),
    text: entry.text.trim(),
  };
  const typed = { ...trimmed, fiscalYear: String(fiscalYear) };
  const known = before?.history.find((event) => isSame(toHistoryEntry(event), typed));
  if (known) return known;
  return {
    era: Number.isNaN(fiscalYear) ? '' : formatFiscalYear(fiscalYear).replace(/ \(\d+\)$/, ''),
    fiscalYear,
    event: trimmed.event,
    class: trimmed.class,
    formerName: trimmed.formerName || null,
    text: trimmed.text,
  };
}

/** Whether two rows say the same; texts only, so no order of members and no half characters can disturb. */
function isSame<Row extends ResultEntry | HistoryEntry>(one: Row, other: Row): boolean {
  return (Object.keys(one) as (keyof Row)[]).every((member) => one[member] === other[member]);
}
