import { beforeAll, describe, expect, it } from 'vitest';
import { layOutPaper, type PaperItem } from '#domain/questionnaire/paper/paper-questionnaire.ts';
import { writeItemNumber } from '#domain/questionnaire/paper/paper-words.ts';
import { listItems, type Item, type Questionnaire } from '#domain/questionnaire/model.ts';
import { readSeeds } from '#tests/support/fieldwork.ts';

let questionnaire: Questionnaire;
let items: Map<string, PaperItem>;
beforeAll(async () => {
  ({ questionnaire } = await readSeeds());
  items = new Map(
    layOutPaper(questionnaire)
      .flatMap((section) => section.items)
      .map((each) => [each.item.code, each]),
  );
});

const get = (code: string): PaperItem => items.get(code)!;
const like = (item: Partial<Item> & Pick<Item, 'code' | 'kind'>): Item => ({
  label: { ja: item.code, en: item.code },
  required: false,
  source: 'added',
  ...item,
});
const option = (code: string) => ({ code, label: { ja: code, en: code }, source: 'added' as const });

describe('the paper of the seed questionnaire', () => {
  it('has everything that is asked, in its order, with the numbers that are printed', () => {
    expect([...items.keys()]).toEqual(
      listItems(questionnaire)
        .filter(({ kind }) => kind !== 'calculate')
        .map(({ code }) => code),
    );
    expect(writeItemNumber(get('industry').number, 'ja')).toBe('F1');
    expect(writeItemNumber(get('issues_top').number, 'ja')).toBe('問1-2');
    expect(writeItemNumber(get('issues_top').number, 'en')).toBe('Q1-2');
  });

  it('says whom a question concerns, in words', () => {
    expect(get('industry').whom).toBeUndefined();
    expect(get('used').whom?.ja).toBe(
      '問3で「支援の内容まで知っている」か「名前は知っている」とお答えの方のみお答えください',
    );
    expect(get('nonuse_reasons').whom?.ja).toBe(
      '問3で「知らない」、または問3-2で「利用したことがない」とお答えの方のみお答えください',
    );
    expect(get('issues_top').whom?.ja).toBe('問1で「特になし」以外をお答えの方のみお答えください');
    expect(get('issues_detail').whom?.ja).toBe('問1-2と同じ方のみお答えください');
    expect(get('contact_company').whom?.ja).toMatch(
      /^問5で「.+」か「.+」、かつ問5-4で「.+」とお答えの方のみ/,
    );
    expect(get('contact_name').whom?.ja).toBe('問5-5と同じ方のみお答えください');
    expect(get('used').whom?.en).toBe('Only if Q3 is "Yes, and what it does" or "Only by name"');
  });

  it('says how many to circle, and offers the reasons for having no answer', () => {
    expect(get('industry').how?.ja).toBe('○は一つ');
    expect(get('issues').how?.ja).toBe('○はいくつでも');
    expect(get('institutions').how?.ja).toBe('各行、○は3つまで');
    expect(get('issues_top').how?.ja).toBe('問1の番号を3つまで記入');
    expect(
      get('sales')
        .options.slice(-2)
        .map(({ number, label }) => [number, label.ja]),
    ).toEqual([
      [9, '答えたくない'],
      [10, 'わからない'],
    ]);
    expect(get('founded').boxes.map(({ label }) => label.ja)).toEqual(['わからない']);
    expect(get('institutions').boxes.map(({ label }) => label.ja)).toEqual(['わからない']);
  });

  it('keeps the numbers of another question where it takes its options or rows', () => {
    const issues = get('issues').options;
    expect(get('issues_top').options).toEqual(issues.filter(({ exclusive }) => !exclusive));
    expect(get('issues_top').showsOptions).toBe(false);
    expect(get('institutions').rows.map(({ code }) => code)).toEqual(
      issues.filter(({ exclusive }) => !exclusive).map(({ code }) => code),
    );
    expect(get('institutions').whom?.ja).toContain('問1で○をつけたものの行だけ');
  });

  it('gives lines to write on', () => {
    expect(get('issues_detail').lines).toBeGreaterThan(1);
    expect(get('contact_name').lines).toBe(1);
    expect(get('consent_text')).toMatchObject({ number: '', lines: 0, options: [] });
  });
});

describe('the paper of any questionnaire', () => {
  const paper = (...given: Item[]): PaperItem[] =>
    layOutPaper({
      ...questionnaire,
      sections: [{ code: 's', label: { ja: '', en: '' }, items: given }],
      classifications: [],
    })[0]!.items;

  it('numbers what has no number: all from 1, or after the question before', () => {
    const plain = [like({ code: 'a', kind: 'text' }), like({ code: 'b', kind: 'text' })];
    expect(paper(...plain).map(({ number }) => number)).toEqual(['1', '2']);
    const numbered = [{ ...plain[0]!, number: '7' }, plain[1]!, like({ code: 'c', kind: 'date' })];
    expect(paper(...numbered).map(({ number }) => number)).toEqual(['7', '7-a', '7-b']);
  });

  it.each([
    ["${a} != 'x'", '問1で「x」以外をお答えの方のみお答えください'],
    [
      "not(selected(${m}, 'x')) and not(selected(${m}, 'y'))",
      '問3で「x」か「y」以外をお答えの方のみお答えください',
    ],
    ['count-selected(${m}) > 0', '問3に回答ありの方のみお答えください'],
    ['${n} >= 10', '問2で10以上とお答えの方のみお答えください'],
    [
      "selected(${m}, 'x') and selected(${m}, 'y')",
      '問3で「x」、かつ問3で「y」とお答えの方のみお答えください',
    ],
    ['string-length(${a}) > 3', '前の問の答えにより、対象の方のみお答えください'],
  ])('puts %s into words', (relevant, words) => {
    const asked = paper(
      like({ code: 'a', kind: 'single', options: ['x', 'y'].map(option) }),
      like({ code: 'n', kind: 'number' }),
      like({ code: 'm', kind: 'multiple', options: ['x', 'y'].map(option) }),
      like({ code: 'z', kind: 'text', relevant }),
    );
    expect(asked.at(-1)!.whom?.ja).toBe(words);
  });
});
