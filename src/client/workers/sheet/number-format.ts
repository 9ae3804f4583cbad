/** What a number's format makes of it: a day, or a figure that is shown otherwise than it is stored. */
export interface FormatRead {
  isDate: boolean;
  /** Whether only the year is shown of a day. */
  isYear: boolean;
  /** What the stored figure is divided by before it is shown, 1 for most. */
  divisor: number;
  decimals: number;
  isPercent: boolean;
  /** Words that are written before and behind the figure: 約, 百万円. */
  before: string;
  after: string;
  /** A format of zeros alone, which figures fill: 000-0000. */
  zeros?: string;
}

/** The formats that files name by number alone and that show days; 27 to 36 and 50 to 58 are Japan's, with eras. */
const BUILT_IN_DATES = /^(?:1[4-9]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5[0-8])$/;
const PERCENTS: Record<string, string> = { '9': '0%', '10': '0.00%' };
const CONDITION = /^\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]/;

/** Reads a number format as far as it changes what a person takes the number for. */
export function readNumberFormat(id: string, code: string | undefined, value: number): FormatRead {
  const section = chooseSection(code ?? PERCENTS[id] ?? 'General', value);
  const signs = section.replace(/"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  const isDate =
    (code === undefined && BUILT_IN_DATES.test(id)) || (!/general/i.test(signs) && /[ymdhsge]/i.test(signs));
  const isPercent = signs.includes('%');
  const [before = '', after = ''] = isDate ? [] : readWords(section);
  const zeros = section.replace(/\\(.)|"([^"]*)"/g, '$1$2');
  const [, decimals = '', thousands = ''] = /[0#?](?:\.([0#?]*))?(,*)(?=[^0#?.,]*$)/.exec(signs) ?? [];
  return {
    isDate,
    isYear: isDate && code !== undefined && /[ye]/i.test(signs) && !/[md]/i.test(signs),
    divisor: isDate ? 1 : 1000 ** thousands.length / (isPercent ? 100 : 1),
    decimals: decimals.length,
    isPercent,
    before,
    after,
    ...(/^0[0\- ()]*0$/.test(zeros) && { zeros }),
  };
}

/** What a section writes before and behind its figure, where it is words and no sign. */
function readWords(section: string): string[] {
  const written = section
    .replace(/[_*].|\[[^\]]*\]/g, '')
    .replace(/"([^"]*)"|\\(.)/g, (_, quoted?: string, escaped?: string) => {
      return (quoted ?? escaped ?? '').replace(/[0#?.,%]/g, '');
    });
  const [, before = '', after = ''] = /^([^0#?]*)[0#?][0#?.,%\s]*(.*)$/.exec(written) ?? [];
  return [before, after].map((words) => (/\p{L}/u.test(words) ? words.trim() : ''));
}

/** The part of a format for this number: positive; negative; zero, or by conditions. */
function chooseSection(code: string, value: number): string {
  const sections = code.match(/(?:"[^"]*"|\\.|[^;])+/g) ?? [code];
  const byCondition = sections.find((section) => {
    const [, sign, limit] = CONDITION.exec(section) ?? [];
    return sign !== undefined && holds(value, sign, Number(limit));
  });
  if (byCondition) return byCondition;
  const plain = sections.filter((section) => !CONDITION.test(section));
  return plain[value < 0 ? 1 : value === 0 ? 2 : 0] ?? plain[0] ?? '';
}

function holds(value: number, sign: string, limit: number): boolean {
  if (sign === '<>') return value !== limit;
  return (
    (sign.includes('=') && value === limit) ||
    (sign.includes('<') && value < limit) ||
    (sign.includes('>') && value > limit)
  );
}
