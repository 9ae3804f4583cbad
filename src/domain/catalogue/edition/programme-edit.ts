import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import type { Catalogue, ListRow, Programme } from '#domain/catalogue/model.ts';
import { OUTSIDE_POLICIES } from '#domain/catalogue/model.ts';
import { RESERVED_KEYS } from '#domain/catalogue/programme-key.ts';
import { checkTerms } from './programme-terms-check.ts';

/** What can be wrong with a programme that someone writes. */
const PROGRAMME_FAULTS = {
  missing: { ja: '入力してください', en: 'Please fill this in' },
  tooLong: { ja: '長すぎます（{limit}文字まで）', en: 'This is too long (at most {limit} characters)' },
  tooMany: { ja: '数が多すぎます（{limit}件まで）', en: 'There are too many (at most {limit})' },
  repeated: { ja: '同じものを二度選んでいます', en: 'The same is chosen twice' },
  notPlainText: { ja: '使えない文字が入っています', en: 'It contains characters that cannot be used' },
  notNumber: { ja: '0以上の整数で入力してください', en: 'Please enter a whole number, 0 or more' },
  notYear: {
    ja: '年度として読めません（例: 2014、平成26、R5）',
    en: 'Not readable as a fiscal year (such as 2014, H26, R5)',
  },
  notChoice: { ja: '選べる値ではありません', en: 'This is not one of the choices' },
  endBeforeStart: { ja: '終了年度が開始年度より前です', en: 'The end lies before the start' },
  endMissing: {
    ja: '終了年度を入力するか「継続中」を選んでください',
    en: 'Enter the last year, or choose that it goes on',
  },
  unknownPolicy: { ja: 'この年度版にない基本方針です', en: 'This edition has no such policy' },
  unknownPillar: { ja: 'この年度版にない施策の柱です', en: 'This edition has no such pillar' },
  pillarOfOtherPolicy: {
    ja: '選んだ基本方針の柱ではありません',
    en: 'This pillar belongs to another policy',
  },
  homePolicyAgain: {
    ja: '再掲する方針に、もとの基本方針は選べません',
    en: 'A programme cannot be listed again under its own policy',
  },
  pageOfRepeat: { ja: '再掲の個票があるページです', en: 'A repeated sheet stands on this page' },
  pageTaken: { ja: '同じページの施策がほかにあります', en: 'Another programme stands on this page' },
  keyTaken: { ja: '同じ番号の施策が二つあります', en: 'Two programmes have this key' },
  keyReserved: { ja: 'この施策番号は使えません', en: 'This key cannot be used' },
  notDate: {
    ja: '日付として読めません（例: 2014-04-01、平成26年4月1日）',
    en: 'Not readable as a day (such as 2014-04-01)',
  },
  notAddress: {
    ja: 'https:// から始まるアドレスを入力してください',
    en: 'Please enter an address that begins with https://',
  },
  untilBeforeFrom: { ja: '募集の終わりが始まりより前です', en: 'The last day lies before the first' },
  needsPolicy: {
    ja: '県の施策は基本方針を選んでください',
    en: 'A programme of the prefecture stands under a policy',
  },
  costOutside: {
    ja: '基本方針の外の施策に、県の事業費はありません',
    en: 'Outside of the policies the prefecture has no cost',
  },
  placeOutside: {
    ja: '基本方針の外の施策は再掲できません',
    en: 'Outside of the policies it cannot be listed again',
  },
  notKey: {
    ja: '施策番号は英小文字・数字・ハイフンで32文字までです',
    en: 'A key has up to 32 small letters, digits and hyphens',
  },
} as const satisfies Record<string, LocalisedText>;
export type ProgrammeFaultCode = keyof typeof PROGRAMME_FAULTS;

/** Something wrong with a programme; `field` is a member or one within a list, such as `results/0/item`. */
export interface ProgrammeFault {
  field: string;
  code: ProgrammeFaultCode;
  /** How many characters or entries there may be, where there are more. */
  limit?: number;
}

/** What is wrong, in words. */
export function describeProgrammeFault(
  { code, limit }: { code: ProgrammeFaultCode; limit?: number | undefined },
  language: Language,
): string {
  return PROGRAMME_FAULTS[code][language].replace('{limit}', limit?.toLocaleString('ja') ?? '');
}

/** How many programmes an edition may have; the report of FY2013 has 119. */
export const MOST_PROGRAMMES = 1_000;

const LONGEST = { name: 300, short: 200, text: 10_000 };
const MOST_ENTRIES = 100;
const MOST_NAMES = 30;
const YEARS = { first: 1868, last: 2200 };
const LAST_PAGE = 9_999;
const MOST_THOUSAND_YEN = 1e12;
/** Neither control characters nor half characters (lone surrogates), which no database or file should carry. */
const PLAIN_TEXT = /^(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u;
const KEY = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** What a programme is checked against: policies and pillars, the other programmes, and the pages of repeated sheets. */
export type ProgrammeSurroundings = Pick<Catalogue, 'policies' | 'pillars' | 'programmes' | 'rows'>;

/** What keeps a programme from standing in an edition, the form's order; none when it may. */
export function checkProgramme(programme: Programme, catalogue: ProgrammeSurroundings): ProgrammeFault[] {
  const faults: ProgrammeFault[] = [];
  const add: AddFault = (field, code, limit) =>
    void faults.push({ field, code, ...(limit !== undefined && { limit }) });
  const checkText = (field: string, text: string, longest: number, isRequired = false): void => {
    if (isRequired && text.trim() === '') add(field, 'missing');
    else if (text.length > longest) add(field, 'tooLong', longest);
    else if (!PLAIN_TEXT.test(text)) add(field, 'notPlainText');
  };
  const checkTexts = (field: string, texts: readonly string[]): void => {
    if (texts.length > MOST_NAMES) add(field, 'tooMany', MOST_NAMES);
    texts.forEach((text) => checkText(field, text, LONGEST.name, true));
  };

  if (!KEY.test(programme.key)) add('key', 'notKey');
  else if (RESERVED_KEYS.includes(programme.key)) add('key', 'keyReserved');
  checkText('name', programme.name, LONGEST.name, true);
  checkTexts('aliases', programme.aliases);
  checkPlace(programme, catalogue, add);
  checkText('department', programme.department, LONGEST.short, true);
  checkTexts('groups', programme.groups);
  checkText('regionalOffice', programme.regionalOffice ?? '', LONGEST.short);
  checkPeriod(programme, add);
  checkText('period', programme.period.raw, LONGEST.short);
  if (programme.period.vouchedFor !== undefined && !isYear(programme.period.vouchedFor))
    add('vouchedFor', 'notYear');
  if (!isCount(programme.costThousandYen ?? 0, MOST_THOUSAND_YEN)) add('costThousandYen', 'notNumber');
  checkText('description', programme.description, LONGEST.text, true);
  checkTerms(programme, {
    checkText: (field, text, isLong) => checkText(field, text, isLong ? LONGEST.text : LONGEST.name),
    add,
  });

  if (programme.results.length > MOST_ENTRIES) add('results', 'tooMany', MOST_ENTRIES);
  programme.results.forEach(({ kind, item, value, section, period, quantities }, index) => {
    const at = `results/${index}`;
    checkText(`${at}/item`, item, LONGEST.text, kind !== 'asWritten');
    checkText(`${at}/value`, value, LONGEST.text, kind === 'asWritten');
    checkText(`${at}/section`, section, LONGEST.short);
    checkText(`${at}/period`, period ?? '', LONGEST.short);
    for (const { qualifier, unit } of quantities)
      checkText(`${at}/value`, `${qualifier ?? ''}${unit}`, LONGEST.short);
  });
  if (programme.history.length > MOST_ENTRIES) add('history', 'tooMany', MOST_ENTRIES);
  programme.history.forEach(({ fiscalYear, event, era, formerName, text }, index) => {
    const at = `history/${index}`;
    if (!isYear(fiscalYear)) add(`${at}/fiscalYear`, 'notYear');
    if (`${event}${formerName ?? ''}${text}`.trim() === '') add(`${at}/event`, 'missing');
    checkText(`${at}/event`, event, LONGEST.text);
    checkText(`${at}/era`, era, LONGEST.short);
    checkText(`${at}/formerName`, formerName ?? '', LONGEST.name);
    checkText(`${at}/text`, text, LONGEST.text);
  });
  return faults;
}

type AddFault = (field: string, code: ProgrammeFaultCode, limit?: number) => void;

function checkPlace(
  programme: Programme,
  { policies, pillars, programmes, rows }: ProgrammeSurroundings,
  add: AddFault,
): void {
  const { key, page, policy, alsoUnder, pillar, alsoPillars = [] } = programme;
  const isPolicy = (candidate: number): boolean => policies.some(({ number }) => number === candidate);
  const found = pillars.find((candidate) => candidate.key === pillar);
  // Without its policy a pillar cannot be chosen.
  if (policy === OUTSIDE_POLICIES) {
    if (pillar !== '') add('pillar', 'placeOutside');
  } else if (Number.isNaN(policy)) add('policy', 'missing');
  else if (!isPolicy(policy)) add('policy', 'unknownPolicy');
  else if (pillar === '') add('pillar', 'missing');
  else if (!found) add('pillar', 'unknownPillar');
  else if (found.policy !== policy) add('pillar', 'pillarOfOtherPolicy');
  if (alsoUnder.includes(policy)) add('alsoUnder', 'homePolicyAgain');
  else if (!alsoUnder.every(isPolicy)) add('alsoUnder', 'unknownPolicy');
  else if (new Set(alsoUnder).size < alsoUnder.length) add('alsoUnder', 'repeated');
  const others = alsoPillars.map((other) => pillars.find((candidate) => candidate.key === other)?.policy);
  if (others.includes(undefined)) add('alsoPillars', 'unknownPillar');
  else if (!others.every((other) => alsoUnder.includes(other ?? policy)))
    add('alsoPillars', 'pillarOfOtherPolicy');
  else if (new Set(alsoPillars).size < alsoPillars.length) add('alsoPillars', 'repeated');
  if (!isCount(page, LAST_PAGE) || page === 0) add('page', 'notNumber');
  else if (programmes.some((other) => other.key !== key && other.page === page)) add('page', 'pageTaken');
  else if (isPageOfRepeat(page, rows, [...programmes.filter((other) => other.key !== key), programme]))
    add('page', 'pageOfRepeat');
}

/** Whether a repeated sheet stands on a page; it is gone where its programme is, or is no longer listed there. */
function isPageOfRepeat(page: number, rows: readonly ListRow[], programmes: readonly Programme[]): boolean {
  const row = rows.find((candidate) => candidate.kind === 'repeat' && candidate.page === page);
  return (
    row !== undefined &&
    programmes.some(({ key, alsoUnder }) => key === row.programme && alsoUnder.includes(row.policy))
  );
}

function checkPeriod({ period: { start, end, open } }: Programme, add: AddFault): void {
  if (!isYear(start)) add('start', 'notYear');
  if (end === null) {
    if (!open) add('end', 'endMissing');
  } else if (open || !isYear(end)) add('end', 'notYear');
  else if (end < start) add('end', 'endBeforeStart');
}

function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= YEARS.first && year <= YEARS.last;
}

function isCount(number: number, most: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= most;
}

/** Every fault in a whole edition, by the programme's place in its list; the same key twice is one too. */
export function checkProgrammes(catalogue: ProgrammeSurroundings): (ProgrammeFault & { index: number })[] {
  const seen = new Set<string>();
  return catalogue.programmes.flatMap((programme, index) => {
    const faults = checkProgramme(programme, catalogue);
    if (seen.has(programme.key)) faults.unshift({ field: 'key', code: 'keyTaken' });
    seen.add(programme.key);
    return faults.map((fault) => ({ ...fault, index }));
  });
}
