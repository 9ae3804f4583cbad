import type { PlainDate } from '#domain/canonical/dates.ts';
import { fillText } from '#domain/canonical/fill-text.ts';

/*
 * What a letter says besides the office's own text. A letter goes to companies in Japan: it
 * speaks Japanese whatever language the screen of whoever prints it speaks.
 */
export const LETTER_WORDS = {
  company: '{name} 御中',
  person: '{name} 様',
  period: '回答期間',
  how: 'スマートフォンで右のQRコードを読み取るか、次のアドレスを開いてコードを入力してください。入力した内容はその端末に保存され、途中でやめても続きから回答できます。',
  howWithoutCode:
    'スマートフォンで右のQRコードを読み取るか、次のアドレスを開いてください。入力した内容はその端末に保存され、途中でやめても続きから回答できます。',
  address: 'アドレス',
  code: 'コード',
  own: 'このコードは貴社専用です。ほかの方には渡さないでください。',
  contact: 'お問い合わせ',
  qr: '回答ページのQRコード',
} as const;

/**
 * The lines of the window below the address. Who is named in the list is written to by name, else whom the office
 * names for all; 御中 stands where nobody is named.
 */
export function writeAddressee(company: string, person: string, forAll: string): string[] {
  const named = person.trim() === '' ? forAll : fillText(LETTER_WORDS.person, { name: person.trim() });
  return named === '' ? [fillText(LETTER_WORDS.company, { name: company })] : [company, named];
}

const WEEKDAYS = '日月火水木金土';

/** 2026年11月29日 */
export function writeLetterDate(date: PlainDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** 2026年11月1日（日）から12月20日（日）まで; the year stands again where it is another one. */
export function writeLetterPeriod({
  startsOn,
  endsOn,
}: {
  startsOn: PlainDate;
  endsOn: PlainDate | null;
}): string {
  const start = `${writeLetterDate(startsOn)}${weekdayOf(startsOn)}から`;
  if (endsOn === null) return start;
  const isSameYear = startsOn.slice(0, 4) === endsOn.slice(0, 4);
  const end = isSameYear ? writeLetterDate(endsOn).replace(/^\d+年/, '') : writeLetterDate(endsOn);
  return `${start}${end}${weekdayOf(endsOn)}まで`;
}

function weekdayOf(date: PlainDate): string {
  return `（${WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]}）`;
}
