const DIGITS = '〇一二三四五六七八九';
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
/** 「四」「二十三」「2千5百」, and 「千」 by itself. */
const WRITTEN = /[\d〇零一二三四五六七八九十百千]*[〇零一二三四五六七八九十百千]/g;
const PART = /(\d+)?([十百千])|(\d+)/g;

/** A text with the numbers in figures that stand in kanji, up to the thousands: 「四億」 is 「4億」. */
export function withArabicNumbers(text: string): string {
  return text.replace(WRITTEN, (written) => {
    const figures = written.replace(/[〇零一二三四五六七八九]/g, (digit) =>
      String(Math.max(0, DIGITS.indexOf(digit))),
    );
    let sum = 0;
    for (const [, count = '1', unit = '', rest = '0'] of figures.matchAll(PART))
      sum += unit ? Number(count) * UNITS[unit]! : Number(rest);
    return String(sum);
  });
}
