import { createHash } from 'node:crypto';
import type { Language } from '#domain/canonical/language.ts';
import type { CentreCard } from '#protocol/respondent.ts';
import { escapeHtml } from '#server/http/escape-html.ts';

const OTHER: Record<Language, { code: Language; name: string }> = {
  ja: { code: 'en', name: 'English' },
  en: { code: 'ja', name: '日本語' },
};

/** How pages without a script look. */
export const PAGE_STYLE = `
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
footer{margin-top:1.5rem;border-top:2px solid var(--ink);padding-top:.75rem}
footer p{margin:0}
nav{display:flex;justify-content:flex-end}
@media(min-width:40rem){dl{display:grid;grid-template-columns:10rem 1fr}dt{border-bottom:1px solid var(--line);padding:.75rem 1rem .75rem 0}dd{padding-top:.75rem}}
@media print{@page{size:A4;margin:15mm}body{max-width:none;padding:0;font-size:11pt;background:#fff;color:#000}nav{display:none}a{color:inherit;text-decoration:none}dd a{min-height:0}.note{background:none}dt,dd,footer{break-inside:avoid}}
`.replaceAll('\n', '');

/**
 * The policy of such a page: nothing runs and nothing is fetched but what it is given leave to.
 *
 * @param style the only one that applies
 */
export function pagePolicy(
  style: string,
  { images = 'none', forms = 'none' }: { images?: 'self' | 'none'; forms?: 'self' | 'none' } = {},
): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    `img-src '${images}'`,
    "base-uri 'none'",
    `form-action '${forms}'`,
    "frame-ancestors 'none'",
  ].join(';');
}

/** A whole page without a script, with the other language on top and whom to ask at its end. */
export function renderPageShell({
  language,
  centre,
  ask,
  title,
  style,
  main,
}: {
  language: Language;
  /** Absent where nobody knows whose page it would be. */
  centre: CentreCard | undefined;
  /** What stands above the centre's name. */
  ask: string;
  title: string;
  style: string;
  /** HTML, already escaped. */
  main: string;
}): string {
  const other = OTHER[language];
  const foot = centre
    ? `<footer><p class="soft">${ask}</p><p lang="ja"><strong>${escapeHtml(centre.name)}</strong></p>${
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
<style>${style}</style>
</head>
<body>
<nav><a href="?lang=${other.code}" lang="${other.code}" hreflang="${other.code}">${other.name}</a></nav>
<main>
${main}
</main>
${foot}
</body>
</html>
`;
}
