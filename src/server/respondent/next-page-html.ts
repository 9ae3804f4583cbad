import type { PlainDate } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { OpenContact } from '#domain/casework/planned-contact.ts';
import { escapeHtml } from '#server/http/escape-html.ts';

/** What a company is told of the contact that it asked for. */
export type NextContact = { receiptNumber: string } & (
  | { state: 'over' }
  | { state: 'stopped' }
  | (OpenContact & {
      /** Who has it; undefined while nobody has. */
      person: string | undefined;
      way: string | undefined;
      time: string | undefined;
    })
);

/** What stands on the receipt, and on the page behind it. */
export const NEXT_WORDS = {
  ja: {
    label: 'このあとのご連絡を見る',
    title: 'このあとのご連絡',
    ask: 'お問い合わせは',
    person: '担当',
    nobody: '担当を決めているところです',
    due: 'ご連絡の期限',
    dueDays: '{days}営業日以内（{date}まで）',
    dueDate: '{date}まで',
    way: 'ご希望の方法',
    time: 'ご希望の時間帯',
    number: '受付番号',
    open: '支援センターの職員が、下のとおりご連絡します。',
    assigned: '担当の{person}が、下のとおりご連絡します。',
    begun: '担当の{person}が、ご相談への対応を始めています。',
    begunByNobody: 'ご相談への対応を始めています。',
    late: '予定の日を過ぎています。お待たせして申し訳ありません。お急ぎのときは、下へお問い合わせください。',
    over: 'このご相談は、いったん終わりました。またご相談になりたいときは、下へご連絡ください。',
    stopped: 'ご連絡への同意が取りやめられたため、こちらからはご連絡しません。',
    again: '担当や期限が決まると、このページが変わります。このページを取っておくと、あとからも見られます。',
    unknown: 'ここに出せるものはありません',
    unknownText: 'ご連絡の希望がないか、掲載の期間が過ぎています。',
  },
  en: {
    label: 'See what happens next',
    title: 'What happens next',
    ask: 'Ask us',
    person: 'Who',
    nobody: 'It is being decided who takes it',
    due: 'By when',
    dueDays: 'Within {days} working days (by {date})',
    dueDate: 'By {date}',
    way: 'How, as you wished',
    time: 'When it suits you',
    number: 'Receipt number',
    open: 'Somebody of the support centre will contact you as follows.',
    assigned: '{person} will contact you as follows.',
    begun: '{person} has begun to work on your request.',
    begunByNobody: 'Work on your request has begun.',
    late: 'The day has passed. We are sorry to keep you waiting; if it is urgent, please ask us below.',
    over: 'This request has come to its end. To ask for support again, please contact us below.',
    stopped: 'The consent to contact you was withdrawn, so we will not.',
    again: 'This page changes once it is known who and by when. Keep it to look again later.',
    unknown: 'There is nothing to show here',
    unknownText: 'No contact was asked for, or its time is over.',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** The page's content as HTML; without a contact it says that there is none. */
export function renderNext(contact: NextContact | undefined, language: Language): string {
  const words = NEXT_WORDS[language];
  if (!contact) return `<h1>${words.unknown}</h1>\n<p>${words.unknownText}</p>`;
  const head = `<h1>${words.title}</h1>`;
  const number = fact(words.number, escapeHtml(contact.receiptNumber));
  if (contact.state === 'over' || contact.state === 'stopped')
    return `${head}\n<p>${words[contact.state]}</p>\n<dl>${number}</dl>`;
  const { state, person, due, days, isLate, way, time } = contact;
  const name = person === undefined ? undefined : escapeHtml(person);
  const facts = [
    fact(words.person, name === undefined ? words.nobody : `<span lang="ja">${name}</span>`),
    due === undefined || state === 'begun'
      ? ''
      : fact(
          words.due,
          (days === undefined ? words.dueDate : words.dueDays)
            .replace('{days}', String(days))
            .replace('{date}', sayDay(due, language)),
        ),
    way === undefined ? '' : fact(words.way, escapeHtml(way)),
    time === undefined ? '' : fact(words.time, `<span lang="ja">${escapeHtml(time)}</span>`),
    number,
  ];
  const sentence =
    state === 'begun'
      ? name === undefined
        ? words.begunByNobody
        : words.begun.replace('{person}', () => name)
      : name === undefined
        ? words.open
        : words.assigned.replace('{person}', () => name);
  return [
    head,
    `<p>${sentence}</p>`,
    ...(isLate && state === 'open' ? [`<p class="note">${words.late}</p>`] : []),
    `<dl>${facts.join('')}</dl>`,
    ...(state === 'open' ? [`<p class="soft">${words.again}</p>`] : []),
  ].join('\n');
}

function fact(name: string, value: string): string {
  return `<dt>${name}</dt><dd>${value}</dd>`;
}

function sayDay(day: PlainDate, language: Language): string {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'full',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}
