import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import { foldText } from '#domain/canonical/text.ts';
import type {
  FoundationShare,
  HistoryClass,
  MarkState,
  Programme,
  ProviderKind,
  ResultKind,
} from '#domain/catalogue/model.ts';
import { toEntry, type HistoryEntry, type ProgrammeEntry, type ResultEntry } from './programme-edit-entry.ts';

/** A column of the list of programmes. */
export type ImportColumn = 'key' | Exclude<keyof ProgrammeEntry, 'open' | 'vouchedFor'>;

/** The columns in the order of the template: what stands over them, and in brackets what is to be written. */
export const IMPORT_COLUMNS: Record<ImportColumn, { name: LocalisedText; note: LocalisedText }> = {
  key: {
    name: { ja: '施策番号', en: 'Key' },
    note: { ja: '変えないでください。新しい施策は空欄', en: 'leave as it is; empty for a new programme' },
  },
  page: {
    name: { ja: 'ページ', en: 'Page' },
    note: { ja: '個票の順番。空欄なら最後', en: 'order of the sheets; empty: last' },
  },
  name: { name: { ja: '事業名', en: 'Name' }, note: { ja: '必須', en: 'required' } },
  aliases: { name: { ja: '別名', en: 'Other names' }, note: { ja: '一行に一つ', en: 'one a line' } },
  policy: {
    name: { ja: '基本方針', en: 'Policy' },
    note: {
      ja: '必須。番号。国・市町村・商工会・金融機関などは 0',
      en: 'required; its number; 0 for those of the state, municipalities, chambers and banks',
    },
  },
  alsoUnder: {
    name: { ja: '再掲する方針', en: 'Also listed under' },
    note: { ja: '番号を ; で区切る', en: 'numbers, separated by ;' },
  },
  pillar: {
    name: { ja: '施策の柱', en: 'Pillar' },
    note: {
      ja: '方針があれば必須。1-2 のような番号か名称',
      en: 'required under a policy; its number, such as 1-2, or title',
    },
  },
  alsoPillars: {
    name: { ja: '再掲する施策の柱', en: 'Also under pillars' },
    note: { ja: '番号か名称を ; で区切る', en: 'numbers or titles, separated by ;' },
  },
  department: { name: { ja: '担当課', en: 'Department' }, note: { ja: '必須', en: 'required' } },
  groups: { name: { ja: '担当グループ', en: 'Groups' }, note: { ja: '一行に一つ', en: 'one a line' } },
  regionalOffice: { name: { ja: '県民局', en: 'Regional office' }, note: { ja: 'あれば', en: 'if any' } },
  start: {
    name: { ja: '開始年度', en: 'First year' },
    note: { ja: '必須。2014、平成26、R5 など', en: 'required; 2014, H26, R5' },
  },
  end: { name: { ja: '終了年度', en: 'Last year' }, note: { ja: '空欄は継続中', en: 'empty: goes on' } },
  priority: {
    name: { ja: '重点事業', en: 'Priority' },
    note: { ja: '○、空欄、不明は？', en: 'yes, empty, or ?' },
  },
  mainResult: {
    name: { ja: '主要成果', en: 'Main result' },
    note: { ja: '○、空欄、不明は？', en: 'yes, empty, or ?' },
  },
  foundation: {
    name: { ja: '21財団', en: 'Foundation' },
    note: { ja: '全部は○、一部は△', en: 'full, part, or empty' },
  },
  emergencyEmployment: {
    name: { ja: '緊急雇用', en: 'Emergency employment' },
    note: { ja: '○か空欄', en: 'yes or empty' },
  },
  costThousandYen: {
    name: { ja: '決算額', en: 'Cost' },
    note: {
      ja: '県の事業費。千円。なければ空欄',
      en: 'what the prefecture spent; thousand yen; empty if none',
    },
  },
  description: { name: { ja: '事業内容', en: 'Description' }, note: { ja: '必須', en: 'required' } },
  providerKind: {
    name: { ja: '実施機関の種類', en: 'Kind of provider' },
    note: {
      ja: '県・国・市町村・商工会など・金融機関・その他。空欄は県',
      en: 'prefecture, state, municipality, chamber, bank, other; empty: prefecture',
    },
  },
  providerName: {
    name: { ja: '実施機関', en: 'Provider' },
    note: { ja: '県の担当課なら空欄', en: 'empty where it is the department' },
  },
  eligibility: { name: { ja: '対象者', en: 'Who may apply' }, note: { ja: 'あれば', en: 'if any' } },
  support: { name: { ja: '支援内容', en: 'What is given' }, note: { ja: 'あれば', en: 'if any' } },
  rate: { name: { ja: '補助率', en: 'Rate' }, note: { ja: '2分の1以内 など', en: 'such as up to half' } },
  limit: {
    name: { ja: '補助限度額', en: 'Limit per company' },
    note: { ja: '1社が受け取る額。単位も', en: 'what one company gets, with its unit' },
  },
  applicationFrom: {
    name: { ja: '募集開始日', en: 'Applications from' },
    note: { ja: '2014-04-01 など', en: 'such as 2014-04-01' },
  },
  applicationUntil: {
    name: { ja: '募集締切日', en: 'Applications until' },
    note: { ja: '2014-06-30 など', en: 'such as 2014-06-30' },
  },
  applicationNote: {
    name: { ja: '募集期間の補足', en: 'On the application period' },
    note: { ja: '随時 など', en: 'such as at any time' },
  },
  contactDepartment: { name: { ja: '窓口', en: 'Contact' }, note: { ja: '部署', en: 'department' } },
  contactTelephone: { name: { ja: '窓口の電話', en: 'Telephone' }, note: { ja: 'あれば', en: 'if any' } },
  contactAddress: { name: { ja: '窓口の住所', en: 'Address' }, note: { ja: 'あれば', en: 'if any' } },
  contactUrl: {
    name: { ja: 'ホームページ', en: 'Web page' },
    note: { ja: 'https:// から', en: 'with https://' },
  },
  documents: { name: { ja: '必要書類', en: 'Documents' }, note: { ja: '一行に一つ', en: 'one a line' } },
  checkedOn: {
    name: { ja: '確認日', en: 'Checked on' },
    note: { ja: '新しい日を書くと確認済みになる', en: 'a new day makes it confirmed' },
  },
  checkedBy: {
    name: { ja: '確認した人', en: 'Checked by' },
    note: { ja: '社外には出ません', en: 'stays in the office' },
  },
  results: {
    name: { ja: '実績', en: 'Results' },
    note: {
      ja: '一行に一つ: 経過・結果・区分なし・原文｜項目｜値｜時期。項目の中の改行は¶',
      en: 'one a line: process, outcome, unlabelled, as written｜item｜value｜period; ¶ for a break within',
    },
  },
  history: {
    name: { ja: '経緯', en: 'History' },
    note: {
      ja: '一行に一つ: 年度｜創設・改称・拡充・統合・再編・その他｜できごと｜旧名称｜説明',
      en: 'one a line: year｜created, renamed, extended, merged, reorganised, other｜event｜former name｜text',
    },
  },
};
export const COLUMN_ORDER = Object.keys(IMPORT_COLUMNS) as ImportColumn[];

/** What stands over a column in the template. */
export function headingOf(column: ImportColumn, language: Language): string {
  const { name, note } = IMPORT_COLUMNS[column];
  return language === 'ja' ? `${name.ja}（${note.ja}）` : `${name.en} (${note.en})`;
}

/** The column that a heading names, in either language, with or without its note. */
export function findColumn(heading: string): ImportColumn | undefined {
  const words = foldText(heading.replace(/[（(].*$/s, ''));
  return COLUMN_ORDER.find((column) =>
    Object.values(IMPORT_COLUMNS[column].name).some((name) => foldText(name) === words),
  );
}

const KINDS: Record<ResultKind, LocalisedText> = {
  process: { ja: '経過', en: 'process' },
  outcome: { ja: '結果', en: 'outcome' },
  unlabelled: { ja: '区分なし', en: 'unlabelled' },
  asWritten: { ja: '原文', en: 'as written' },
};
const CLASSES: Record<HistoryClass, LocalisedText> = {
  created: { ja: '創設', en: 'created' },
  renamed: { ja: '改称', en: 'renamed' },
  extended: { ja: '拡充', en: 'extended' },
  merged: { ja: '統合', en: 'merged' },
  reorganised: { ja: '再編', en: 'reorganised' },
  other: { ja: 'その他', en: 'other' },
};
const MARKS: Record<MarkState, LocalisedText> = {
  yes: { ja: '○', en: 'yes' },
  no: { ja: '', en: '' },
  unknown: { ja: '？', en: '?' },
};
const SHARES: Record<FoundationShare, LocalisedText> = {
  none: { ja: '', en: '' },
  part: { ja: '△', en: 'part' },
  full: { ja: '○', en: 'full' },
};
const FLAGS: Record<'yes' | 'no', LocalisedText> = { yes: { ja: '○', en: 'yes' }, no: { ja: '', en: '' } };

const PROVIDERS: Record<ProviderKind, LocalisedText> = {
  prefecture: { ja: '県', en: 'prefecture' },
  state: { ja: '国', en: 'state' },
  municipality: { ja: '市町村', en: 'municipality' },
  chamber: { ja: '商工会など', en: 'chamber' },
  bank: { ja: '金融機関', en: 'bank' },
  other: { ja: 'その他', en: 'other' },
};

const BETWEEN = '｜';
/** Spreadsheets save CSV in Shift_JIS, which has this sign; lists that were saved earlier have ⏎. */
const BREAK = '¶';
const BREAKS = /[¶⏎]/g;

/** A programme as the cells of a row, in the order of `COLUMN_ORDER`. */
export function toCells(programme: Programme, language: Language): string[] {
  const entry = toEntry(programme);
  return COLUMN_ORDER.map((column) =>
    column === 'key' ? programme.key : writeCell(entry, column, language),
  );
}

function writeCell(entry: ProgrammeEntry, column: Exclude<ImportColumn, 'key'>, language: Language): string {
  switch (column) {
    case 'alsoUnder':
      return entry.alsoUnder.join(';');
    case 'alsoPillars':
      return entry.alsoPillars.join(';');
    case 'priority':
    case 'mainResult':
      return MARKS[entry[column]][language];
    case 'foundation':
      return SHARES[entry.foundation][language];
    case 'emergencyEmployment':
      return FLAGS[entry.emergencyEmployment ? 'yes' : 'no'][language];
    case 'providerKind':
      // Every programme of a report is the prefecture's own, which goes without saying.
      return entry.providerKind === 'prefecture' ? '' : PROVIDERS[entry.providerKind][language];
    case 'results':
      return entry.results
        .map(({ kind, item, value, period }) => writeLine([KINDS[kind][language], item, value, period]))
        .join('\n');
    case 'history':
      return entry.history
        .map((event) =>
          writeLine([
            event.fiscalYear,
            CLASSES[event.class][language],
            event.event,
            event.formerName,
            event.text,
          ]),
        )
        .join('\n');
    default:
      return entry[column];
  }
}

/** Empty parts at the end are left out. */
function writeLine(parts: readonly string[]): string {
  return parts
    .map((part) => part.replaceAll('\n', BREAK))
    .join(BETWEEN)
    .replace(/｜+$/, '');
}

/** A cell cannot be read; the fault's code is `notChoice`. */
export class UnreadableCell extends Error {}

/** What a cell says about a programme. @throws UnreadableCell */
export function readCell(
  column: Exclude<ImportColumn, 'key'>,
  cell: string,
  pillars: readonly { key: string; title: string }[],
): Partial<ProgrammeEntry> {
  switch (column) {
    case 'alsoUnder':
      return { alsoUnder: cell.split(/[;；,、\s]+/).filter((part) => part !== '') };
    case 'policy':
      return { policy: cell.normalize('NFKC').replace(/^(?:基本)?方針\s*/, '') };
    case 'pillar':
      return { pillar: findPillarKey(cell, pillars) };
    case 'alsoPillars':
      return {
        alsoPillars: cell
          .split(/[;；\n]/)
          .filter((part) => part.trim() !== '')
          .map((part) => findPillarKey(part, pillars)),
      };
    case 'end':
      return { end: cell, open: cell === '' };
    case 'priority':
    case 'mainResult':
      return { [column]: readChoice(MARKS, cell) };
    case 'foundation':
      return { foundation: readChoice(SHARES, cell) };
    case 'emergencyEmployment':
      return { emergencyEmployment: readChoice(FLAGS, cell) === 'yes' };
    case 'providerKind':
      return { providerKind: cell === '' ? 'prefecture' : readChoice(PROVIDERS, cell) };
    case 'results':
      return { results: splitCell(cell).map(readResultLine) };
    case 'history':
      return { history: splitCell(cell).map(readHistoryLine) };
    default:
      return { [column]: cell };
  }
}

/** What spreadsheets make of the key 1-2: a day of the year in which it was typed. */
const AS_DATE = /^(?:\d{4}[-/])?0?(\d{1,2})(?:[-/]|月)0?(\d{1,2})日?$/;

/** The pillar that a cell names by its key or title; what is neither stays for the check to refuse. */
function findPillarKey(cell: string, pillars: readonly { key: string; title: string }[]): string {
  const folded = foldText(cell).replace(AS_DATE, '$1-$2');
  return pillars.find(({ key, title }) => key === folded || foldText(title) === folded)?.key ?? cell.trim();
}

function splitCell(cell: string): string[] {
  return cell.split('\n').filter((line) => line.trim() !== '');
}

function readLine(line: string): string[] {
  return line.split(/[｜|]/).map((part) => part.trim().replace(BREAKS, '\n'));
}

function readResultLine(line: string): ResultEntry {
  const [kind = '', item = '', value = '', period = '', ...more] = readLine(line);
  if (more.length > 0) throw new UnreadableCell(line);
  return { kind: readChoice(KINDS, kind), item, value, period };
}

function readHistoryLine(line: string): HistoryEntry {
  const [fiscalYear = '', eventClass = '', event = '', formerName = '', text = '', ...more] = readLine(line);
  if (more.length > 0) throw new UnreadableCell(line);
  return { fiscalYear, class: readChoice(CLASSES, eventClass), event, formerName, text };
}

/** Circles are written in many ways: ○ 〇 ◯ ● ◎, and o. */
function readChoice<Value extends string>(choices: Record<Value, LocalisedText>, cell: string): Value {
  const word = foldText(cell)
    .replace(/^[○〇◯●◎o]$/, '○')
    .replace(/^[-ー－―×x]$/, '');
  const found = (Object.keys(choices) as Value[]).find(
    (value) =>
      word === value.toLowerCase() ||
      Object.values<string>(choices[value]).some((text) => foldText(text) === word),
  );
  if (found === undefined) throw new UnreadableCell(cell);
  return found;
}
