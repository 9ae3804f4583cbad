import { hashJson } from '#domain/canonical/hash.ts';
import type { Standing } from '#domain/catalogue/in-force.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import type { CompanyAttributes } from './matching-account.ts';
import { compareCodes, judgeCompany, judgeInForce, judgeIssues } from './matching-criteria.ts';
import type { Criterion } from './matching-criterion.ts';
import { computeSimilarities } from './matching-similarity.ts';
import type { BusinessStage } from './matching-terms.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';

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
  company: CompanyAttributes;
  /** Issue codes; those that no link names lead nowhere. */
  issues: readonly string[];
  stage?: BusinessStage;
  /** The company's situation in someone's own words; decides between equals only. */
  situation?: string;
  /** The fiscal year that it is now. */
  fiscalYear: number;
}

/** One programme with the reasons for and against it. */
export interface Suggestion {
  programme: string;
  name: string;
  standing: Standing;
  /** Issue, industry, size, place, stage, in force, in this order. */
  criteria: readonly Criterion[];
  points: number;
  /** See `computeSimilarities`; only breaks ties. */
  similarity: number;
}

/** Advice that can be recorded: asked again with the same edition and links it is the same. */
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
 * The scoring, all of it. Candidates are the programmes that a link joins to one of the issues.
 * They are put in order by, one after the other:
 *
 * 1. standing: in force, unconfirmed, not yet, ended, so that an ended one never ranks above a living one;
 * 2. fewer of industry, size, place and stage unmet; unknown does no harm;
 * 3. points: for each issue the weight of its link, and `FIT_POINTS` for each of those criteria
 *    that the company meets by words of the sheet which do not fit nearly everybody: a programme
 *    made for this industry, size, place or stage counts a step more than a general one;
 * 4. similarity of the situation to the sheet;
 * 5. the key.
 */
const FIT_POINTS = 1;
const STANDING_ORDER: Record<Standing, number> = { inForce: 0, unconfirmed: 1, notYet: 2, ended: 3 };

/** The programmes for a company's issues, each explained criterion by criterion; the rules stand above. */
export function adviseProgrammes(request: AdviceRequest): Advice {
  const { catalogue, catalogueHash, links, company, stage, situation, fiscalYear } = request;
  const issues = [...new Set(request.issues)].sort(compareCodes);
  const similarities = computeSimilarities(catalogue.programmes, situation ?? '');
  const suggestions = catalogue.programmes.flatMap((programme): Suggestion[] => {
    const bearing = links.filter((link) => link.programme === programme.key && issues.includes(link.issue));
    return bearing.length === 0
      ? []
      : [suggest(programme, bearing, request, similarities.get(programme.key) ?? 0)];
  });
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
    suggestions: suggestions.sort(compareSuggestions),
  };
}

function suggest(
  programme: Programme,
  links: readonly IssueProgrammeLink[],
  request: AdviceRequest,
  similarity: number,
): Suggestion {
  const { catalogue, company, stage, fiscalYear } = request;
  const { standing, criterion } = judgeInForce(programme, fiscalYear, catalogue.fiscalYear);
  const about = judgeCompany(programme, company, stage);
  const linked = links.reduce((sum, { weight }) => sum + weight, 0);
  return {
    programme: programme.key,
    name: programme.name,
    standing,
    criteria: [judgeIssues(programme, links), ...about, criterion],
    points: linked + about.filter(({ reason }) => reason === 'fits').length * FIT_POINTS,
    similarity,
  };
}

/** How much of what is known of the company speaks against a suggestion; its period apart. */
function countUnmet(criteria: readonly Criterion[]): number {
  return criteria.filter(({ name, state }) => name !== 'inForce' && state === 'unmet').length;
}

function compareSuggestions(a: Suggestion, b: Suggestion): number {
  return (
    STANDING_ORDER[a.standing] - STANDING_ORDER[b.standing] ||
    countUnmet(a.criteria) - countUnmet(b.criteria) ||
    b.points - a.points ||
    b.similarity - a.similarity ||
    compareCodes(a.programme, b.programme)
  );
}
