import {
  daysBetween,
  formatFiscalYear as formatEraFiscalYear,
  tokyoDate,
  tokyoTime,
  type Instant,
  type PlainDate,
} from '#domain/canonical/dates.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { separateThousands } from '#domain/canonical/numbers.ts';
import type { Language } from '#domain/canonical/language.ts';
import { language } from './messages.ts';

/*
 * How the screens say days, times, counts and money. Every function takes the language as
 * its last argument; by default it is the screen's, so that a template follows a switch.
 * Days and times are those of Japan, wherever the device is.
 */

const WEEKDAYS: Record<Language, readonly string[]> = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const NEAR_DAYS: Record<Language, Record<string, string>> = {
  ja: { '-1': '昨日', '0': '今日', '1': '明日' },
  en: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' },
};

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A day by its date: 「11月20日（金）」, `Fri 20 Nov`; with the year if it is not that of `today`. */
export function formatDate(
  date: PlainDate,
  today?: PlainDate,
  inLanguage: Language = language.value,
): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const weekday = WEEKDAYS[inLanguage][new Date(`${date}T00:00:00Z`).getUTCDay()];
  const isThisYear = today !== undefined && Number(today.slice(0, 4)) === year;
  if (inLanguage === 'ja') return `${isThisYear ? '' : `${year}年`}${month}月${day}日（${weekday}）`;
  return `${weekday} ${day} ${MONTHS[month - 1]}${isThisYear ? '' : ` ${year}`}`;
}

/** A day as people say it: 「昨日」「今日」「明日」, else its date. */
export function formatDay(date: PlainDate, today: PlainDate, inLanguage: Language = language.value): string {
  const near = NEAR_DAYS[inLanguage][String(daysBetween(today, date))];
  return near === undefined ? formatDate(date, today, inLanguage) : capitalise(near);
}

/** An instant as day and time of day: 「今日 14:30」「11月20日（金） 9:05」. */
export function formatMoment(instant: Instant, now: Instant, inLanguage: Language = language.value): string {
  return `${formatDay(tokyoDate(instant), tokyoDate(now), inLanguage)} ${formatTime(instant)}`;
}

/** The time of day of an instant: `9:05`, `14:30`. */
export function formatTime(instant: Instant): string {
  return tokyoTime(instant).replace(/^0/, '');
}

/** How long ago something was: 「たった今」「5分前」「3時間前」「昨日」「3日前」; after a week its date. */
export function formatAgo(instant: Instant, now: Instant, inLanguage: Language = language.value): string {
  const isJapanese = inLanguage === 'ja';
  const minutes = Math.floor((Date.parse(now) - Date.parse(instant)) / 60_000);
  // The other device's clock may be ahead; "in 2 minutes" would only puzzle.
  if (minutes < 1) return isJapanese ? 'たった今' : 'just now';
  if (minutes < 60) return isJapanese ? `${minutes}分前` : `${minutes} min ago`;
  const days = daysBetween(tokyoDate(instant), tokyoDate(now));
  const hours = Math.floor(minutes / 60);
  if (days === 0 || hours < 6) return isJapanese ? `${hours}時間前` : `${hours} h ago`;
  if (days === 1) return NEAR_DAYS[inLanguage]['-1']!;
  if (days < 7) return isJapanese ? `${days}日前` : `${days} days ago`;
  return formatDate(tokyoDate(instant), tokyoDate(now), inLanguage);
}

/** When a promise falls due: 「今日」「明日」「3日後」「2日過ぎています」; beyond a week its date. */
export function formatDue(due: PlainDate, today: PlainDate, inLanguage: Language = language.value): string {
  const days = daysBetween(today, due);
  if (days < 0) {
    if (inLanguage === 'ja') return `${-days}日過ぎています`;
    return `${-days} ${days === -1 ? 'day' : 'days'} overdue`;
  }
  if (days <= 1 || days > 7) return formatDay(due, today, inLanguage);
  return inLanguage === 'ja' ? `${days}日後` : `in ${days} days`;
}

/** What is counted: the Japanese counter, the English singular and plural. */
const UNITS = {
  item: ['件', 'item', 'items'],
  company: ['社', 'company', 'companies'],
  person: ['名', 'person', 'people'],
  visit: ['件', 'visit', 'visits'],
  lead: ['件', 'lead', 'leads'],
  programme: ['件', 'programme', 'programmes'],
  response: ['件', 'response', 'responses'],
  change: ['件', 'change', 'changes'],
  device: ['台', 'device', 'devices'],
  nextStep: ['件', 'next step', 'next steps'],
} as const;
export type Unit = keyof typeof UNITS;

/** A count with its unit: 「1,260社」, `1,260 companies`. */
export function formatCount(count: number, unit: Unit, inLanguage: Language = language.value): string {
  const [counter, one, many] = UNITS[unit];
  const figure = formatNumber(count);
  return inLanguage === 'ja' ? `${figure}${counter}` : `${figure} ${count === 1 ? one : many}`;
}

/** Names one after the other: 「雇用・労務、資金繰り」, `Employment, Funding`. */
export function formatList(names: readonly string[], inLanguage: Language = language.value): string {
  return names.join(inLanguage === 'ja' ? '、' : ', ');
}

/** A number with thousands separators: `1,260`. */
export function formatNumber(number: number): string {
  return separateThousands(number);
}

/**
 * The edition that what is shown comes from: 「平成25年度 (2013) 年次報告」; one that the office began is
 * no report of the prefecture's, and says so: 「平成26年度 (2014) 年度版（支援センター作成）」.
 */
export function formatEdition(
  { fiscalYear, source }: Pick<Catalogue, 'fiscalYear' | 'source'>,
  inLanguage: Language = language.value,
): string {
  const year = formatFiscalYear(fiscalYear, inLanguage);
  if (source === 'office')
    return inLanguage === 'ja'
      ? `${year} 年度版（支援センター作成）`
      : `Edition ${year} of the support centre`;
  return inLanguage === 'ja' ? `${year} 年次報告` : `Annual report ${year}`;
}

/** An amount as the annual report gives it: 「1,107千円」; a dash where the report prints one. */
export function formatThousandYen(thousandYen: number | null, inLanguage: Language = language.value): string {
  if (thousandYen === null) return '－';
  return inLanguage === 'ja' ? `${formatNumber(thousandYen)}千円` : `¥${formatNumber(thousandYen)} thousand`;
}

const ROUGH_SCALES: Record<Language, readonly { word: string; thousandYen: number }[]> = {
  ja: [
    { word: '億円', thousandYen: 100_000 },
    { word: '万円', thousandYen: 10 },
  ],
  en: [
    { word: 'billion', thousandYen: 1_000_000 },
    { word: 'million', thousandYen: 1_000 },
  ],
};

/**
 * An amount as one says it aloud, rounded to two or three figures: 「約111万円」「約3.8億円」,
 * `about ¥1.1 million`. Amounts too small to be rounded are given as they are.
 */
export function formatRoughly(thousandYen: number | null, inLanguage: Language = language.value): string {
  const scale = ROUGH_SCALES[inLanguage].find(
    (candidate) => Math.abs(thousandYen ?? 0) >= candidate.thousandYen,
  );
  if (thousandYen === null || !scale) return formatThousandYen(thousandYen, inLanguage);
  const amount = thousandYen / scale.thousandYen;
  const rounded = Math.abs(amount) < 100 ? Number(amount.toPrecision(2)) : Math.round(amount);
  const figure = formatNumber(rounded);
  const isExact = rounded === amount;
  if (inLanguage === 'ja') return `${isExact ? '' : '約'}${figure}${scale.word}`;
  return `${isExact ? '' : 'about '}¥${figure} ${scale.word}`;
}

/** A Japanese fiscal year: 「平成25年度 (2013)」, `FY2013`. */
export function formatFiscalYear(fiscalYear: number, inLanguage: Language = language.value): string {
  return inLanguage === 'ja' ? formatEraFiscalYear(fiscalYear) : `FY${fiscalYear}`;
}

/** The month of a day with its year: 「2026年11月」, `Nov 2026`. */
export function formatMonth(date: PlainDate, inLanguage: Language = language.value): string {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return inLanguage === 'ja' ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`;
}

/** A day with its year and without its weekday, to name something by: 「2026年11月1日」, `1 Nov 2026`. */
export function formatDayOfYear(date: PlainDate, inLanguage: Language = language.value): string {
  const day = Number(date.slice(-2));
  const month = formatMonth(date, inLanguage);
  return inLanguage === 'ja' ? `${month}${day}日` : `${day} ${month}`;
}
