import { describe, expect, it } from 'vitest';
import { writeKanaWords } from '#domain/advice/kana-readings.ts';

describe('words written as they are read', () => {
  it.each([
    ['しょうてんがい', '商店街'],
    ['トッキョ カツヨウ', '特許 活用'],
    ['じぎょうしょうけい', '事業承継'],
    ['けんせつぎょうののうぎょうさんにゅう', '建設業の農業参入'],
    ['じんざいがたりない', '人材が足りない'],
    ['ねんりょう代がかさむ', '燃料代がかさむ'],
    ['きぎょうしたい', '起業したい'],
  ])('%s are %s', (text, written) => expect(writeKanaWords(text)).toBe(written));

  it.each([
    'デザインとコスト',
    'こうしてほしい',
    'けいかくてきに',
    'いろいろなしえん',
    'たりない',
    'そのうちに',
    '漢字だけ',
  ])('but %s stays', (text) => expect(writeKanaWords(text)).toBe(text));
});
