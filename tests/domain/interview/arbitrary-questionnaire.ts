import fc from 'fast-check';
import type { Json } from '#domain/canonical/json.ts';
import { QUESTION_KINDS, type AskedKind } from '#domain/questionnaire/kinds/question-kinds.ts';
import type { Item, ItemKind, Questionnaire } from '#domain/questionnaire/model.ts';
import {
  calculate,
  form,
  grid,
  gridMultiple,
  multiple,
  note,
  ranking,
  scale,
  section,
  single,
} from '#tests/support/scenario.ts';

/*
 * Questionnaires and answers by chance. Every questionnaire is valid: rules look at earlier
 * items only, by names and options that exist.
 */

const CODES = ['a', 'b', 'c', 'd'];
const OPTIONS = ['a', 'b', 'c', 'd?', 'none!'];
const DATES = ['2026-11-20', '1988-04-01', '2026-02-30', '9999-12-31'];
const KINDS: ItemKind[] = [...(Object.keys(QUESTION_KINDS) as AskedKind[]), 'note', 'calculate'];

/** A questionnaire of up to two sections and fourteen items of all kinds. */
export const arbitraryQuestionnaire: fc.Arbitrary<Questionnaire> = fc
  .array(fc.record({ kind: fc.constantFrom(...KINDS), luck: fc.infiniteStream(fc.nat(999)) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((drafts) => {
    const items: Item[] = [];
    for (const { kind, luck } of drafts)
      items.push(makeItem(kind, `q${items.length}`, items, new Luck(luck)));
    const half = Math.ceil(items.length / 2);
    const luck = new Luck(drafts[0]!.luck);
    const rest = section(
      'later',
      items.slice(half),
      luck.isLucky(3) ? { relevant: makeCondition(items.slice(0, half), luck) } : {},
    );
    return form(section('first', items.slice(0, half)), ...(rest.items.length > 0 ? [rest] : []));
  });

/** Decisions out of one stream of numbers, so that a failing case can be made smaller. */
class Luck {
  private readonly numbers: Iterator<number>;
  constructor(numbers: Iterable<number>) {
    this.numbers = numbers[Symbol.iterator]();
  }
  pick<T>(choices: readonly T[]): T {
    return choices[this.next() % choices.length]!;
  }
  isLucky(oneIn: number): boolean {
    return this.next() % oneIn === 0;
  }
  private next(): number {
    return (this.numbers.next().value as number | undefined) ?? 0;
  }
}

function makeItem(kind: ItemKind, code: string, earlier: readonly Item[], luck: Luck): Item {
  const item = makeBare(kind, code, earlier, luck);
  if (luck.isLucky(3)) item.relevant = makeCondition(earlier, luck);
  if (kind === 'note' || kind === 'calculate') return item;
  item.required = !luck.isLucky(3) && kind !== 'image';
  if (luck.isLucky(4)) item.randomise = true;
  if (luck.isLucky(3)) item.constraint = makeConstraint(earlier, luck);
  if ((kind === 'multiple' || kind === 'gridMultiple' || kind === 'ranking') && luck.isLucky(2))
    item.maxSelections = luck.pick([1, 2]);
  return item;
}

function makeBare(kind: ItemKind, code: string, earlier: readonly Item[], luck: Luck): Item {
  const source = earlier.find((one) => one.kind === 'multiple')?.code;
  const isCarried = source !== undefined && luck.isLucky(2);
  switch (kind) {
    case 'calculate':
      return calculate(code, makeValue(earlier, luck));
    case 'note':
      return note(code, code);
    case 'grid':
    case 'gridMultiple': {
      const make = kind === 'grid' ? grid : gridMultiple;
      return isCarried
        ? make(code, code, [], OPTIONS, { rowsFrom: source })
        : make(code, code, ['r', 's'], OPTIONS);
    }
    case 'ranking':
      return isCarried ? ranking(code, code, [], { optionsFrom: source }) : ranking(code, code, CODES);
    case 'multiple':
      return multiple(code, code, OPTIONS);
    case 'scale':
      return scale(code, code, CODES);
    case 'single':
      return single(code, code, OPTIONS);
    default:
      return {
        ...note(code, code),
        kind,
        ...(kind === 'number' && { min: -50, max: 1000, decimals: 2 }),
        ...(kind === 'text' && { maxLength: 40 }),
      };
  }
}

/** A name in a rule: an item, a row of a grid, or the text of an "other" option. */
function makeReference(earlier: readonly Item[], luck: Luck): string {
  const names = earlier
    .filter(({ kind }) => kind !== 'note' && kind !== 'image')
    .flatMap(({ code, rows, options }) => [
      code,
      ...(rows ?? []).map((row) => `${code}.${row.code}`),
      ...(options?.some(({ opensText }) => opensText) ? [`${code}.other`] : []),
    ]);
  return names.length === 0 ? "''" : `\${${luck.pick(names)}}`;
}

function makeCondition(earlier: readonly Item[], luck: Luck): string {
  const [one, other] = [makeReference(earlier, luck), makeReference(earlier, luck)];
  return luck.pick([
    `${one} = ''`,
    `${one} != ''`,
    `selected(${one}, 'a') or ${other} > 3`,
    `not(${one} = 'b') and count-selected(${other}) < 2`,
    `string-length(${one}) >= string-length(${other})`,
    `if(${one} = '', true(), ${other} <= today())`,
    'true()',
    'false()',
  ]);
}

function makeConstraint(earlier: readonly Item[], luck: Luck): string {
  const one = makeReference(earlier, luck);
  return luck.pick([
    ". != 'b'",
    'string-length(.) < 30',
    `. != ${one}`,
    'count-selected(.) <= 2',
    '. >= 0 or string-length(.) > 0',
    'false()',
  ]);
}

function makeValue(earlier: readonly Item[], luck: Luck): string {
  const [one, other] = [makeReference(earlier, luck), makeReference(earlier, luck)];
  return luck.pick([
    `${one} + ${other}`,
    `${one} - ${other}`,
    `concat(${one}, ${one}, '/', ${other})`,
    `round(${one} div ${other}, 2)`,
    `sum(${one}, ${other}, 1)`,
    `max(${one}, ${other})`,
    `if(selected(${one}, 'a'), ${other}, count-selected(${one}))`,
    `coalesce(${one}, format-date(${other}, '%Y/%m'))`,
    `int((today() - ${one}) div 365)`,
    `${one} = ${other}`,
  ]);
}

/** An answer that fits an item's kind, says why there is none, or makes no sense at all. */
export function arbitraryAnswer(item: Item): fc.Arbitrary<Json | undefined> {
  const one = fc.constantFrom(...CODES, 'none');
  const several = fc.subarray([...CODES, 'none']);
  const rows = fc.constantFrom('r', 's', ...CODES);
  const words = fc.constantFrom('a', 'はち', ' ', 'a long text that goes on for more than forty units');
  const fitting: Record<ItemKind, fc.Arbitrary<Json>> = {
    single: one,
    scale: one,
    multiple: several,
    ranking: fc.shuffledSubarray(CODES),
    grid: fc.dictionary(rows, one, { maxKeys: 3 }),
    gridMultiple: fc.dictionary(rows, several, { maxKeys: 3 }),
    number: fc.constantFrom(0, 3, 12.25, -4, 1e6),
    text: words,
    longText: words,
    date: fc.constantFrom(...DATES),
    image: fc.array(words),
    note: words,
    calculate: words,
  };
  const missing = fc.constantFrom<Json>(
    { missing: 'unanswered' },
    { missing: 'refused' },
    { missing: 'dontKnow' },
    { missing: 'notApplicable' },
  );
  const senseless = fc.oneof(fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>, fc.constant(undefined));
  return fc.oneof(
    { weight: 8, arbitrary: fitting[item.kind] },
    { weight: 1, arbitrary: missing },
    { weight: 1, arbitrary: senseless },
  );
}

/** An answer that a willing person might give to an item as it is offered: the first that is possible. */
export function listWillingAnswers(item: Item, options: readonly string[], rows: readonly string[]): Json[] {
  const each = (cell: Json): Json => Object.fromEntries(rows.map((row) => [row, cell]));
  switch (item.kind) {
    case 'single':
    case 'scale':
      return [...options];
    case 'multiple':
    case 'ranking':
      return options.map((code) => [code]);
    case 'image':
      return [['photo']];
    case 'grid':
      return options.map((code) => each(code));
    case 'gridMultiple':
      return options.map((code) => each([code]));
    case 'number':
      return [7, 1];
    case 'date':
      return ['2026-11-20', '2020-01-01'];
    default:
      return ['yes', 'no'];
  }
}
