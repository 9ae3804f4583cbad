import { describe, expect, it } from 'vitest';
import { parseReport } from '#domain/catalogue/parse-report.ts';
import { buildProgrammeIndex, searchProgrammes, type ProgrammeFilter } from '#domain/catalogue/search.ts';
import { REPORT_TEXT } from './report-text.ts';

const index = buildProgrammeIndex(parseReport(REPORT_TEXT).programmes);

function pagesFor(query: string, filter?: ProgrammeFilter): number[] {
  return searchProgrammes(index, query, filter).map(({ page }) => page);
}

describe('searchProgrammes', () => {
  it('gives everything in the order of the report for an empty query', () => {
    const pages = pagesFor(' 　');
    expect(pages).toHaveLength(119);
    expect(pages).toEqual(pages.toSorted((a, b) => a - b));
  });

  it('does not mind width, case or kana', () => {
    expect(pagesFor('ＬＮＧ')).toEqual(pagesFor('lng'));
    expect(pagesFor('lng')[0]).toBe(92);
    expect(pagesFor('モノヅクリ')).toEqual(pagesFor('ものづくり'));
    expect(pagesFor('ｼﾞｮﾌﾞｶﾌｪ')[0]).toBe(21);
    expect(pagesFor('eラーニング')[0]).toBe(27);
  });

  it('wants every word, wherever it stands', () => {
    const pages = pagesFor('商店街　商工政策課');
    expect(pages).toContain(61);
    expect(pages).not.toContain(57);
    expect(pagesFor('商店街 存在しない語')).toEqual([]);
  });

  it('puts hits in the name before hits in the description', () => {
    const programmes = searchProgrammes(index, '販路');
    const inName = programmes.map(({ name }) => name.includes('販路'));
    expect(inName.slice(0, 3)).toEqual([true, true, true]);
    expect(inName).toEqual(inName.toSorted((a, b) => Number(b) - Number(a)));
    expect(inName).toContain(false);
  });

  it('finds a programme by another spelling and by who is in charge', () => {
    expect(pagesFor('連携型地域起業家')).toEqual([81]);
    expect(pagesFor('三八地域県民局')).toEqual(expect.arrayContaining([35, 105, 120, 132]));
    expect(pagesFor('人づくりグループ')).toEqual([31, 32]);
  });

  it('finds a programme by a former name and by what it achieved, after those that have it in their name', () => {
    expect(pagesFor('若年者ワンストップサービス')).toEqual([21]);
    expect(pagesFor('メールマガジン')).toEqual([51]);
    expect(pagesFor('建設産業再生・活性化')).toEqual([56, 117]);
  });

  it('filters by policy, also where a programme is listed again, by pillar and department', () => {
    expect(pagesFor('', { policy: 8 })).toEqual([148, 149, 150, 151, 152, 153]);
    expect(pagesFor('', { policy: 2 })).toHaveLength(24);
    expect(pagesFor('', { policy: 2 })).toContain(33);
    expect(pagesFor('', { pillar: '4-4' })).toEqual([98, 99, 100]);
    expect(pagesFor('', { department: '国際経済課' })).toHaveLength(6);
    expect(pagesFor('支援', { policy: 4, department: '監理課' })).toEqual([97]);
  });

  it('gives the same order every time', () => {
    expect(pagesFor('支援')).toEqual(pagesFor('支援'));
    const again = buildProgrammeIndex(parseReport(REPORT_TEXT).programmes);
    expect(searchProgrammes(again, '支援').map(({ page }) => page)).toEqual(pagesFor('支援'));
  });
});
