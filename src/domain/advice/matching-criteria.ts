import { computeInForce, type Standing } from '#domain/catalogue/in-force.ts';
import { findIntakeEnd } from '#domain/catalogue/intake-end.ts';
import { findQuotation, type IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import { judgeSize, type CompanyAttributes } from './matching-account.ts';
import type { CriterionName, CriterionState } from '#domain/records/visit.ts';
import type { Criterion, Ground } from './matching-criterion.ts';
import {
  INDUSTRY_TERMS,
  PLACE_TERMS,
  SIZE_TERMS,
  STAGE_TERMS,
  type BusinessStage,
  type RestrictionTerm,
} from './matching-terms.ts';
import type { Programme } from '#domain/catalogue/model.ts';

/**
 * The criterion of the issues: met through the given links, the strongest first; without any, by the words that were said. A link outlives
 * the edition that it quotes: words that this sheet does not have are not given as its own.
 */
export function judgeIssues(
  programme: Programme,
  links: readonly IssueProgrammeLink[],
  said: readonly string[] = [],
): Criterion {
  if (links.length === 0)
    return { name: 'issue', state: 'met', reason: 'said', grounds: quoteSaid(programme, said) };
  const grounds = [...links]
    .sort((a, b) => b.weight - a.weight || compareCodes(a.issue, b.issue))
    .flatMap(({ issue, weight, quotation }): Ground[] => {
      const where = findQuotation(programme, quotation);
      return where ? [{ where, quotation, issue, weight }] : [];
    });
  return { name: 'issue', state: 'met', reason: 'linked', grounds };
}

const MOST_SAID = 3;

/** Words that were said, or that sheets use for what was said, as far as they stand on this sheet; the longest first. */
function quoteSaid({ name, description }: Programme, said: readonly string[]): Ground[] {
  return [...new Set(said)]
    .sort((a, b) => b.length - a.length || compareCodes(a, b))
    .flatMap((word): Ground[] => {
      if (name.includes(word)) return [{ where: 'name', quotation: word }];
      return description.includes(word) ? [{ where: 'description', quotation: word }] : [];
    })
    .slice(0, MOST_SAID);
}

/** The criteria of whom the programme is for: industry, size, place, stage. */
export function judgeCompany(
  programme: Programme,
  company: CompanyAttributes,
  stage: BusinessStage | undefined,
): Criterion[] {
  const { industry, employees, employeeCount, region } = company;
  const hasSize = employees !== undefined || employeeCount !== undefined;
  const restrictions = getRestrictions(programme);
  return [
    judge('industry', restrictions.industry, industry !== undefined, (term) => judgeCode(term, industry)),
    judge('size', restrictions.size, hasSize, ({ fits }) => judgeSize(fits[0]!, company)),
    judge('place', restrictions.place, region !== undefined, (term) => judgeCode(term, region)),
    judge('stage', restrictions.stage, stage !== undefined, (term) => judgeCode(term, stage)),
  ];
}

/** Whether the programme can be had in a fiscal year: by its period, or by its words that nobody new is taken any more. */
export function judgeInForce(
  programme: Programme,
  fiscalYear: number,
  editionFiscalYear: number,
): { standing: Standing; criterion: Criterion } {
  const { period } = programme;
  const { standing, reason } = computeInForce(period, fiscalYear, editionFiscalYear);
  const intakeEnd = findIntakeEnd(programme);
  if (standing !== 'ended' && intakeEnd && intakeEnd.fiscalYear < fiscalYear) {
    const { where, quotation } = intakeEnd;
    return {
      standing: 'ended',
      criterion: { name: 'inForce', state: 'unmet', reason: 'takenNoMore', grounds: [{ where, quotation }] },
    };
  }
  const state: CriterionState =
    standing === 'inForce' ? 'met' : standing === 'unconfirmed' ? 'unknown' : 'unmet';
  return {
    standing,
    criterion: { name: 'inForce', state, reason, grounds: [{ where: 'period', quotation: period.raw }] },
  };
}

interface Restriction<Code extends string> {
  term: RestrictionTerm<Code>;
  ground: Ground;
}

/** Several restrictions on one sheet stand beside each other: fitting one of them is enough. */
function judge<Code extends string>(
  name: CriterionName,
  restrictions: readonly Restriction<Code>[],
  isKnown: boolean,
  judgeTerm: (term: RestrictionTerm<Code>) => CriterionState,
): Criterion {
  if (restrictions.length === 0) return { name, state: 'met', reason: 'unrestricted', grounds: [] };
  const judged = restrictions.map(({ term, ground }) => ({ term, state: judgeTerm(term), ground }));
  const state = (['met', 'unknown', 'unmet'] as const).find((best) =>
    judged.some((one) => one.state === best),
  )!;
  const decisive = judged.filter((one) => one.state === state);
  const reasons = {
    met: decisive.every(({ term }) => term.isCommon) ? 'fitsMost' : 'fits',
    unknown: isKnown ? 'partly' : 'notKnown',
    unmet: 'doesNotFit',
  } as const;
  return { name, state, reason: reasons[state], grounds: decisive.map(({ ground }) => ground) };
}

function judgeCode<Code extends string>(
  { fits, isPart }: RestrictionTerm<Code>,
  code: string | undefined,
): CriterionState {
  if (code === undefined) return 'unknown';
  if (!(fits as readonly string[]).includes(code)) return 'unmet';
  return isPart ? 'unknown' : 'met';
}

interface Restrictions {
  industry: readonly Restriction<string>[];
  size: readonly Restriction<'small' | 'sme'>[];
  place: readonly Restriction<string>[];
  stage: readonly Restriction<BusinessStage>[];
}

/** Whom a sheet names does not change from one question to the next. */
const restrictionsOf = new WeakMap<Programme, Restrictions>();

function getRestrictions(programme: Programme): Restrictions {
  const known = restrictionsOf.get(programme) ?? {
    industry: findRestrictions(programme, INDUSTRY_TERMS),
    size: findRestrictions(programme, SIZE_TERMS),
    place: findRestrictions(programme, PLACE_TERMS),
    stage: findRestrictions(programme, STAGE_TERMS),
  };
  restrictionsOf.set(programme, known);
  return known;
}

function findRestrictions<Code extends string>(
  { name, description, regionalOffice }: Programme,
  terms: readonly RestrictionTerm<Code>[],
): Restriction<Code>[] {
  const texts = [
    ['regionalOffice', regionalOffice ?? ''],
    ['name', name],
    ['description', description],
  ] as const;
  return terms.flatMap((term) => {
    for (const [where, text] of texts) {
      const match = term.words.exec(text);
      if (match)
        return [{ term, ground: { where, quotation: quoteClause(text, match.index, match[0].length) } }];
    }
    return [];
  });
}

/** The clause around some words, as it stands in the text. */
function quoteClause(text: string, index: number, length: number): string {
  const before = text.slice(0, index).search(/[^。、\n]*$/);
  const after = /^[^。、\n]*/.exec(text.slice(index + length))![0].length;
  return text.slice(before, index + length + after).trim();
}

/** By code units, not by locale: the same order on every device. */
export function compareCodes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
