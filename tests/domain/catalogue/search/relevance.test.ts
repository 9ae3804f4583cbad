import { describe, expect, it } from 'vitest';
import { buildRelevanceIndex, computeRelevance } from '#domain/catalogue/search/relevance.ts';
import { listTokens } from '#domain/catalogue/search/relevance-tokens.ts';
import { catalogue } from '#tests/domain/advice/advice-seeds.ts';

describe('tokens', () => {
  it.each([
    ['知的財産を守る', ['知的', '的財', '財産', '守']],
    ['リース', ['リース']],
    ['コーディネーター', ['コーデ', 'ーディ', 'ディネ', 'ィネー', 'ネータ', 'ーター']],
    ['ＮＥＴＩＳ登録', ['netis', '登録']],
    ['人財育成', ['人材', '材育', '育成']],
    ['して、ため', []],
  ])('of %s', (text, tokens) => expect(listTokens(text)).toEqual(tokens));
});

describe('relevance', () => {
  const index = buildRelevanceIndex(catalogue.programmes);
  const best = (text: string) =>
    [...computeRelevance(index, [{ text, weight: 1 }])].sort((a, b) => b[1] - a[1]).slice(0, 3);

  it('finds the sheets that speak of it', () => {
    expect(best('特許や商標などの知的財産').map(([key]) => key)).toEqual(
      expect.arrayContaining(['p098', 'p099', 'p100']),
    );
    expect(best('新幹線の開業')[0]![0]).toBe('p103');
  });

  it('is nothing where no word is shared, and counts a word once however often it is said', () => {
    expect(new Set(computeRelevance(index, [{ text: 'ただただ', weight: 1 }]).values())).toEqual(
      new Set([0]),
    );
    const once = computeRelevance(index, [{ text: '新幹線', weight: 1 }]);
    expect(computeRelevance(index, [{ text: '新幹線、新幹線、新幹線', weight: 1 }])).toEqual(once);
    const halved = computeRelevance(index, [{ text: '新幹線', weight: 0.5 }]);
    for (const [key, points] of once) expect(halved.get(key)).toBeCloseTo(points / 2, 12);
  });

  /** BM25F for one token, computed here step by step from its definition. */
  it('is BM25F', () => {
    const make = (key: string, name: string, description: string) => ({
      ...catalogue.programmes[0]!,
      key,
      name,
      description,
      aliases: [],
      history: [],
      results: [],
    });
    const three = [make('a', '青森', '林檎林檎海'), make('b', '海辺', '山川'), make('c', '山川', '山川')];
    // 林檎 stands twice in a description of 4 tokens (林檎 檎林 林檎 檎海); the mean length is (4 + 1 + 1) / 3 = 2.
    const frequency = (1 * 2) / (1 - 0.75 + (0.75 * 4) / 2);
    const rarity = Math.round(Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5)) * 1000) / 1000;
    const points = computeRelevance(buildRelevanceIndex(three), [{ text: '林檎', weight: 1 }]);
    expect(points.get('a')).toBeCloseTo((rarity * frequency) / (1.2 + frequency), 12);
    expect(points.get('b')).toBe(0);
  });

  it('does not fail for an empty catalogue', () => {
    expect(computeRelevance(buildRelevanceIndex([]), [{ text: '海', weight: 1 }])).toEqual(new Map());
  });
});
