import { tokyoDate } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import { formatDateInBothCalendars } from '#domain/canonical/written-dates.ts';
import { listWithheld } from '#domain/casework/referral-content.ts';
import { listMoves, stateOf, type AnswerFault } from '#domain/casework/referral-states.ts';
import { CONSENT_ITEMS } from '#domain/records/consent.ts';
import { DECLINE_REASONS, RECIPIENT_STATES, type Referral } from '#domain/records/referral.ts';
import { CONSENT_ITEM_WORDS } from '#domain/records/words/consent-items.ts';
import { RECIPIENT_PRESSES } from '#domain/records/words/recipient-presses.ts';
import { referralWords } from '#domain/records/words/referral.ts';
import type { CentreCard } from '#protocol/respondent.ts';
import { escapeHtml } from '#server/http/escape-html.ts';
import { PAGE_STYLE, pagePolicy, renderPageShell } from '#server/public-pages/page-shell.ts';
import type { ClosedReferral, HandedOver } from './open-referral.ts';
import { PAGE_WORDS } from './referral-page-words.ts';

const STYLE = `${PAGE_STYLE}
form{margin:0 0 .75rem}
button,summary{display:flex;align-items:center;justify-content:center;width:100%;min-height:3rem;padding:.5rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--ground);color:var(--ink);font:inherit;font-weight:700;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
button.first{background:var(--link);border-color:var(--link);color:var(--ground)}
button:focus-visible,summary:focus-visible,input:focus-visible,textarea:focus-visible,a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
details{margin:0 0 .75rem}
details[open]>form,details[open]>.in{padding:1rem 0 0}
label{display:block;margin:0 0 .75rem}
label.pick{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;margin:0}
input[type=radio]{width:1.25rem;height:1.25rem;margin:0;flex:none}
input[type=text],textarea{display:block;width:100%;min-height:2.75rem;margin-top:.25rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:.5rem;background:var(--ground);color:var(--ink);font:inherit}
fieldset{border:0;margin:0 0 .75rem;padding:0}legend{padding:0;font-weight:700}
dd span{white-space:pre-line}
h2{font-size:1.125rem;margin:1.5rem 0 .75rem}
`.replaceAll('\n', '');

/** Forms go back to where they came from. */
export const REFERRAL_PAGE_POLICY = pagePolicy(STYLE, { forms: 'self' });

interface Page {
  centre: CentreCard | undefined;
  language: Language;
}

/** What a recipient sees of a referral: what was agreed to, what was withheld, and the ways to answer. */
export function renderReferral(
  { referral, provision }: HandedOver,
  { isAnswered, fault, ...page }: Page & { isAnswered: boolean; fault: AnswerFault | undefined },
): string {
  const { language } = page;
  const words = PAGE_WORDS[language];
  const content = provision.content ?? {};
  const facts = CONSENT_ITEMS.filter((item) => (content[item] ?? []).length > 0).map(
    (item) =>
      `<dt>${CONSENT_ITEM_WORDS[item][language]}</dt><dd lang="ja">${content[item]!.map((line) => `<span>${escapeHtml(line)}</span>`).join('')}</dd>`,
  );
  const withheld = listWithheld(provision.items).map((item) => CONSENT_ITEM_WORDS[item][language]);
  const state = stateOf(referral);
  const moves = new Set(listMoves(state, 'recipient'));
  const status = referralWords.codes.status[state as keyof typeof referralWords.codes.status][language];
  const forms = RECIPIENT_STATES.filter((to) => moves.has(to)).map((to, index) => {
    const hidden = `<input type="hidden" name="state" value="${to}">`;
    const press = RECIPIENT_PRESSES[to][language];
    if (to === 'declined')
      return details(
        press,
        `<form method="post">${hidden}${reasons(language)}${noteField(language)}<button>${words.send}</button></form>`,
      );
    if (to === 'referredOnward')
      return details(
        press,
        `<form method="post">${hidden}<label>${words.whereTo}<input type="text" name="onwardTo" maxlength="200" required></label>${noteField(language)}<button>${words.send}</button></form>`,
      );
    if (to === 'completed')
      return details(
        press,
        `<form method="post">${hidden}${noteField(language)}<button>${words.send}</button></form>`,
      );
    const isFirst = to === 'accepted' || (index === 0 && !moves.has('accepted'));
    return `<form method="post">${hidden}<button${isFirst ? ' class="first"' : ''}>${press}</button></form>`;
  });
  return renderShell({
    ...page,
    title: words.title,
    main: [
      `<p class="soft" lang="ja">${escapeHtml(provision.recipientName)}</p>`,
      `<h1>${words.title}</h1>`,
      ...(isAnswered ? [`<p class="note" role="status">${words.thanks}</p>`] : []),
      ...(fault ? [`<p class="note" role="alert">${words.fault[fault]}</p>`] : []),
      `<p>${words.lead}</p>`,
      `<dl>${facts.join('')}<dt>${words.stateNow}</dt><dd>${status}</dd></dl>`,
      ...(withheld.length > 0
        ? [`<p class="soft">${words.withheld}${withheld.join(language === 'ja' ? '、' : ', ')}</p>`]
        : []),
      `<p class="soft">${words.agreed}</p>`,
      ...renderOwnAnswers(referral, language),
      `<h2>${words.answer}</h2>`,
      ...forms,
    ].join('\n'),
  });
}

/** What the recipient has answered so far, in the order of time; nothing of who took it down at the centre. */
function renderOwnAnswers({ history = {} }: Partial<Referral>, language: Language): string[] {
  const words = PAGE_WORDS[language];
  const answers = Object.values(history)
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .flatMap(({ state, at, way, from, text }) => {
      if (state === 'sent') return [];
      const said = [RECIPIENT_PRESSES[state][language], way === 'telephone' && words.byTelephone, from, text];
      const line = said.flatMap((part) => (part ? [escapeHtml(part)] : [])).join(' / ');
      const day = tokyoDate(at);
      return [`<li><time datetime="${day}">${formatDateInBothCalendars(day, language)}</time> ${line}</li>`];
    });
  return answers.length === 0 ? [] : [`<h2>${words.before}</h2>`, `<ul>${answers.join('')}</ul>`];
}

/** The page on which a company says whether it helped. */
export function renderWord(
  { referral, provision }: HandedOver,
  { isAnswered, ...page }: Page & { isAnswered: boolean },
): string {
  const words = PAGE_WORDS[page.language];
  const said = referral.companyWord && words.word[referral.companyWord];
  // Another press sends the text again: what was said before is not lost by it.
  const ownText = (referral.companyWordWay === 'page' && referral.companyWordText) || '';
  // None stands out before the company has chosen: the question does not lead.
  const buttons = (['helped', 'partly', 'notHelped'] as const).map(
    (word) =>
      `<p><button name="word" value="${word}"${word === referral.companyWord ? ' class="first"' : ''}>${words.word[word]}</button></p>`,
  );
  return renderShell({
    ...page,
    title: words.wordTitle,
    main: [
      `<p class="soft" lang="ja">${escapeHtml(provision.recipientName)}</p>`,
      `<h1>${words.wordTitle}</h1>`,
      ...(said
        ? [
            `<p class="note"${isAnswered ? ' role="status"' : ''}>${words.wordSaid}：${said}\n${words.wordChange}</p>`,
          ]
        : []),
      `<p>${words.wordLead}</p>`,
      `<form method="post"><label>${words.ownWords}${optional(page.language)}<textarea name="text" rows="3" maxlength="2000">${escapeHtml(ownText)}</textarea></label>${buttons.join('')}</form>`,
    ].join('\n'),
  });
}

/** The page of a code that shows nothing, and says why as far as that may be said. */
export function renderClosedReferral(reason: ClosedReferral | 'tooMany', page: Page): string {
  const [title, text] = PAGE_WORDS[page.language].closed[reason];
  return renderShell({ ...page, title, main: `<h1>${title}</h1>\n<p>${text}</p>` });
}

function details(summary: string, inner: string): string {
  return `<details><summary>${summary}</summary><div class="in">${inner}</div></details>`;
}

function reasons(language: Language): string {
  const choices = DECLINE_REASONS.map(
    (reason) =>
      `<label class="pick"><input type="radio" name="reason" value="${reason}" required>${referralWords.codes.declineReason[reason][language]}</label>`,
  );
  return `<fieldset><legend>${PAGE_WORDS[language].why}</legend>${choices.join('')}</fieldset>`;
}

function noteField(language: Language): string {
  const words = PAGE_WORDS[language];
  return `<label>${words.note}${optional(language)}<input type="text" name="text" maxlength="500"></label><label>${words.yourName}${optional(language)}<input type="text" name="from" maxlength="200" autocomplete="name"></label>`;
}

function optional(language: Language): string {
  return ` <span class="soft">${PAGE_WORDS[language].optional}</span>`;
}

function renderShell({ title, main, ...page }: Page & { title: string; main: string }): string {
  return renderPageShell({ ...page, ask: PAGE_WORDS[page.language].ask, title, style: STYLE, main });
}
