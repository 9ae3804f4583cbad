import { createHash } from 'node:crypto';
import type { Language } from '#domain/canonical/language.ts';
import type { Handout } from '#domain/catalogue/handout.ts';
import type { CentreCard } from '#protocol/respondent.ts';

/** What a public page says around the programme. */
const WORDS = {
  ja: {
    older: '最新の年度版には載っていない制度です。今ある制度は、下の支援センターにお尋ねください。',
    centre: 'ご相談は',
    unknown: 'このページは見つかりません',
    unknownText: 'アドレスをもう一度お確かめください。',
    withdrawn: 'このページの公開は終わりました',
    withdrawnText: 'この制度のご案内は取り下げられました。今ある制度は、下の支援センターにお尋ねください。',
    other: 'English',
    japaneseOnly: '',
  },
  en: {
    older:
      'The newest list has this programme no more. Please ask the support centre below what there is today.',
    centre: 'Ask us',
    unknown: 'There is no such page',
    unknownText: 'Please check the address.',
    withdrawn: 'This page is no longer published',
    withdrawnText:
      'The information on this programme was taken back. Please ask the support centre below what there is today.',
    other: '日本語',
    japaneseOnly: 'The programme itself is described in Japanese.',
  },
} satisfies Record<Language, Record<string, string>>;

/** How pages without a script look. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1a1a1c;--soft:#626264;--line:#949494;--ground:#fff;--link:#0017c1;--note:#fff8e1}
@media(prefers-color-scheme:dark){:root{--ink:#f2f2f2;--soft:#b3b3b3;--line:#767676;--ground:#1a1a1c;--link:#9db7f9;--note:#3b2f0b}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:44rem;background:var(--ground);color:var(--ink);font:1rem/1.7 "Hiragino Sans","Noto Sans JP","Yu Gothic UI",sans-serif;overflow-wrap:anywhere;word-break:auto-phrase}
h1{font-size:1.5rem;line-height:1.4;margin:.25rem 0 1rem;text-wrap:pretty;word-break:normal}
p{margin:0 0 1rem;white-space:pre-line}
.soft{color:var(--soft);font-size:.875rem;margin:0}
.lead{margin-bottom:1rem}
.note{background:var(--note);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem;font-weight:700}
dl{margin:0 0 1.5rem;border-top:1px solid var(--line)}
dt{font-weight:700;padding-top:.75rem}
dd{margin:0;padding-bottom:.75rem;border-bottom:1px solid var(--line)}
dd span,dd a{display:block}
a{color:var(--link)}
dd a,nav a{min-height:2.75rem;display:flex;align-items:center}
footer{border-top:2px solid var(--ink);padding-top:.75rem}
footer p{margin:0}
nav{display:flex;justify-content:flex-end}
@media(min-width:40rem){dl{display:grid;grid-template-columns:10rem 1fr}dt{border-bottom:1px solid var(--line);padding:.75rem 1rem .75rem 0}dd{padding-top:.75rem}}
@media print{@page{size:A4;margin:15mm}body{max-width:none;padding:0;font-size:11pt;background:#fff;color:#000}nav{display:none}a{color:inherit;text-decoration:none}dd a{min-height:0}.note{background:none}dt,dd,footer{break-inside:avoid}}
`.replaceAll('\n', '');

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing runs and nothing is fetched: one page with its style. */
export const PUBLIC_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

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
  return renderPage({
    language,
    centre,
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
  return renderPage({
    language,
    centre,
    title: words[state],
    main: `<h1>${words[state]}</h1>\n<p>${words[`${state}Text`]}</p>`,
  });
}

function renderPage({
  language,
  centre,
  title,
  main,
}: {
  language: Language;
  centre: CentreCard | undefined;
  title: string;
  main: string;
}): string {
  const words = WORDS[language];
  const other = language === 'ja' ? 'en' : 'ja';
  const ask = centre
    ? `<footer><p class="soft">${words.centre}</p><p lang="ja"><strong>${escapeHtml(centre.name)}</strong></p>${
        centre.contact === undefined ? '' : `<p lang="ja">${escapeHtml(centre.contact)}</p>`
      }</footer>`
    : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml([title, centre?.name].filter((part) => part !== undefined).join(' — '))}</title>
<style>${STYLE}</style>
</head>
<body>
<nav><a href="?lang=${other}" lang="${other}" hreflang="${other}">${words.other}</a></nav>
<main>
${main}
</main>
${ask}
</body>
</html>
`;
}

/** Text as it stands in HTML, in attributes too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
