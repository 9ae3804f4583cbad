import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { filterProgrammes, type ProgrammeFilter } from '#domain/catalogue/search/search-filter.ts';
import { listTexts } from '#domain/catalogue/search/search-index.ts';
import {
  buildProgrammeIndex,
  searchProgrammes,
  type ProgrammeHit,
  type SearchField,
} from '#domain/catalogue/search/search.ts';
import { REPORT_TEXT } from '#tests/domain/catalogue/report/report-text.ts';

const { programmes } = parseReport(REPORT_TEXT);
const index = buildProgrammeIndex(programmes);

function pagesFor(query: string, filter: ProgrammeFilter = {}): number[] {
  return filterProgrammes(searchProgrammes(index, query), filter, 2013).map(
    ({ programme }) => programme.page,
  );
}

/** The marked pieces of a hit as they stand in the report. */
function markedIn({ programme, matches }: ProgrammeHit, field: SearchField): string[] {
  const texts = new Map(listTexts(programme));
  return matches
    .filter((match) => match.field === field)
    .flatMap(({ position, ranges }) =>
      ranges.map(([start, end]) => texts.get(field)![position]!.slice(start, end)),
    );
}

function hitOn(page: number, query: string): ProgrammeHit {
  const hit = searchProgrammes(index, query).find(({ programme }) => programme.page === page);
  if (!hit) throw new Error(`${query} does not find page ${page}`);
  return hit;
}

describe('searchProgrammes', () => {
  it('gives everything in the order of the report for an empty query', () => {
    const pages = pagesFor(' 　');
    expect(pages).toHaveLength(119);
    expect(pages).toEqual(pages.toSorted((a, b) => a - b));
    expect(pagesFor('「」・')).toEqual(pages);
  });

  it('does not mind width, case, kana or punctuation', () => {
    expect(pagesFor('ＬＮＧ')).toEqual(pagesFor('lng'));
    expect(pagesFor('lng')[0]).toBe(92);
    expect(pagesFor('モノヅクリ')).toEqual(pagesFor('ものづくり'));
    expect(pagesFor('ｼﾞｮﾌﾞｶﾌｪ')[0]).toBe(21);
    expect(pagesFor('eラーニング')[0]).toBe(27);
    expect(pagesFor('あおもり食産業')).toContain(133);
  });

  it('finds by two characters and by one', () => {
    expect(pagesFor('輸出')[0]).toBe(153);
    expect(pagesFor('宿')[0]).toBe(139);
  });

  it('wants every term, in any order', () => {
    const pages = pagesFor('商店街　商工政策課');
    expect(pages).toContain(61);
    expect(pages).not.toContain(57);
    expect(pagesFor('商工政策課 商店街')).toEqual(pages);
    expect(pagesFor('商店街 存在しない語')).toEqual([]);
    expect(pagesFor('LNG利活用')).toEqual([92]);
  });

  it('puts hits in the name before hits in the description', () => {
    const inName = searchProgrammes(index, '販路').map(({ programme }) => programme.name.includes('販路'));
    expect(inName.slice(0, 3)).toEqual([true, true, true]);
    expect(inName).toEqual(inName.toSorted((a, b) => Number(b) - Number(a)));
    expect(inName).toContain(false);
  });

  it('puts the name itself first, then names that begin with it', () => {
    expect(pagesFor('情報提供事業')[0]).toBe(51);
    expect(pagesFor('低炭素型ものづくり産業振興事業')[0]).toBe(94);
    const names = searchProgrammes(index, '中小企業').map(({ programme }) => programme.name);
    const rank = (name: string) => (name.startsWith('中小企業') ? 0 : name.includes('中小企業') ? 1 : 2);
    expect(names.map(rank)).toEqual(names.map(rank).toSorted((a, b) => a - b));
  });

  it('finds every programme first by its own name', () => {
    for (const { name, page } of programmes) expect([name, pagesFor(name)[0]]).toEqual([name, page]);
  });

  it('finds a programme by another spelling and by who is in charge', () => {
    expect(pagesFor('連携型地域起業家')[0]).toBe(81);
    expect(pagesFor('三八地域県民局')).toEqual(expect.arrayContaining([35, 105, 120, 132]));
    expect(pagesFor('人づくりグループ').slice(0, 2)).toEqual([31, 32]);
  });

  it('finds a programme by a former name and by what it achieved, after those that have it in their name', () => {
    expect(pagesFor('若年者ワンストップサービス')).toEqual([21]);
    expect(pagesFor('メールマガジン')).toEqual([51]);
    expect(pagesFor('建設産業再生・活性化')).toEqual([56, 117]);
  });

  it('forgives small differences in the wording of a long term, after what is found as typed', () => {
    expect(pagesFor('海外市場販路の開拓支援')[0]).toBe(152);
    expect(pagesFor('商店街振興組合連合会の支援')[0]).toBe(59);
    const hits = searchProgrammes(index, '商店街の活性化');
    const asTyped = hits.map(({ programme }) =>
      listTexts(programme).some(([, texts]) => texts.some((text) => text.includes('商店街の活性化'))),
    );
    expect(asTyped).toContain(true);
    expect(asTyped).toEqual(asTyped.toSorted((a, b) => Number(b) - Number(a)));
  });

  it('completes Latin words and forgives one typo from four letters on', () => {
    expect(pagesFor('NET')).toContain(116);
    expect(pagesFor('NETIS')[0]).toBe(116);
    for (const typo of ['NETS', 'NETTIS', 'NEITS', 'METIS']) expect(pagesFor(typo), typo).toContain(116);
    expect(pagesFor('NEXXS')).not.toContain(116);
    expect(pagesFor('LNX')).toEqual([]);
  });

  it('gives the same order every time', () => {
    const again = buildProgrammeIndex(parseReport(REPORT_TEXT).programmes);
    expect(searchProgrammes(again, '支援')).toEqual(searchProgrammes(index, '支援'));
  });

  it('searches several editions beside each other, each as it was given', () => {
    const editions = [2012, 2013].flatMap((fiscalYear) =>
      programmes.map((programme) => ({ ...programme, fiscalYear })),
    );
    const hits = searchProgrammes(buildProgrammeIndex(editions), 'ＢＣＰ 実践塾');
    expect(hits.map(({ programme }) => [programme.page, programme.fiscalYear])).toEqual([
      [55, 2012],
      [55, 2013],
    ]);
  });

  it('never breaks on what is typed, and never finds more by typing more', () => {
    const word = fc.constantFrom('支援', '販路', 'ＩＴ', '八戸', 'ものづくり', '県', 'BCP');
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.string({ unit: 'grapheme' }),
        (words, anything) => {
          const fewer = new Set(pagesFor(words.slice(1).join(' ')));
          expect(pagesFor(words.join(' ')).every((page) => fewer.has(page))).toBe(true);
          expect(pagesFor(anything).length).toBeLessThanOrEqual(119);
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });
});

it('finds the same while the next kana is only begun by its letters', () => {
  const keysFor = (query: string) => searchProgrammes(index, query).map(({ programme }) => programme.key);
  for (const begun of ['ものd', 'ものｄ', 'ものky']) expect(keysFor(begun), begun).toEqual(keysFor('もの'));
  expect(keysFor('もの')).not.toEqual([]);
  // A word of its own, or in capitals, is meant.
  expect(keysFor('もの netis')).toEqual([]);
  expect(keysFor('のNETIS')).not.toEqual(keysFor('の'));
});

it('finds three letters of which two changed places, but no other word', () => {
  const keysFor = (query: string) => searchProgrammes(index, query).map(({ programme }) => programme.key);
  expect(keysFor('lgn')).toEqual(keysFor('lng'));
  expect(keysFor('lng')).not.toEqual([]);
  expect(keysFor('lxg')).toEqual([]);
});

it('finds 人財 and 人材 by either', () => {
  const keysFor = (query: string) =>
    searchProgrammes(index, query)
      .map(({ programme }) => programme.key)
      .sort();
  expect(keysFor('人材育成')).toEqual(keysFor('人財育成'));
  expect(
    markedIn(
      searchProgrammes(index, '人材').find(({ programme }) => programme.description.includes('人財'))!,
      'description',
    ),
  ).toContain('人財');
});

describe('what is marked', () => {
  it('is what was typed, as it stands in the report', () => {
    expect(markedIn(hitOn(92, 'lng'), 'name')).toEqual(['LNG']);
    expect(new Set(markedIn(hitOn(92, 'lng'), 'description'))).toEqual(new Set(['ＬＮＧ']));
    expect(markedIn(hitOn(21, 'ｼﾞｮﾌﾞｶﾌｪ'), 'name')).toEqual(['ジョブカフェ']);
    expect(markedIn(hitOn(133, 'あおもり食産業'), 'name')).toEqual(['あおもり「食」産業']);
    expect(markedIn(hitOn(61, '商店街　商工政策課'), 'department')).toEqual(['商工政策課']);
    expect(markedIn(hitOn(51, 'メールマガジン'), 'item')).toEqual(['メールマガジン']);
    expect(markedIn(hitOn(116, 'netsi'), 'description')).toEqual(expect.arrayContaining(['NETIS']));
  });

  it('lies within the text, in order and apart, for every hit', () => {
    for (const query of ['支援', '県', '商店街の活性化', 'it 販路', '１０']) {
      for (const { programme, matches } of searchProgrammes(index, query)) {
        const texts = new Map(listTexts(programme));
        expect(matches.length).toBeGreaterThan(0);
        for (const { field, position, ranges } of matches) {
          const { length } = texts.get(field)![position]!;
          expect(ranges.length, `${query} ${field}`).toBeGreaterThan(0);
          ranges.forEach(([start, end], at) => {
            expect(start).toBeLessThan(end);
            expect(start).toBeGreaterThanOrEqual(at === 0 ? 0 : ranges[at - 1]![1] + 1);
            expect(end).toBeLessThanOrEqual(length);
          });
        }
      }
    }
  });
});
