import { hashJson } from '#domain/canonical/hash.ts';
import { LINK_WEIGHTS, type IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import type { HeardProblem } from './heard-problems.ts';
import type { CompanyAttributes } from './matching-account.ts';
import { compareCodes, judgeCompany, judgeInForce, judgeIssues } from './matching-criteria.ts';
import { orderSuggestions } from './matching-order.ts';
import type { Suggestion } from './matching-suggestion.ts';
import type { BusinessStage } from './matching-terms.ts';
import { weighWords } from './matching-words.ts';
import type { ProblemWords } from './problem-words.ts';

/** Which edition of the catalogue advice comes from: its fiscal year and its content hash. */
export interface EditionStamp {
  fiscalYear: number;
  hash: string;
}

/** What is asked, with everything that the answer depends on. */
export interface AdviceRequest {
  catalogue: Catalogue;
  /** `hashJson` of the catalogue; the device already holds it. */
  catalogueHash: string;
  links: readonly IssueProgrammeLink[];
  /** What companies say and what is meant by it; without it only the words of the sheets themselves count. */
  vocabulary?: readonly ProblemWords[];
  company: CompanyAttributes;
  /** Issue codes; those that no link names lead nowhere. */
  issues: readonly string[];
  stage?: BusinessStage;
  /** The company's situation in someone's own words, such as the notes of a visit. */
  situation?: string;
  /**
   * What the company has written or said in a response. It counts like the situation and is not
   * repeated in the answer: its consent may be withdrawn, and advice is kept with a visit.
   */
  texts?: string;
  /** The fiscal year that it is now. */
  fiscalYear: number;
}

/** Advice that can be recorded: asked again with the same edition, links, vocabulary and texts it is the same. */
export interface Advice {
  edition: EditionStamp;
  /** Hash of the links, whatever their order. */
  linksHash: string;
  asked: Pick<AdviceRequest, 'company' | 'fiscalYear' | 'stage' | 'situation'> & {
    issues: readonly string[];
  };
  /** The best first. */
  suggestions: readonly Suggestion[];
}

/**
 * The scoring, all of it; how the constants were chosen, and on which judged cases, stands in `seeds/README.md`.
 *
 * points = Σ weight of the links to the asked issues (1–3 each)
 *        + `SAID` · s / (s + `HALF_AT`)  s: BM25 of the situation's words on the sheet
 *        + `MEANT` · m                   m: how well the sheet answers the problems heard in it, 1 as the best of all
 *        + `FIT_POINTS` for each of industry, size, place and stage that the company meets by words
 *          of the sheet which do not fit nearly everybody.
 *
 * The middle two are the points from words. Candidates are joined to one of the asked issues by
 * a link, or have `BY_WORDS_FROM` points from words: about two telling words, or one in the name.
 * A candidate `fits` when it has a link of weight 2 or as many points from words (one for a trade
 * of which nothing is known `TRADE_BY_WORDS_FROM`: 補助 alone calls up no railway's subsidy), at least
 * `FIT_SHARE` of the points of the best candidate, and nothing known of the company speaks against
 * it: beside a programme made for what was said, one that a word of the sentence calls up only
 * `touches`. A loan is one that nobody asked for unless money is the issue and not a grant, a link
 * says that it is there for the issue, or it has `LOAN_BY_WORDS_FROM` points from words. The order is that of
 * `orderSuggestions`: living ones that fit, ended ones that fit, those that only touch the issue,
 * loans, mismatches. Whoever asks for grants is shown those paid to a federation or a chamber only behind what companies
 * themselves can have, unless so many points from words speak of them.
 */
const SAID = 7;
const HALF_AT = 6;
const MEANT = 5;
const FIT_POINTS = 0.8;
const BY_WORDS_FROM = 2.5;
const TRADE_BY_WORDS_FROM = 3.5;
const FITS_FROM_WEIGHT = 2;
const FIT_SHARE = 0.65;
const LOAN_BY_WORDS_FROM = 5;
const PAID_TO_OTHERS = /(?:中央会|連合会|指導機関)に対し[^。]*助成/u;

/** The programmes for a company's issues and words, each explained criterion by criterion; the rules stand above. */
export function adviseProgrammes(request: AdviceRequest): Advice {
  const { catalogue, catalogueHash, links, company, stage, situation, fiscalYear } = request;
  const issues = [...new Set(request.issues)].sort(compareCodes);
  return {
    edition: { fiscalYear: catalogue.fiscalYear, hash: catalogueHash },
    linksHash: hashJson(
      [...links].sort((a, b) => compareCodes(a.issue, b.issue) || compareCodes(a.programme, b.programme)),
    ),
    asked: {
      company,
      issues,
      fiscalYear,
      ...(stage !== undefined && { stage }),
      ...(situation !== undefined && { situation }),
    },
    suggestions: rankProgrammes(request),
  };
}

/** The suggestions alone, the best first: what a search needs at every key. */
export function rankProgrammes(request: Omit<AdviceRequest, 'catalogueHash'>): Suggestion[] {
  const { catalogue, links, vocabulary = [], situation = '', texts = '' } = request;
  const issues = new Set(request.issues);
  const weighed = weighWords(
    catalogue.programmes,
    vocabulary,
    [situation, texts].filter((text) => text !== '').join('\n'),
  );
  const money = hearMoney(`${situation}\n${texts}`, weighed.heard, issues);
  const bearing = new Map<string, IssueProgrammeLink[]>();
  for (const link of links)
    if (issues.has(link.issue)) bearing.set(link.programme, [...(bearing.get(link.programme) ?? []), link]);

  const candidates = catalogue.programmes.flatMap((programme): Suggestion[] => {
    const { key } = programme;
    const linked = bearing.get(key) ?? [];
    const wordPoints = saturate(weighed.said.get(key)) + MEANT * (weighed.meant.get(key) ?? 0);
    if (linked.length === 0 && wordPoints < BY_WORDS_FROM) return [];
    return [suggest(programme, linked, wordPoints, money, weighed.words, request)];
  });
  return orderSuggestions(settleTouching(candidates));
}

/** What is asked of money: whoever speaks of grants alone is not offered a loan first. */
type MoneyAsked = 'loan' | 'grant' | 'nothing';

function hearMoney(text: string, heard: readonly HeardProblem[], issues: ReadonlySet<string>): MoneyAsked {
  if (/補助|助成/u.test(text) && !/融資|貸し?付|ローン|借|返済|金利|利息|保証|資金繰|復旧/u.test(text))
    return 'grant';
  const spoken = heard.filter(
    ({ words, strength }) => words.issue === 'finance' && strength >= FITS_FROM_WEIGHT,
  );
  const isGrant = ({ words }: HeardProblem): boolean =>
    words.sheetWords.some((word) => /補助|助成/u.test(word)) &&
    !words.sheetWords.some((word) => /融資|貸付|保証|復旧/u.test(word));
  if (spoken.length > 0 && spoken.every(isGrant)) return 'grant';
  return spoken.length > 0 || issues.has('finance') ? 'loan' : 'nothing';
}

/** Lets those that have much fewer points than the best only touch what was asked. */
function settleTouching(candidates: readonly Suggestion[]): Suggestion[] {
  const best = Math.max(0, ...candidates.map(({ rank, points }) => (rank === 'mismatch' ? 0 : points)));
  return candidates.map((one) =>
    one.rank === 'fits' && one.points < FIT_SHARE * best ? { ...one, rank: 'touches' } : one,
  );
}

function saturate(relevance = 0): number {
  return (SAID * relevance) / (relevance + HALF_AT);
}

function suggest(
  programme: Programme,
  links: readonly IssueProgrammeLink[],
  wordPoints: number,
  money: MoneyAsked,
  spoken: readonly string[],
  { catalogue, company, stage, fiscalYear }: Omit<AdviceRequest, 'catalogueHash'>,
): Suggestion {
  const { standing, criterion } = judgeInForce(programme, fiscalYear, catalogue.fiscalYear);
  const about = judgeCompany(programme, company, stage);
  const strongest = Math.max(0, ...links.map(({ weight }) => weight));
  const linked = links.reduce((sum, { weight }) => sum + weight, 0);
  const fitting = about.filter(({ reason }) => reason === 'fits').length;
  const isForATrade = about.some(({ name, state }) => name === 'industry' && state === 'unknown');
  const isOutOfReach =
    money === 'grant' && wordPoints < LOAN_BY_WORDS_FROM && PAID_TO_OTHERS.test(programme.description);
  const isFit =
    !isOutOfReach &&
    (strongest >= FITS_FROM_WEIGHT || wordPoints >= (isForATrade ? TRADE_BY_WORDS_FROM : BY_WORDS_FROM));
  const isAskedFor =
    money === 'loan' ||
    (money === 'nothing' && strongest === Math.max(...LINK_WEIGHTS)) ||
    wordPoints >= LOAN_BY_WORDS_FROM;
  return {
    programme: programme.key,
    name: programme.name,
    standing,
    criteria: [judgeIssues(programme, links, spoken), ...about, criterion],
    points: round(linked + wordPoints + fitting * FIT_POINTS),
    wordPoints: round(wordPoints),
    rank: about.some(({ state }) => state === 'unmet')
      ? 'mismatch'
      : isLoan(programme) && !isAskedFor
        ? 'loan'
        : isFit
          ? 'fits'
          : 'touches',
  };
}

/** A fund that gives grants from its yield carries the loan that fed it in its name. */
function isLoan({ name }: Programme): boolean {
  return /融資|貸付|貸与|信用保証/u.test(name) && !/基金|ファンド/u.test(name);
}

/** To a hundredth, so that the sum's last digits never decide an order. */
function round(points: number): number {
  return Math.round(points * 100) / 100;
}
