import type { Answer, Answers, Questionnaire } from '#domain/questionnaire/model.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import type { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { DemoCompany } from './companies.ts';

/*
 * Invented answers whose marginals and associations are those the report names:
 * - awareness and use: higher in cities, mid-size companies, manufacturing;
 * - satisfied or somewhat satisfied about three quarters, most of all in 生活関連サービス業・娯楽業;
 * - of those who never used it about 60 % do not know the centre or what it does;
 * - a quarter wishes for support: more outside the cities, mid-size, manufacturing, users, the satisfied;
 * - issues: labour, sales, finance, productivity and succession lead;
 * - institutions: 21財団 and 商工団体 are wanted most; every direction is found necessary by some.
 * The numbers below are ours, chosen so that these hold; tests/cli/demo asserts each.
 */

const ISSUE_RATES: Record<string, number> = {
  labour: 0.42,
  sales: 0.37,
  finance: 0.29,
  productivity: 0.25,
  succession: 0.24,
  newproducts: 0.12,
  equipment: 0.18,
  costs: 0.2,
  digital: 0.14,
  overseas: 0.05,
  continuity: 0.08,
  startup: 0.06,
  other: 0.03,
};
/** How much more (or less) likely an issue is in an industry. */
const ISSUE_FACTORS: Record<string, Record<string, number>> = {
  manufacturing: { productivity: 1.7, newproducts: 2, equipment: 1.5, overseas: 2.2 },
  construction: { labour: 1.4, sales: 0.6, succession: 1.2 },
  trade: { sales: 1.3, digital: 1.2 },
  accommodation: { labour: 1.2, costs: 1.4 },
  living: { sales: 1.2, succession: 1.2 },
  medical: { labour: 1.5, sales: 0.5 },
  transport: { labour: 1.4, costs: 1.6 },
};

const INSTITUTION_WEIGHTS: Record<string, number> = {
  foundation: 30,
  chamber: 28,
  bank: 14,
  government: 12,
  professionals: 10,
  industry_support: 8,
  academic: 5,
};
/** Whom else companies think of for an issue. */
const INSTITUTION_FACTORS: Record<string, Record<string, number>> = {
  finance: { bank: 2.6, foundation: 0.8 },
  newproducts: { academic: 4, industry_support: 2 },
  productivity: { industry_support: 1.8 },
  succession: { professionals: 2, bank: 1.5 },
};

/** The answers of a company that filled the whole questionnaire in, as they are submitted. */
export function inventAnswers(
  random: SeededRandom,
  questionnaire: Questionnaire,
  company: DemoCompany,
): Answers {
  const traits = readTraits(questionnaire, company);
  const issues = inventIssues(random, company);
  const support = inventSupport(random, traits);
  const answers: Answers = {
    industry: company.industry,
    employees: company.employees,
    sales: random.chance(0.04) ? { missing: 'refused' } : company.sales,
    municipality: company.municipality,
    founded: 1930 + random.below(90),
    position: random.pickWeighted({ president: 60, executive: 18, manager: 12, staff: 8, other: 2 }),
    issues,
    ...(issues[0] !== 'none' && {
      issues_top: random.shuffle(issues).slice(0, Math.min(3, issues.length)),
      institutions: inventInstitutions(random, issues),
    }),
    directions: {
      iot_ai: random.pickWeighted({ necessary: 22, somewhat: 32, not_very: 22, not: 12, unsure: 12 }),
      outside_demand: random.pickWeighted({ necessary: 18, somewhat: 26, not_very: 26, not: 18, unsure: 12 }),
      open_innovation: random.pickWeighted({
        necessary: 12,
        somewhat: 24,
        not_very: 28,
        not: 20,
        unsure: 16,
      }),
    },
    underway: random.chance(0.55) ? ['none'] : [random.pick(['iot_ai', 'outside_demand', 'open_innovation'])],
    ...support,
    ...inventWish(random, traits, support, issues),
    consent_record: random.chance(0.7) ? 'yes' : 'no',
  };
  return computeSubmittedAnswers(startInterview(questionnaire, answers));
}

interface Traits {
  isUrban: boolean;
  isMidSize: boolean;
  isManufacturer: boolean;
  industry: string;
}

function readTraits(
  questionnaire: Questionnaire,
  { industry, employees, municipality }: DemoCompany,
): Traits {
  const place = findItemOfRole(questionnaire, 'attribute.municipality')?.options?.find(
    ({ code }) => code === municipality,
  );
  return {
    isUrban: place?.attributes?.['urban'] === 'city',
    isMidSize: employees === 'e21_50' || employees === 'e51_100',
    isManufacturer: industry === 'manufacturing',
    industry,
  };
}

function inventIssues(random: SeededRandom, { industry, employees }: DemoCompany): string[] {
  if (random.chance(0.06)) return ['none'];
  const factors = ISSUE_FACTORS[industry] ?? {};
  const sizeFactor = employees === 'e0_5' ? 0.85 : 1.1;
  const chosen = Object.entries(ISSUE_RATES)
    .filter(([issue, rate]) => random.chance(Math.min(0.9, rate * (factors[issue] ?? 1) * sizeFactor)))
    .map(([issue]) => issue);
  return chosen.length > 0 ? chosen : [random.pickWeighted(ISSUE_RATES)];
}

function inventInstitutions(random: SeededRandom, issues: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(
    issues.map((issue) => {
      const factors = INSTITUTION_FACTORS[issue] ?? {};
      const weights = Object.fromEntries(
        Object.entries(INSTITUTION_WEIGHTS).map(([code, weight]) => [code, weight * (factors[code] ?? 1)]),
      );
      const wanted = new Set<string>();
      for (let tries = 1 + random.below(3); tries > 0; tries -= 1) wanted.add(random.pickWeighted(weights));
      return [issue, Object.keys(INSTITUTION_WEIGHTS).filter((code) => wanted.has(code))];
    }),
  );
}

type Support = Record<string, Answer> & { awareness: string };

function inventSupport(
  random: SeededRandom,
  { isUrban, isMidSize, isManufacturer, industry }: Traits,
): Support {
  const lift = (isUrban ? 0.5 : 0) + (isMidSize ? 0.8 : 0) + (isManufacturer ? 0.9 : 0);
  const knowsName = random.chance(logistic(-0.35 + lift));
  if (!knowsName) return { awareness: 'unknown', nonuse_reasons: inventReasons(random, 0.86) };
  const knowsWork = random.chance(logistic(-0.4 + lift));
  const isUser = random.chance(logistic((knowsWork ? -0.6 : -2.2) + lift));
  if (!isUser) {
    return {
      awareness: knowsWork ? 'work' : 'name',
      used: 'never',
      nonuse_reasons: inventReasons(random, knowsWork ? 0.12 : 0.42),
    };
  }
  const isHappy = random.chance(industry === 'living' ? 0.93 : isManufacturer ? 0.74 : 0.72);
  return {
    awareness: knowsWork ? 'work' : 'name',
    used: random.chance(0.35) ? 'current' : 'past',
    programmes: inventProgrammes(random),
    satisfaction: isHappy
      ? random.pickWeighted({ satisfied: 40, somewhat_satisfied: 60 })
      : random.pickWeighted({ somewhat_dissatisfied: 70, dissatisfied: 30 }),
  };
}

function inventReasons(random: SeededRandom, doesNotKnow: number): string[] {
  const others = {
    no_need: 0.22,
    no_fit: 0.14,
    elsewhere: 0.2,
    procedure: 0.12,
    no_time: 0.16,
    far: 0.06,
    hesitation: 0.1,
    other: 0.03,
  };
  const chosen = Object.entries(others)
    .filter(([, rate]) => random.chance(rate))
    .map(([code]) => code);
  if (random.chance(doesNotKnow)) return ['not_known', ...chosen];
  return chosen.length > 0 ? chosen : ['no_need'];
}

function inventProgrammes(random: SeededRandom): string[] {
  const rates = {
    advice: 0.55,
    revitalisation: 0.3,
    expert: 0.26,
    challenge_fund: 0.22,
    seminar: 0.12,
    market: 0.1,
    equipment_lease: 0.08,
    succession_centre: 0.07,
    yorozu: 0.12,
  };
  const chosen = Object.entries(rates)
    .filter(([, rate]) => random.chance(rate))
    .map(([code]) => code);
  return chosen.length > 0 ? chosen : ['advice'];
}

function inventWish(
  random: SeededRandom,
  traits: Traits,
  support: Support,
  issues: readonly string[],
): Record<string, Answer> {
  const isUser = support['used'] === 'current' || support['used'] === 'past';
  const isSatisfied =
    support['satisfaction'] === 'satisfied' || support['satisfaction'] === 'somewhat_satisfied';
  const score =
    -1.75 +
    (traits.isUrban ? 0 : 0.55) +
    (traits.isMidSize ? 0.6 : 0) +
    (traits.isManufacturer ? 0.55 : 0) +
    (isUser ? 0.4 : 0) +
    (isSatisfied ? 0.7 : 0);
  if (!random.chance(logistic(score))) return { consultation: 'no' };
  const topics = issues.filter((issue) => issue !== 'none').slice(0, 3);
  return {
    consultation: random.chance(0.35) ? 'now' : 'within_year',
    consultation_topics: topics.length > 0 ? topics : ['other'],
    consent_contact: random.chance(0.85) ? 'yes' : 'no',
    contact_name: '担当者（架空）',
    contact_way: random.pick(['visit', 'phone', 'online', 'email', 'office']),
    contact_time: [random.pick(['morning', 'afternoon', 'evening', 'anytime'])],
  };
}

function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
