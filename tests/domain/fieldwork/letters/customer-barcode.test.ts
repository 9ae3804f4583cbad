import bwip from 'bwip-js/node';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import {
  computeCustomerBarcode,
  encodeCustomerBarcode,
  extractAddressNumber,
  parsePostalCode,
} from '#domain/fieldwork/letters/customer-barcode.ts';

describe('an address number', () => {
  // Examples of Japan Post's manual (郵便番号・バーコードマニュアル), and of the rules it states.
  it.each([
    ['1丁目3番2号 郵便プラザ503室', '1-3-2-503'],
    ['東3丁目-20-5 郵便・A&bコーポB604号', '3-20-5B604'],
    ['6丁目7-14 ABCビル2F', '6-7-14-2'],
    ['29丁目1524-23 第2郵便ハウス501', '29-1524-23-2-501'],
    ['3丁目80-25 J1ビル2-B', '3-80-25J1-2B'],
    ['4丁目 郵便センター6号館', '4-6'],
    ['北六条東四丁目　郵便センター６号館', '4-6'],
    ['札幌市中央区南３条西２９丁目１５２４－２３', '29-1524-23'],
    ['青森市本町二十三丁目百二番地三号', '23-102-3'],
    ['八丁堀二丁目3番地4', '2-3-4'],
    ['一番町十番地', '10'],
    ['大更第三十五地割62', '35-62'],
    ['三の宮町5の29', '5-29'],
    ['芝1ー2ー3 タワー B1F', '1-2-3B1'],
    ['芝１−２—３', '1-2-3'],
    ['千代田区霞が関', ''],
  ])('of %s is %s', (address, number) => {
    expect(extractAddressNumber(address)).toBe(number);
  });
});

describe('a postal code', () => {
  it.each([
    ['030-0801', '0300801'],
    ['〒０３０－０８０１', '0300801'],
    [' 030 0801 ', '0300801'],
    ['030-080', undefined],
    ['030-0801-2', undefined],
    ['', undefined],
  ])('%s is read as %s', (text, digits) => {
    expect(parsePostalCode(text)).toBe(digits);
  });
});

describe('the customer barcode', () => {
  const HEIGHTS: Record<string, string> = { '0,8': 'long', '3,5': 'upper', '0,5': 'lower', '3,2': 'timing' };

  /** The bars as bwip-js draws them: how far each reaches from below, in eighths. */
  function drawByOracle(text: string): string[] {
    const [drawn] = bwip.raw({ bcid: 'japanpost', text }) as unknown as [{ bbs: number[]; bhs: number[] }];
    const unit = Math.max(...drawn.bhs) / 8;
    return drawn.bhs.map(
      (height, index) => HEIGHTS[`${Math.round(drawn.bbs[index]! / unit)},${Math.round(height / unit)}`]!,
    );
  }

  it('has 67 bars, and the check digit of the manual’s example', () => {
    const bars = computeCustomerBarcode('100-0013', '霞が関1丁目3番2号 郵便プラザ503室')!;
    expect(bars).toHaveLength(67);
    // The manual: the check digit is 9, two timing bars' neighbours of a long one first.
    expect(bars.slice(62, 65)).toEqual(['timing', 'long', 'long']);
    expect(bars.slice(0, 2)).toEqual(['long', 'lower']);
    expect(bars.slice(-2)).toEqual(['lower', 'long']);
  });

  it('is as bwip-js draws it for 1,000 random addresses', () => {
    const random = new SeededRandom(20_261_129);
    const alphabet = '00112233445566778899---ABJKTUZ';
    let compared = 0;
    let withCheckZero = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const postal = String(random.below(10_000_000)).padStart(7, '0');
      let number = '';
      let slots = 0;
      const wanted = random.below(14);
      for (;;) {
        const character = alphabet[random.below(alphabet.length)]!;
        slots += /[A-Z]/.test(character) ? 2 : 1;
        if (slots > wanted) break;
        number += character;
      }
      const own = encodeCustomerBarcode(postal, number);
      const theirs = drawByOracle(postal + number);
      // Where the sum is a multiple of 19 already the digit is 0; bwip-js looks up a 19th, which is none.
      const isCheckZero = theirs.slice(62, 65).join() !== own.slice(62, 65).join();
      if (isCheckZero) {
        withCheckZero += 1;
        expect(own.slice(62, 65)).toEqual(['long', 'timing', 'timing']);
        expect(own.slice(0, 62)).toEqual(theirs.slice(0, 62));
      } else {
        compared += 1;
        expect(own, postal + number).toEqual(theirs);
      }
    }
    expect(compared + withCheckZero).toBe(1_000);
    expect(compared).toBeGreaterThan(900);
  });

  it('takes 13 characters of an address: of a letter that is cut, what it begins with', () => {
    const long = encodeCustomerBarcode('0640804', '29-1524-23-2-501');
    expect(long).toEqual(encodeCustomerBarcode('0640804', '29-1524-23-2-'));
    const cut = encodeCustomerBarcode('9100067', '3-80-25J1-2B');
    expect(cut).toHaveLength(67);
    // CC1 in the thirteenth place of the address, the twentieth in all.
    expect(cut.slice(2 + 19 * 3, 2 + 20 * 3)).toEqual(['lower', 'upper', 'timing']);
  });

  it('is not drawn without a postal code that stands for one place', () => {
    expect(computeCustomerBarcode('', '本町1-2')).toBeUndefined();
    expect(computeCustomerBarcode('030-08', '本町1-2')).toBeUndefined();
    expect(computeCustomerBarcode('030-0000', '本町1-2')).toBeUndefined();
    expect(computeCustomerBarcode('030-0801', '本町')).toHaveLength(67);
  });
});
