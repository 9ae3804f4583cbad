import { describe, expect, test } from 'vitest';
import { findCategory, getClassification } from '#domain/questionnaire/classification.ts';
import { getItem, listItems, type Option } from '#domain/questionnaire/model.ts';
import { readSurvey } from './survey.ts';

const survey = readSurvey();

function listLabels(options: Option[] | undefined, source?: Option['source']): string[] {
  return (options ?? []).filter((option) => !source || option.source === source).map(({ label }) => label.ja);
}

describe('the survey of the report', () => {
  test('asks in the five groups of the report, the attributes first', () => {
    expect(survey.sections.map(({ label }) => label.ja)).toEqual([
      '貴社について',
      '経営課題',
      '取組の方向性',
      '21財団の支援',
      '支援機関への期待',
      'ご相談の希望',
    ]);
  });

  test('marks what the report names', () => {
    expect(listLabels(getItem(survey, 'issues').options, 'report')).toEqual([
      '雇用・労務',
      '販路開拓・市場設定',
      '資金繰り',
      '現場改善・生産性向上',
      '後継者不在・事業承継',
    ]);
    expect(listLabels(getItem(survey, 'programmes').options, 'report')).toEqual([
      'コーディネーターによるアドバイス',
      '中小企業再生支援協議会',
      '外部登録専門家派遣',
      '21あおもり未来チャレンジ助成金',
    ]);
    expect(listLabels(getItem(survey, 'institutions').options)).toEqual([
      '21財団',
      '商工団体',
      '学術機関',
      '金融機関',
      '産業支援機関',
      '地方公共団体',
      '士業',
    ]);
    expect(listLabels(getItem(survey, 'directions').rows, 'report')).toHaveLength(3);
    expect(listLabels(getItem(survey, 'nonuse_reasons').options, 'report')).toEqual([
      '21財団の存在及び支援内容がわからない',
    ]);
  });

  test('knows the forty municipalities with their regions', () => {
    const municipalities = getItem(survey, 'municipality').options ?? [];
    expect(municipalities).toHaveLength(40);
    const perRegion = getClassification(survey, 'region').categories.map(({ code, label }) => [
      label.ja,
      municipalities.filter(({ attributes }) => attributes?.region === code).length,
    ]);
    expect(perRegion).toEqual([
      ['東青', 5],
      ['中南', 7],
      ['三八', 7],
      ['西北', 7],
      ['上北', 9],
      ['下北', 5],
    ]);
    const cities = municipalities.filter(({ attributes }) => attributes?.urban === 'city');
    expect(cities.map(({ label }) => label.ja).every((name) => name.endsWith('市'))).toBe(true);
    expect(cities).toHaveLength(10);
    expect(new Set(municipalities.map(({ attributes }) => attributes?.jis)).size).toBe(40);
  });

  test('derives region and city or county from the municipality', () => {
    const place = (municipality: string) =>
      ['region', 'urban'].map((code) =>
        findCategory(survey, getClassification(survey, code), { municipality }),
      );
    expect(place('hachinohe')).toEqual(['sanpachi', 'city']);
    expect(place('oma')).toEqual(['shimokita', 'county']);
    expect(place('tokyo')).toEqual([undefined, undefined]);
  });

  test('speaks both languages in every text', () => {
    const texts = listItems(survey).flatMap(({ label, options = [], rows = [] }) => [
      label,
      ...[...options, ...rows].map((option) => option.label),
    ]);
    expect(texts.filter(({ ja, en }) => ja === en)).toEqual([]);
    expect(texts.filter(({ en }) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(en))).toEqual([]);
  });
});
