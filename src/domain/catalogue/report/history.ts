import { foldText } from '#domain/canonical/text.ts';
import type { HistoryClass, HistoryEvent } from '#domain/catalogue/model.ts';
import { findEraYear } from '#domain/catalogue/printed-figures.ts';
import { ReportError } from './report-error.ts';
import { EVENT } from './events.ts';
import { joinParagraphs, joinWrapped, type ReportLine } from './report-lines.ts';

interface Entry {
  era: string;
  fiscalYear: number;
  event: string;
  lines: ReportLine[];
}

/** What may follow the year of an entry's first line; in running text particles follow it. */
const AFTER_YEAR =
  /^(以降|\s*～\s*(?:昭和|平成|令和)[元0-9０-９]+年度|[（(][^）)]*[）)])?(?:\s+|$|(?=事業|制度))/;
/** A first line of this many characters is full: what ends there in mid-sentence runs on. */
const FULL_LINE = 24;
const QUOTED_NAME = /^「(.+)」(（[^）]*）)?$/;
const NAME_BEHIND_EVENT = /^(\S+)\s+「(.+)」$/;

const CLASSES: readonly [RegExp, HistoryClass][] = [
  [/統合/, 'merged'],
  [/事業名/, 'renamed'],
  [/拡充/, 'extended'],
  [/組替|見直し|移管|改正|内容一部変更/, 'reorganised'],
  [/創設|開始|設けられ|設立/, 'created'],
];

/**
 * The entries of 事業の経緯. Each begins with its year; a name quoted on a line of its own, or
 * behind the event, is what the programme was then called. Several names under one year are
 * as many entries.
 * @throws ReportError when the first line does not begin with a year
 * @param currentNames the programme's names: quoted, they are not former ones and stay in the text
 */
export function parseHistory(lines: readonly ReportLine[], currentNames: readonly string[]): HistoryEvent[] {
  const current = new Set(currentNames.map(foldText));
  return splitEntries(lines).map((entry) => readEntry(entry, current));
}

function splitEntries(lines: readonly ReportLine[]): Entry[] {
  const entries: Entry[] = [];
  let previous: ReportLine | undefined;
  for (const line of lines) {
    const opened = previous && !previous.ends ? undefined : openEntry(line);
    const entry = entries.at(-1);
    if (opened) entries.push(opened);
    else if (entry && previous?.ends && entry.lines.length > 0 && QUOTED_NAME.test(line.text)) {
      entries.push({ ...entry, lines: [line] });
    } else if (entry && previous && entry.lines.length === 0 && eventRunsOn(entry, previous)) {
      entry.event = joinWrapped(entry.event, line.text);
    } else if (entry) entry.lines.push(line);
    else throw new ReportError('history-unreadable', { line: line.number }, line.text);
    previous = line;
  }
  return entries;
}

const LOST_ENTRY = new RegExp(
  `^${EVENT}|^.{0,4}[0-9０-９元]+.?年?度?\\s+${EVENT}|.(?:昭和|平成|令和)[0-9０-９元]+年度?(?:以降)?\\s|.\\s${EVENT}(?:\\s|$)`,
);

/** Lines that look like the year of an entry and yet open none: their entry is part of the one before. */
export function listLostEntries(lines: readonly ReportLine[]): ReportLine[] {
  return lines.filter((line, index) => {
    const opened = openEntry(line);
    if (opened && lines[index - 1]?.ends === false) return true;
    return LOST_ENTRY.test(opened ? opened.event.replace(new RegExp(`^${EVENT}`), '') : line.text);
  });
}

function openEntry({ text }: ReportLine): Entry | undefined {
  const year = findEraYear(text);
  const match = year && AFTER_YEAR.exec(text.slice(year.written.length));
  if (!year || !match) return undefined;
  const printed = year.written + (match[1] ?? '');
  const era = printed.replace(/\s+/g, ' ');
  return { era, fiscalYear: year.fiscalYear, event: text.slice(printed.length).trim(), lines: [] };
}

function eventRunsOn({ event }: Entry, previous: ReportLine): boolean {
  return (
    !previous.ends || (previous.text.replace(/\s+/g, ' ').length >= FULL_LINE && !/[。」）]$/.test(event))
  );
}

function readEntry(
  { era, fiscalYear, event: printed, lines }: Entry,
  current: ReadonlySet<string>,
): HistoryEvent {
  const [, ownEvent, nameBehind] = NAME_BEHIND_EVENT.exec(printed) ?? [];
  const event = ownEvent ?? printed;
  const [first, ...rest] = lines;
  const [, nameBelow, remark] = QUOTED_NAME.exec(first?.text ?? '') ?? [];
  const name = nameBehind ?? nameBelow;
  const isFormer = name !== undefined && !current.has(foldText(name));
  const quotation = name === undefined ? [] : [isFormer ? '' : `「${name}」`, remark ?? ''];
  const text = [...quotation, ...joinParagraphs(nameBelow === undefined ? lines : rest)];
  return {
    era,
    fiscalYear,
    event,
    class: classOf(event),
    formerName: isFormer ? name : null,
    text: text.filter((paragraph) => paragraph !== '').join('\n'),
  };
}

/** The event's first word decides: 制度拡充（事業名変更） is an extension, 事業名変更（拡充） a new name. */
function classOf(event: string): HistoryClass {
  const found = CLASSES.map(([pattern, name]) => ({ at: event.search(pattern), name })).filter(
    ({ at }) => at >= 0,
  );
  return found.sort((a, b) => a.at - b.at)[0]?.name ?? 'other';
}
