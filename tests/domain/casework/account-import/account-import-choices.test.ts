import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NO_CHOICES,
  type ImportChoices,
  type ValueChoice,
} from '#domain/casework/account-import/account-import-choices.ts';
import type { AttributeCodebook } from '#domain/casework/account-import/account-import-codes.ts';
import { guessColumns } from '#domain/casework/account-import/account-import-columns.ts';
import { createProposer } from '#domain/casework/account-import/account-import-proposals.ts';
import {
  chooseForValues,
  fingerprintLayout,
  mergeChoices,
  rememberSource,
} from '#domain/casework/account-import/account-import-source.ts';
import { listUnreadValues } from '#domain/casework/account-import/account-import-values.ts';
import { planAccountImport } from '#domain/casework/account-import/account-import.ts';
import { FORMER_MUNICIPALITIES } from '#domain/casework/account-import/former-municipalities.ts';
import { getItem } from '#domain/questionnaire/model.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const options = (code: string) => getItem(readSurvey(), code).options ?? [];
const codebook: AttributeCodebook = {
  industry: options('industry'),
  employees: options('employees'),
  sales: options('sales'),
  municipality: options('municipality'),
};
const HEADINGS = ['企業名', '業種', '従業員数', '売上高', '市町村'];
const mapping = guessColumns(HEADINGS);
const rowsOf = (rows: string[][]) => rows.map((cells, index) => ({ row: index + 2, cells }));
const unread = (rows: string[][], choices: ImportChoices = NO_CHOICES) =>
  listUnreadValues(HEADINGS, rowsOf(rows), mapping, codebook, choices);
const plan = (rows: string[][], choices: ImportChoices, dropUnreadable = false) =>
  planAccountImport({
    headings: HEADINGS,
    rows: rowsOf(rows),
    mapping,
    codebook,
    known: [],
    dropUnreadable,
    choices,
  });

const propose = createProposer(codebook);

describe('what a value may mean', () => {
  it.each([
    ['運輸', 'transport'],
    ['飲食店', 'accommodation'],
    ['ラーメン店', 'accommodation'],
    ['機械器具卸売', 'trade'],
    ['医薬品販売', 'trade'],
    ['卸売用機械製造', 'manufacturing'],
    ['水産加工', 'manufacturing'],
    ['水産', 'fisheries'],
    ['建築設計事務所', 'professional'],
    ['総合建設', 'construction'],
    ['自動車整備', 'services'],
    ['自動車学校', 'education'],
    ['郵便局', 'compound'],
    ['ＩＴ関連', 'information'],
    ['介護事業', 'medical'],
    ['美容室', 'living'],
  ])('takes %s for %s', (value, code) => expect(propose('industry', value)).toBe(code));

  it('says nothing where nothing is said', () => {
    for (const value of ['宇宙', 'あああ', 'digital', '-', '1号'])
      expect(propose('industry', value), value).toBeUndefined();
    for (const value of ['数名', '50名以上', '10名未満', '1～100名', 'たくさん'])
      expect(propose('employees', value), value).toBeUndefined();
    for (const value of ['非公開', '約500', '2億円未満', '1億～10億円'])
      expect(propose('sales', value), value).toBeUndefined();
    for (const value of ['本州', '東京都中央区', '山梨県南部町'])
      expect(propose('municipality', value), value).toBeUndefined();
  });

  it.each([
    ['約30名', 'e21_50'],
    ['３０人程度', 'e21_50'],
    ['30名（うちパート10名）', 'e21_50'],
    ['20～29人', 'e21_50'],
    ['5名以下', 'e0_5'],
    ['300人以上', 'e101_over'],
    ['100人超', 'e101_over'],
    ['約1,200名', 'e101_over'],
    ['なし', 'e0_5'],
  ])('takes %s for %s', (value, code) => expect(propose('employees', value)).toBe(code));

  it.each([
    ['約3億円', 'from_300m'],
    ['1～3億円', 'from_100m'],
    ['1億円以上3億円未満', 'from_100m'],
    ['800万円以下', 'under_10m'],
    ['1,000万円未満', 'under_10m'],
    ['10億円以上', 'from_1b'],
    ['年商5千万円', 'from_50m'],
  ])('takes %s for %s', (value, code) => expect(propose('sales', value)).toBe(code));

  it.each([
    ['八戸市内', 'hachinohe'],
    ['八戸市尻内町', 'hachinohe'],
    ['旧浪岡町', 'aomori'],
    ['南津軽郡平賀町', 'hirakawa'],
    ['天間林', 'shichinohe'],
  ])('takes %s for %s', (value, code) => expect(propose('municipality', value)).toBe(code));

  it('knows where every former town and village is now', () => {
    const names = new Map(codebook.municipality.map(({ code, label }) => [label.ja, code]));
    for (const [former, now] of Object.entries(FORMER_MUNICIPALITIES)) {
      expect(names.has(now), now).toBe(true);
      expect(propose('municipality', former), former).toBe(names.get(now));
    }
  });

  it('proposes only codes that there are, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('industry' as const, 'employees' as const, 'sales' as const, 'municipality' as const),
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc
            .array(
              fc.constantFrom(
                '約',
                '3',
                '億',
                '円',
                '万',
                '名',
                '～',
                '以上',
                '未満',
                '運輸',
                '市',
                '郡',
                '(',
                '１',
              ),
            )
            .map((parts) => parts.join('')),
        ),
        (attribute, value) => {
          const code = propose(attribute, value);
          expect(code === undefined || codebook[attribute].some((option) => option.code === code)).toBe(true);
        },
      ),
    );
  });
});

describe('values said once', () => {
  const rows = [
    ['甲社', '運輸', '約30名', '', '八戸市'],
    ['乙社', '運 輸', '12', '', '弘前市'],
    ['丙社', '宇宙業', '12', '', ''],
    ['合計', '', '約54名', '', ''],
  ];

  it('lists each once, with how many rows it stands in, and no value of a line of totals', () => {
    expect(unread(rows)).toEqual({
      values: [
        { attribute: 'industry', value: '運輸', code: 'unknownIndustry', rowCount: 2, firstRow: 2 },
        { attribute: 'industry', value: '宇宙業', code: 'unknownIndustry', rowCount: 1, firstRow: 4 },
        { attribute: 'employees', value: '約30名', code: 'unknownEmployees', rowCount: 1, firstRow: 2 },
      ],
      bareSales: null,
    });
  });

  it('holds for all its rows, however it is written', () => {
    const { added, faults } = plan(rows, {
      values: {
        industry: { 運輸: { code: 'transport' }, 宇宙業: 'withoutValue' },
        employees: { 約30名: { code: 'e21_50' } },
      },
    });
    expect(added.map(({ fields }) => [fields.name, fields.industry, fields.employees])).toEqual([
      ['甲社', 'transport', 'e21_50'],
      ['乙社', 'transport', 'e11_20'],
      ['丙社', undefined, 'e11_20'],
    ]);
    expect(faults).toMatchObject([{ row: 4, code: 'unknownIndustry', refusesRow: false }]);
  });

  it('leaves rows out only where that was said', () => {
    const choices: ImportChoices = {
      values: { industry: { 運輸: 'skipRows' }, employees: { 約30名: 'withoutValue' } },
    };
    const { added, refusedCount } = plan(rows, choices, true);
    expect(added.map(({ fields }) => fields.name)).toEqual(['丙社']);
    expect(refusedCount).toBe(2);
  });

  it('asks for the unit of amounts once', () => {
    const sales = [
      ['甲社', '', '', '450,000', ''],
      ['乙社', '', '', '9000', ''],
      ['丙社', '', '', '2億円', ''],
    ];
    expect(unread(sales)).toEqual({ values: [], bareSales: { rowCount: 2, examples: ['450,000', '9000'] } });
    const salesOf = (bareSales: ImportChoices['bareSales']) =>
      plan(sales, { values: {}, ...(bareSales && { bareSales }) }).added.map(({ fields }) => fields.sales);
    expect(salesOf('千円')).toEqual(['from_300m', 'under_10m', 'from_100m']);
    expect(salesOf('withoutValue')).toEqual([undefined, undefined, 'from_100m']);
    expect(salesOf('skipRows')).toEqual(['from_100m']);
  });

  it('forgets what means nothing in the codebook of today', () => {
    const choices: ImportChoices = { values: { industry: { 運輸: { code: 'no-such-code' } } } };
    expect(plan(rows.slice(0, 1), choices).added).toEqual([]);
    const questions = chooseForValues(unread(rows.slice(0, 1)).values, choices, codebook);
    expect(questions[0]).toMatchObject({ choice: 'withoutValue', origin: 'none' });
  });

  it('takes what was said before over what is proposed, and loses no row for a word', () => {
    const values = unread(rows).values.map((value) => ({
      ...value,
      proposal: propose(value.attribute, value.value),
    }));
    const remembered: ImportChoices = { values: { industry: { 運輸: { code: 'services' } } } };
    const questions = chooseForValues(values, remembered, codebook);
    expect(questions.map(({ value, choice, origin }) => [value, choice, origin])).toEqual([
      ['運輸', { code: 'services' }, 'remembered'],
      ['宇宙業', 'withoutValue', 'none'],
      ['約30名', { code: 'e21_50' }, 'proposed'],
    ]);
    expect(plan(rows, mergeChoices(NO_CHOICES, questions, undefined)).refusedCount).toBe(0);
  });

  it('decides the fate of every row with an unread value, whatever is in the list and whatever is said', () => {
    const cell = fc.constantFrom(
      '',
      '運輸',
      '製造業',
      'うちゅう',
      '約30名',
      '42',
      '3000',
      '2億円',
      '八戸市',
      '横浜市',
      '北極',
    );
    const choice = fc.constantFrom<ValueChoice>('withoutValue', 'skipRows');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 12 }),
        fc.infiniteStream(choice),
        (cells, stream) => {
          const list = cells.map((four, index) => [`会社${index}`, ...four]);
          const { values, bareSales } = unread(list);
          const questions = chooseForValues(values, NO_CHOICES, codebook).map((question) => ({
            ...question,
            choice: stream.next().value,
          }));
          const choices = mergeChoices(NO_CHOICES, questions, bareSales ? 'withoutValue' : undefined);
          const { added, refusedCount } = plan(list, choices);
          const skipped = list.filter((row) =>
            questions.some(
              ({ attribute, value, choice: said }) =>
                said === 'skipRows' && row[mapping.indexOf(attribute)] === value,
            ),
          );
          expect(added.length + refusedCount).toBe(list.length);
          expect(refusedCount).toBe(skipped.length);
        },
      ),
    );
  });
});

describe('remembering a source', () => {
  it('knows its lists by their headings, or by their columns where there are none', () => {
    expect(fingerprintLayout([' 企業名', 'ＴＥＬ'], [])).toBe(fingerprintLayout(['企業名', 'tel'], ['name']));
    expect(fingerprintLayout(['企業名', '住所'], [])).not.toBe(fingerprintLayout(['住所', '企業名'], []));
    expect(fingerprintLayout(['', ''], ['name', 'phone'])).not.toBe(
      fingerprintLayout(['', ''], ['name', 'address']),
    );
  });

  it('keeps the newest of each, and not for ever', () => {
    const source = (fingerprint: string) => ({ fingerprint, mapping: [], choices: NO_CHOICES });
    const many = Array.from({ length: 60 }, (_, index) => source(`${index}`));
    const kept = many.reduce(
      (sources, each) => rememberSource(sources, each),
      [] as ReturnType<typeof rememberSource>,
    );
    expect(kept.length).toBe(50);
    expect(
      rememberSource(kept, source('30'))
        .map(({ fingerprint }) => fingerprint)
        .slice(0, 2),
    ).toEqual(['30', '59']);
    expect(rememberSource(kept, source('30')).length).toBe(50);
  });
});
