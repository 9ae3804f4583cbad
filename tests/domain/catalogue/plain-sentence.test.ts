import { describe, expect, it } from 'vitest';
import { describePlainly } from '#domain/catalogue/plain-sentence.ts';
import { catalogue } from '#tests/domain/advice/advice-seeds.ts';

const say = (key: string) => describePlainly(catalogue.programmes.find((one) => one.key === key)!);

describe('what a programme does, in one plain sentence', () => {
  it('leaves out the purpose and tells it in the present', () => {
    expect(say('p019')).toBe('県内企業との面談の場である就職ガイダンスを開催する。');
    expect(say('p081')).toBe('起業支援専門家によるビジネスプラン作成講座を実施する。');
  });

  it('tells what companies get where the prefecture pays a body', () => {
    expect(say('p130')).toBe(
      '下請取引のあっせん等に係る業務を実施したほか、県外企業との商談会等を開催する。',
    );
  });

  it('names the first entries of a list instead of announcing it', () => {
    expect(say('p117')).toBe(
      '新分野進出に関するセミナー、専門家によるアドバイス、商品改良・販路開拓等支援。',
    );
  });

  it('does not begin with what leans on the words that were left out', () => {
    expect(say('p050')).toMatch(/^商工会及び商工会議所/);
  });

  it('is one short sentence of the sheet’s own words for each of the 119', () => {
    for (const programme of catalogue.programmes) {
      const sentence = describePlainly(programme);
      expect(sentence.length, programme.key).toBeLessThanOrEqual(91);
      expect(sentence, programme.key).toMatch(/[。…]$/u);
      expect(sentence.slice(0, -1), programme.key).not.toMatch(/。/u);
      const words = programme.description.replace(/\s+/gu, '');
      expect(words, programme.key).toContain(sentence.slice(0, 6));
    }
  });

  it('is made in time of whatever the office has pasted', () => {
    const startedAt = performance.now();
    describePlainly({ name: 'x', description: '財団'.repeat(2500) + '経費'.repeat(2500) });
    describePlainly({ name: 'x', description: '商工会と協会の事業費と資金の'.repeat(700) });
    describePlainly({ name: 'x', description: '（'.repeat(10_000) });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('falls back on the name where nothing is described', () => {
    expect(describePlainly({ name: '名前だけの事業', description: '' })).toBe('名前だけの事業');
  });
});
