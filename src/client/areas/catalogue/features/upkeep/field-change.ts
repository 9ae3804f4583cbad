import type { Language } from '#domain/canonical/language.ts';
import type { ProgrammeField } from '#domain/catalogue/edition/edition.ts';
import type { Period, Programme } from '#domain/catalogue/model.ts';
import { formatFiscalYear, formatThousandYen } from '#ui/format.ts';

/** How one member of a programme changes. */
export interface FieldChange {
  field: ProgrammeField;
  /** What stood there and what will; absent where they are too long to stand beside each other. */
  texts?: readonly [before: string, after: string];
  /** Something stood there, and nothing will. */
  isEmptied: boolean;
}

/** Longer ones are named only. */
const MOST_CHARACTERS = 60;

/** What changes in the fields of a programme, in words short enough for a list. */
export function listFieldChanges(
  before: Programme,
  after: Programme,
  fields: readonly ProgrammeField[],
  language: Language,
): FieldChange[] {
  return fields.map((field) => {
    const texts = [describeField(before, field, language), describeField(after, field, language)] as const;
    const isEmptied = texts[0] !== '' && texts[1] === '';
    const isShort = !LONG.has(field) && texts.every(({ length }) => length <= MOST_CHARACTERS);
    return { field, isEmptied, ...(isShort && { texts }) };
  });
}

const LONG: ReadonlySet<ProgrammeField> = new Set(['description', 'marks', 'results', 'history', 'terms']);

/** A field's words; of the long ones only so much that it shows whether there is anything. */
function describeField(programme: Programme, field: ProgrammeField, language: Language): string {
  switch (field) {
    case 'costThousandYen':
      return programme.costThousandYen === null ? '' : formatThousandYen(programme.costThousandYen, language);
    case 'period':
      return describePeriod(programme.period, language);
    case 'aliases':
    case 'groups':
    case 'alsoUnder':
    case 'alsoPillars':
      return (programme[field] ?? []).join(language === 'ja' ? '、' : ', ');
    case 'results':
    case 'history':
      return programme[field].length === 0 ? '' : field;
    case 'provider':
      return programme.provider?.name ?? '';
    case 'marks':
    case 'terms':
      return programme[field] === undefined ? '' : field;
    default:
      return String(programme[field] ?? '');
  }
}

/** With the year up to which somebody vouched, where that is not the edition's own: confirming changes nothing else. */
function describePeriod({ start, end, vouchedFor }: Period, language: Language): string {
  const years = `${start}–${end ?? ''}`;
  if (vouchedFor === undefined) return years;
  const year = formatFiscalYear(vouchedFor, language);
  return language === 'ja' ? `${years}（${year}まで確認）` : `${years} (checked up to ${year})`;
}
