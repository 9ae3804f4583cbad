import { describe, expect, it } from 'vitest';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { programmeOn, REPORT_TEXT, warningsOn } from './report-text.ts';

const catalogue = parseReport(REPORT_TEXT);
const historyOn = (page: number) => programmeOn(catalogue, page).history;

describe('how the programmes came about', () => {
  it('has 202 entries on all sheets, 185 on the home sheets, at least one for each programme', () => {
    expect(catalogue.totals.history).toBe(202);
    expect(catalogue.programmes.flatMap(({ history }) => history)).toHaveLength(185);
    expect(catalogue.programmes.filter(({ history }) => history.length === 0)).toEqual([]);
  });

  it('reads a plain entry', () => {
    expect(historyOn(19)).toEqual([
      {
        era: '平成元年度',
        fiscalYear: 1989,
        event: '制度創設',
        class: 'created',
        formerName: null,
        text: '県出身学生等の県内就職を促進するため。',
      },
    ]);
  });

  it('reads years of Showa and Heisei, with brackets, ranges and without 度', () => {
    expect(historyOn(66)[0]).toMatchObject({ era: '昭和２８年度', fiscalYear: 1953 });
    expect(historyOn(72).map(({ era, fiscalYear }) => [era, fiscalYear])).toEqual([
      ['平成２２年度（平成２３年３月１５日）', 2010],
      ['平成２３年度（平成２３年５月１７日）', 2011],
      ['平成２４年度以降', 2012],
    ]);
    expect(historyOn(80)[0]).toMatchObject({ era: '平成２３年度 ～ 平成２４年度', fiscalYear: 2011 });
    expect(historyOn(153)[4]).toMatchObject({ era: '平成２３年', fiscalYear: 2011 });
    expect(warningsOn(catalogue, 153)).toContain('history-year');
  });

  it('does not take a year in running text for an entry', () => {
    expect(historyOn(20)).toHaveLength(1);
    expect(historyOn(21)[2]?.text).toMatch(/^平成２３年度まで「ジョブカフェあおもり運営事業」/);
    expect(historyOn(94)).toHaveLength(1);
    expect(historyOn(121)[1]?.text).toMatch(/^平成２２年度以降の環境省事業中止/);
  });

  it('classes events by their first word', () => {
    expect(historyOn(16).map((entry) => entry.class)).toEqual(['created', 'extended', 'merged']);
    expect(historyOn(37).map((entry) => entry.class)).toEqual(['created', 'renamed', 'renamed']);
    expect(historyOn(96).map((entry) => entry.class)).toEqual(['created', 'reorganised', 'reorganised']);
    expect(historyOn(139).map((entry) => entry.class)).toEqual(['other']);
  });

  it('takes former names from their own line or from behind the event', () => {
    expect(historyOn(18).map(({ formerName }) => formerName)).toEqual([
      'あおもりツーリズム人づくり大学「はやて２０１０」推進事業',
      'あおもり観光人材育成事業',
      null,
    ]);
    expect(historyOn(153)[0]).toMatchObject({
      event: '事業創設',
      formerName: '対中国農林水産物輸出促進事業',
    });
    expect(historyOn(114)[0]).toMatchObject({
      formerName: 'あおもり食産業連携強化促進事業',
      text: '（２か年実施）\n食産業振興の課題と今後の取組方向を整理するため。',
    });
  });

  it('makes one entry of each name under one year', () => {
    expect(historyOn(26).map(({ fiscalYear, event, formerName }) => [fiscalYear, event, formerName])).toEqual(
      [
        [2010, '事業創設', '未来のスペシャリスト育成事業'],
        [2010, '事業創設', '介護の仕事を目指す高校生への就職支援事業'],
        [2010, '事業創設', '高校生就職スキル向上支援プロジェクト事業'],
        [2011, '事業創設', '企業の魅力発掘プロジェクト事業'],
        [2013, '事業名・事業内容一部変更', null],
      ],
    );
  });

  it('does not call the present name a former one, and keeps it in the text', () => {
    expect(historyOn(37)[2]).toMatchObject({ formerName: null });
    expect(historyOn(37)[2]?.text).toMatch(
      /^「原子力関連業務参入・マルチサポート事業」\nこれまでの事業と併せ/,
    );
  });

  it('says when a former name is that of a living programme', () => {
    expect(historyOn(117)[0]?.formerName).toBe(programmeOn(catalogue, 56).name);
    expect(warningsOn(catalogue, 117)).toContain('former-name-living');
  });

  it('joins an event that fills its line with what follows', () => {
    expect(historyOn(51)[0]).toMatchObject({ event: '県単事業として創設（国庫補助事業が一般財源化）' });
    expect(historyOn(69)[0]?.event).toBe(
      '「中小企業振興事業団法」の制定に伴い中小企業振興事業団（現：中小企業基盤整備機構）が設立されて事業実施。',
    );
    expect(historyOn(73)[0]?.event).toBe('公益財団法人２１あおもり産業総合支援センターを通じ、出資。');
  });

  it('keeps remarks', () => {
    expect(historyOn(41)[0]?.text).toContain(
      '\n※国の制度改正（補助対象経費等の変更）にあわせて県が嵩上げ補助する制度を創設。',
    );
    expect(historyOn(91)[2]?.text).toContain(
      '\n○表彰制度の創設\nライフ分野における新産業創出と集積を図るため',
    );
  });
});
