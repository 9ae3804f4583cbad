import type { Catalogue, Pillar, Policy, ProviderKind } from '#domain/catalogue/model.ts';
import { OUTSIDE_POLICIES } from '#domain/catalogue/model.ts';
import type { ProgrammeEntry } from './programme-edit-entry.ts';

type Outline = Pick<Catalogue, 'policies' | 'pillars'>;

/** A policy that lists a programme again: its pillars, and the key of the one chosen (empty: none). */
export interface RepeatedPlace {
  policy: string;
  pillars: Pillar[];
  chosen: string;
}

/** The pillars of a policy, its number as a form has it. */
export function listPillarsOf(policy: string, { pillars }: Outline): Pillar[] {
  return pillars.filter((pillar) => String(pillar.policy) === policy);
}

/** The policies that may list a programme again: all but its own. */
export function listOtherPolicies({ policy }: ProgrammeEntry, { policies }: Outline): Policy[] {
  return policies.filter(({ number }) => String(number) !== policy);
}

/** Where a programme is listed again, in the order of the policies. */
export function listRepeatedPlaces(
  { alsoUnder, alsoPillars }: ProgrammeEntry,
  outline: Outline,
): RepeatedPlace[] {
  return [...alsoUnder]
    .sort((one, other) => Number(one) - Number(other))
    .map((policy) => {
      const pillars = listPillarsOf(policy, outline);
      return { policy, pillars, chosen: pillars.find(({ key }) => alsoPillars.includes(key))?.key ?? '' };
    });
}

/** What changes with a programme's policy: its pillar (chosen at once where there is one only), and that this policy cannot list it again. */
export function choosePolicy(
  { alsoUnder }: ProgrammeEntry,
  policy: string,
  outline: Outline,
): Pick<ProgrammeEntry, 'policy' | 'pillar' | 'alsoUnder'> {
  const [only, ...more] = listPillarsOf(policy, outline);
  return {
    policy,
    pillar: only && more.length === 0 ? only.key : '',
    alsoUnder: policy === OUTSIDE ? [] : alsoUnder.filter((other) => other !== policy),
  };
}

/** The policy of a form whose programme stands outside of the policies. */
export const OUTSIDE = String(OUTSIDE_POLICIES);

/** Whether a form's programme stands outside of the policies. */
export function isOutside({ policy }: Pick<ProgrammeEntry, 'policy'>): boolean {
  return policy === OUTSIDE;
}

/** What changes with who gives the support: others than the prefecture stand outside of its policies, unless one was chosen. */
export function chooseProvider(
  entry: ProgrammeEntry,
  providerKind: ProviderKind,
  outline: Outline,
): Partial<ProgrammeEntry> {
  if (providerKind === 'prefecture')
    return { providerKind, ...(isOutside(entry) && choosePolicy(entry, '', outline)) };
  return { providerKind, ...(entry.policy === '' && choosePolicy(entry, OUTSIDE, outline)) };
}

/** What changes with the pillar (empty: none) under which a policy lists a programme again: one for each policy. */
export function chooseRepeatedPillar(
  { alsoPillars }: ProgrammeEntry,
  { pillars }: RepeatedPlace,
  pillar: string,
): Pick<ProgrammeEntry, 'alsoPillars'> {
  const others = alsoPillars.filter((key) => pillars.every((own) => own.key !== key));
  return { alsoPillars: pillar === '' ? others : [...others, pillar] };
}
