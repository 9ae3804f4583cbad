import { describe, expect, it } from 'vitest';
import { composeHandout, computeApplicationState } from '#domain/catalogue/handout.ts';
import { OUTSIDE_POLICIES, type Programme, type ProgrammeTerms } from '#domain/catalogue/model.ts';
import { composeProgrammePath } from '#domain/catalogue/public-address.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { programmeOn, REPORT_TEXT } from './report/report-text.ts';

const report = parseReport(REPORT_TEXT);
const own = programmeOn(report, 19);
const TERMS: ProgrammeTerms = {
  eligibility: '県内の事業者\n従業員20人以下',
  rate: '2分の1以内',
  limit: '50万円',
  application: { until: '2013-06-30', note: '随時' },
  contact: { telephone: '０１７-０００-００００（内線5）', url: 'https://example.jp/' },
  checkedOn: '2013-05-01',
  checkedBy: '佐藤花子',
};
const compose = (programme: Programme, today = '2013-06-01', language: 'ja' | 'en' = 'ja') =>
  composeHandout(programme, report, { today, language });

describe('what companies are told of a programme', () => {
  it('says each thing they ask under its name, with whose money an amount is', () => {
    const { facts } = compose({ ...own, terms: TERMS });
    expect(facts.map(({ label, lines }) => [label, lines])).toEqual([
      ['対象者', ['県内の事業者', '従業員20人以下']],
      ['支援内容', ['補助率: 2分の1以内', '補助限度額（1社が受け取る額）: 50万円']],
      ['募集期間', ['～平成25年（2013年）6月30日（日）', '随時']],
      ['窓口', ['県 労政・能力開発課']],
    ]);
    expect(facts.at(-1)!.links).toEqual([
      { href: 'tel:017-000-0000', text: '０１７-０００-００００（内線5）' },
      { href: 'https://example.jp/', text: 'https://example.jp/' },
    ]);
  });

  it('never says what the prefecture spends, what came of it, or who made sure', () => {
    const told = JSON.stringify(compose({ ...own, terms: TERMS, costThousandYen: 987_654 }));
    for (const secret of ['987', own.results[0]!.value, '佐藤花子', own.groups[0]!])
      expect(told).not.toContain(secret);
    expect(told).toContain('平成25年（2013年）5月1日（水）に確認');
  });

  it('names the department of a report’s programme as the contact, and the provider of any other', () => {
    expect(compose(own).facts.map(({ lines }) => lines)).toEqual([['県 労政・能力開発課']]);
    const bank: Programme = {
      ...own,
      policy: OUTSIDE_POLICIES,
      provider: { kind: 'bank', name: '架空銀行' },
      terms: { contact: { department: '法人営業部' } },
    };
    expect(compose(bank)).toMatchObject({
      provider: '架空銀行',
      facts: [{ fact: 'contact', lines: ['架空銀行 法人営業部'] }],
    });
  });

  it('warns of what is over, not begun or not confirmed, in the reader’s language', () => {
    const open = { ...own, period: { raw: '24-', start: 2012, end: null, open: true } };
    expect(compose(open).notice).toBeNull();
    expect(compose(open, '2026-06-01').notice).toMatchObject({ tone: 'doubt' });
    const ended = { ...own, period: { raw: '24', start: 2012, end: 2012, open: false } };
    expect(compose(ended, '2013-06-01', 'en').notice?.text).toMatch(/^This programme has ended/);
    expect(compose({ ...open, terms: TERMS }, '2013-07-01').notice?.text).toMatch(/^募集は締め切られました/);
  });

  it('takes both days of an application period with it', () => {
    const period = { from: '2013-04-01', until: '2013-06-30' };
    const states = ['2013-03-31', '2013-04-01', '2013-06-30', '2013-07-01'].map((today) =>
      computeApplicationState(period, today),
    );
    expect(states).toEqual(['notYet', 'open', 'open', 'over']);
    expect(computeApplicationState({ note: '随時' }, '2013-04-01')).toBe('unknown');
  });
});

describe('the public address of a programme', () => {
  it('is short, always the same, and another one for each centre', () => {
    const path = composeProgrammePath('0193e5a0-0000-7000-8000-000000000001', 'p019');
    expect(path).toMatch(/^\/p\/[0-9a-f]{10}\/p019$/);
    expect(composeProgrammePath('0193e5a0-0000-7000-8000-000000000001', 'p019')).toBe(path);
    expect(composeProgrammePath('0193e5a0-0000-7000-8000-000000000002', 'p019')).not.toBe(path);
  });
});
