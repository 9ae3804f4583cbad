import { canonicalJson, type Json } from '#domain/canonical/json.ts';
import type { Lead } from '#domain/records/lead.ts';

/** What a lead has from the answers, in the words of whoever answered. */
const FROM_ANSWERS = [
  'companyName',
  'contactName',
  'contactPhone',
  'contactEmail',
  'municipality',
  'about',
  'issues',
  'preferredWay',
  'preferredTime',
  'urgency',
] as const satisfies readonly (keyof Lead)[];

/**
 * What a lead takes over when the answers that it came from are corrected: what they say now,
 * wherever the lead still says what they said before, or nothing. What a person has entered
 * stays, and nothing is taken away.
 *
 * @param before the lead that the answers gave before the correction, if they gave one
 * @param after the one that they give now
 */
export function planLeadCorrection(
  lead: Partial<Lead>,
  before: Lead | undefined,
  after: Lead,
): Partial<Lead> {
  const corrected = FROM_ANSWERS.filter((name) => {
    const [stands, said, says] = [lead[name], before?.[name], after[name]];
    return says !== undefined && !isSame(says, said) && (stands === undefined || isSame(stands, said));
  });
  return Object.fromEntries(corrected.map((name) => [name, after[name]]));
}

function isSame(left: Json | undefined, right: Json | undefined): boolean {
  return canonicalJson(left ?? null) === canonicalJson(right ?? null);
}
