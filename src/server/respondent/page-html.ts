import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import { PAGE_DATA_ID, type ClosedReason, type RespondentPage } from '#protocol/respondent.ts';
import { escapeHtml } from '#server/http/escape-html.ts';

/** What can be read before any script has run, where there is nothing to answer. */
const CLOSED_TEXTS: Record<ClosedReason, LocalisedText> = {
  unknown: { ja: 'このコードは見つかりません', en: 'This code is not known' },
  mistyped: { ja: 'コードに書き間違いがあるようです', en: 'The code seems to be mistyped' },
  revoked: { ja: 'このコードは使えなくなりました', en: 'This code is no longer valid' },
  linkUnknown: { ja: 'この調査票のページは見つかりません', en: 'There is no such page of a questionnaire' },
  linkRevoked: { ja: 'このページでの受付は終わりました', en: 'Answers are no longer taken on this page' },
  used: { ja: 'ご回答ありがとうございました', en: 'Thank you for your answers' },
  notYetOpen: { ja: 'この調査はまだ始まっていません', en: 'This survey has not begun yet' },
  expired: { ja: 'この調査の期間は終わりました', en: 'The period of this survey is over' },
  closed: { ja: 'この調査は締め切られました', en: 'This survey has been closed' },
  tooManyAttempts: {
    ja: 'しばらく待ってから、もう一度開いてください',
    en: 'Please wait a while and open this page again',
  },
};

const PAGE_DATA = `<script type="application/json" id="${PAGE_DATA_ID}"></script>`;
const FIRST_TEXT = /(<(\w+)[^>]*\bid="first-text"[^>]*>)[^<]*(?=<\/\2>)/;
const HTML_LANGUAGE = /(<html[^>]*\blang=")[^"]*(?=")/;
const TITLE = /(<title>)[^<]*(?=<\/title>)/;

/** Fills the built page; the same template serves every code. */
export type PageRenderer = (page: RespondentPage, language: Language) => string;

/**
 * Makes what fills the built page of the respondent app: with its data, and with a title
 * and first text in the person's language, so that the first picture waits for no script.
 *
 * @throws Error when the page lacks one of the places to fill.
 */
export function createPageRenderer(template: string): PageRenderer {
  if (template.split(PAGE_DATA).length !== 2)
    throw new Error(`the respondent page needs ${PAGE_DATA} exactly once`);
  for (const place of [FIRST_TEXT, HTML_LANGUAGE, TITLE]) {
    if (!place.test(template)) throw new Error(`the respondent page has nothing like ${place.source}`);
  }
  return (page, language) => {
    const { title, text } = describePage(page, language);
    // Functions, since `$` in a replacement text means something.
    return template
      .replace(HTML_LANGUAGE, (_, tag: string) => `${tag}${language}`)
      .replace(TITLE, (_, tag: string) => `${tag}${escapeHtml(title)}`)
      .replace(FIRST_TEXT, (_, tag: string) => `${tag}${escapeHtml(text)}`)
      .replace(PAGE_DATA, () => PAGE_DATA.replace('><', () => `>${escapeJson(page)}<`));
  };
}

function describePage(page: RespondentPage, language: Language): { title: string; text: string } {
  const text = page.state === 'open' ? page.survey.title[language] : CLOSED_TEXTS[page.reason][language];
  return { title: [text, page.centre?.name].filter((part) => part !== undefined).join(' — '), text };
}

/** Within a script element only `<` can end it or begin a comment. */
function escapeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
