import { PAGE_DATA_ID, type RespondentPage } from '#protocol/respondent-page.ts';

/** What the server has written into the page; `undefined` on the page on which a code is typed. */
export function readPageData(from: Document): RespondentPage | undefined {
  const text = from.getElementById(PAGE_DATA_ID)?.textContent?.trim();
  return text ? (JSON.parse(text) as RespondentPage) : undefined;
}
