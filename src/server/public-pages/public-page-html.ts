import type { Language } from '#domain/canonical/language.ts';
import type { Handout } from '#domain/catalogue/handout.ts';
import type { CentreCard } from '#protocol/respondent.ts';
import { escapeHtml } from '#server/http/escape-html.ts';
import { PAGE_STYLE, pagePolicy, renderPageShell } from './page-shell.ts';

/** What a public page says around the programme. */
const WORDS = {
  ja: {
    older: '最新の年度版には載っていない制度です。今ある制度は、下の支援センターにお尋ねください。',
    ask: 'ご相談は',
    unknown: 'このページは見つかりません',
    unknownText: 'アドレスをもう一度お確かめください。',
    withdrawn: 'このページの公開は終わりました',
    withdrawnText: 'この制度のご案内は取り下げられました。今ある制度は、下の支援センターにお尋ねください。',
    japaneseOnly: '',
  },
  en: {
    older:
      'The newest list has this programme no more. Please ask the support centre below what there is today.',
    ask: 'Ask us',
    unknown: 'There is no such page',
    unknownText: 'Please check the address.',
    withdrawn: 'This page is no longer published',
    withdrawnText:
      'The information on this programme was taken back. Please ask the support centre below what there is today.',
    japaneseOnly: 'The programme itself is described in Japanese.',
  },
} satisfies Record<Language, Record<string, string>>;

/** A code as a picture is all that it fetches. */
export const PUBLIC_PAGE_POLICY = pagePolicy(PAGE_STYLE, { images: 'self' });

/** The page of a programme. */
export function renderHandout(
  handout: Handout,
  { centre, isOlder, language }: { centre: CentreCard; isOlder: boolean; language: Language },
): string {
  const words = WORDS[language];
  const notices = [handout.notice?.text, isOlder ? words.older : undefined];
  const facts = handout.facts.map(({ label, lines, links, isOwnText }) => {
    const texts = lines.map((line) => `<span>${escapeHtml(line)}</span>`);
    const ways = links.map(({ href, text }) =>
      href === ''
        ? `<span>${escapeHtml(text)}</span>`
        : `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`,
    );
    return `<dt>${escapeHtml(label)}</dt><dd${isOwnText ? ' lang="ja"' : ''}>${[...texts, ...ways].join('')}</dd>`;
  });
  return renderPageShell({
    language,
    centre,
    ask: words.ask,
    style: PAGE_STYLE,
    title: handout.name,
    main: [
      `<p class="soft" lang="ja">${escapeHtml(handout.provider)}</p>`,
      `<h1 lang="ja">${escapeHtml(handout.name)}</h1>`,
      ...(words.japaneseOnly === '' ? [] : [`<p class="soft lead">${words.japaneseOnly}</p>`]),
      ...notices.flatMap((text) => (text === undefined ? [] : [`<p class="note">${escapeHtml(text)}</p>`])),
      `<p lang="ja">${escapeHtml(handout.description)}</p>`,
      `<dl>${facts.join('')}</dl>`,
      `<p class="soft">${escapeHtml(handout.source)}</p>`,
    ].join('\n'),
  });
}

/** The page of an address that leads to no programme, or to one whose page was taken back. */
export function renderAbsence(
  state: 'unknown' | 'withdrawn',
  { centre, language }: { centre: CentreCard | undefined; language: Language },
): string {
  const words = WORDS[language];
  return renderPageShell({
    language,
    centre,
    ask: words.ask,
    style: PAGE_STYLE,
    title: words[state],
    main: `<h1>${words[state]}</h1>\n<p>${words[`${state}Text`]}</p>`,
  });
}
