/*
 * Whether the same few are served again and again. Contacts per company as whole numbers; companies without any are
 * zeros among them.
 */

/** A point of the Lorenz curve: so many of the companies, those with the fewest first, have so many of the contacts (0–1). */
export interface LorenzPoint {
  companies: number;
  contacts: number;
}

/** How contacts are spread over companies; `null` where there are none. */
export interface Concentration {
  /** Companies, and contacts. */
  n: number;
  c: number;
  /** 0: all have as many; (n − 1) / n: one has all. */
  gini: number | null;
  /** The same where fewer contacts than companies make equality impossible (`correctGini`). */
  correctedGini: number | null;
  /** Herfindahl and Hirschman's index: the sum of the squared shares, 1 / n to 1. */
  hhi: number | null;
  /** The part of all contacts that the tenth of the companies with the most has (a part of a company counts as one). */
  topTenth: number | null;
  lorenz: LorenzPoint[];
}

/**
 * Gini's coefficient of whole numbers, without a correction for small samples (R: `ineq::Gini(x)`):
 * G = 2 Σ i x₍ᵢ₎ / (n Σ x) − (n + 1) / n. `null` where the sum is 0.
 *
 * @param tally how many companies have each number of contacts
 */
export function giniOf(tally: readonly Tallied[]): number | null {
  let rank = 0;
  let sum = 0;
  let ranked = 0;
  for (const { contacts, companies } of tally) {
    // The ranks of equals are rank + 1 … rank + companies.
    ranked += contacts * (companies * rank + (companies * (companies + 1)) / 2);
    rank += companies;
    sum += contacts * companies;
  }
  return sum === 0 ? null : (2 * ranked) / (rank * sum) - (rank + 1) / rank;
}

/**
 * Gini's coefficient corrected for fewer contacts (c) than companies (n): G′ = 1 − (1 − G) · max(n / c, 1)
 * (Bernasco and Steenbeek 2017, "More places than crimes", J Quant Criminol 33, 451–467).
 */
export function correctGini(gini: number, n: number, c: number): number {
  return 1 - (1 - gini) * Math.max(n / c, 1);
}

/** So many companies with so many contacts each. */
export interface Tallied {
  contacts: number;
  companies: number;
}

/** How many companies have each number of contacts, the fewest first. */
export function tallyContacts(counts: readonly number[]): Tallied[] {
  const companies = new Map<number, number>();
  for (const contacts of counts) companies.set(contacts, (companies.get(contacts) ?? 0) + 1);
  return [...companies]
    .map(([contacts, of]) => ({ contacts, companies: of }))
    .sort((one, other) => one.contacts - other.contacts);
}

/** All measures of contacts per company (`counts`, zeros included). */
export function computeConcentration(counts: readonly number[]): Concentration {
  const tally = tallyContacts(counts);
  const n = counts.length;
  const c = counts.reduce((sum, contacts) => sum + contacts, 0);
  const gini = giniOf(tally);
  const squares = tally.reduce((sum, { contacts, companies }) => sum + companies * contacts * contacts, 0);
  return {
    n,
    c,
    gini,
    correctedGini: gini === null ? null : correctGini(gini, n, c),
    hhi: c === 0 ? null : squares / (c * c),
    topTenth: c === 0 ? null : sumOfTop(tally, Math.ceil(n / 10)) / c,
    lorenz: lorenzOf(tally, n, c),
  };
}

/** How many companies have at least so many contacts. */
export function countWithAtLeast(counts: readonly number[], least: number): number {
  return counts.reduce((sum, contacts) => sum + (contacts >= least ? 1 : 0), 0);
}

/** The corners of the curve (R: `ineq::Lc(x)`), from (0, 0) to (1, 1); between them it is straight. */
function lorenzOf(tally: readonly Tallied[], n: number, c: number): LorenzPoint[] {
  if (c === 0) return [];
  let companies = 0;
  let contacts = 0;
  return [
    { companies: 0, contacts: 0 },
    ...tally.map((each) => {
      companies += each.companies;
      contacts += each.companies * each.contacts;
      return { companies: companies / n, contacts: contacts / c };
    }),
  ];
}

/** The contacts of those with the most. */
function sumOfTop(tally: readonly Tallied[], companies: number): number {
  let rest = companies;
  let sum = 0;
  for (let index = tally.length - 1; index >= 0 && rest > 0; index -= 1) {
    const taken = Math.min(rest, tally[index]!.companies);
    sum += taken * tally[index]!.contacts;
    rest -= taken;
  }
  return sum;
}
