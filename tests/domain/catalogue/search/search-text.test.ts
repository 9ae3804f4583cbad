import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '#domain/canonical/text.ts';
import { findRanges, splitByRanges } from '#domain/catalogue/search/highlight.ts';
import { parseQuery } from '#domain/catalogue/search/search-query.ts';
import {
  foldForSearch,
  listLatinWords,
  toOriginalRange,
  type TextRange,
} from '#domain/catalogue/search/search-text.ts';
import { beginsWithOneTypo, isOneTypoApart } from '#domain/catalogue/search/search-typo.ts';

const findQueryRanges = (text: string, query: string): TextRange[] =>
  findRanges(foldForSearch(text), parseQuery(query));
const anyText = fc.string({ unit: 'grapheme' });

describe('foldForSearch', () => {
  it('knows where each folded character came from, although lengths change', () => {
    const text = '㈱ｶﾞﾗｽと「ＩＴ」';
    const search = foldForSearch(text);
    expect(search.folded).toBe('株がらすとit');
    expect(text.slice(...toOriginalRange(search, 0, 1))).toBe('㈱');
    expect(text.slice(...toOriginalRange(search, 1, 2))).toBe('ｶﾞ');
    expect(text.slice(...toOriginalRange(search, 5, 7))).toBe('ＩＴ');
  });

  it('parts Latin words by what stood between them, enumerators included', () => {
    const words = (text: string) => listLatinWords(foldForSearch(text)).map(({ word }) => word);
    expect(words('ＥＶ・ＰＨＶ事業化')).toEqual(['ev', 'phv']);
    expect(words('③NETIS（新技術情報提供システム）')).toEqual(['netis']);
    expect(words('H26.3.31現在')).toEqual(['h26', '3', '31']);
  });

  it('folds as names are folded elsewhere, but for what it drops', () => {
    const japanese = fc.string({ unit: fc.constantFrom(...'あんアンｱﾝｶﾞヴ事業ＡａZ１2ー') });
    fc.assert(
      fc.property(japanese, (text) => void expect(foldForSearch(text).folded).toBe(foldText(text))),
      { seed: 5 },
    );
  });

  it('always leads back into the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { folded, starts, ends } = foldForSearch(text);
        expect(starts).toHaveLength(folded.length);
        for (let at = 0; at < folded.length; at += 1) {
          expect(starts[at]!).toBeLessThan(ends[at]!);
          expect(ends[at]!).toBeLessThanOrEqual(text.length);
          if (at > 0) expect(starts[at]!).toBeGreaterThanOrEqual(starts[at - 1]!);
        }
      }),
      { seed: 5 },
    );
  });
});

describe('marking', () => {
  it('cuts a text without losing a character, whatever is searched', () => {
    fc.assert(
      fc.property(anyText, fc.string({ unit: 'grapheme', maxLength: 3 }), (text, query) => {
        const parts = splitByRanges(text, findQueryRanges(text, query));
        expect(parts.map((part) => part.text).join('')).toBe(text);
        for (let at = 1; at < parts.length; at += 1)
          expect(parts[at]!.marked).not.toBe(parts[at - 1]!.marked);
      }),
      { seed: 5 },
    );
  });

  it('marks the grams of a term that is worded differently', () => {
    const marked = splitByRanges(
      '商店街活性化プランの策定',
      findQueryRanges('商店街活性化プランの策定', '商店街の活性化プラン'),
    );
    expect(marked).toEqual([
      { text: '商店街活性化プラン', marked: true },
      { text: 'の策定', marked: false },
    ]);
  });
});

describe('one typo', () => {
  it.each([
    ['netis', 'netis', true],
    ['netis', 'nets', true],
    ['netis', 'nettis', true],
    ['netis', 'neits', true],
    ['netis', 'mets', false],
    ['netis', 'enits', false],
    ['', 'a', true],
    ['', 'ab', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(isOneTypoApart(a, b)).toBe(expected);
    expect(isOneTypoApart(b, a)).toBe(expected);
  });

  it('is forgiven in the beginning of a longer word', () => {
    expect(beginsWithOneTypo('business', 'bsin')).toBe(true);
    expect(beginsWithOneTypo('business', 'buis')).toBe(true);
    expect(beginsWithOneTypo('business', 'xxin')).toBe(false);
  });
});
