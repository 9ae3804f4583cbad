import { createPillar, createPolicy, type Outline } from './outline.ts';

/** Two people's changes to one outline brought together. */
export interface MergedOutline {
  outline: Outline;
  /** A policy's number or a pillar's key, of what both have changed, each differently. */
  conflicts: string[];
}

/**
 * Brings `mine` onto `theirs`, title by title: what only one of them changed from `base` counts.
 * What both added under one number are two things; mine get the next numbers.
 * @param preferred whose title stands where both changed it
 */
export function mergeOutlines(
  base: Outline,
  mine: Outline,
  theirs: Outline,
  preferred: 'mine' | 'theirs',
): MergedOutline {
  const moved = movePillars(base, movePolicies(base, mine, theirs), theirs);
  const policies = mergeLists(
    [base.policies, moved.policies, theirs.policies],
    ({ number }) => String(number),
    preferred,
  );
  const pillars = mergeLists([base.pillars, moved.pillars, theirs.pillars], ({ key }) => key, preferred);
  return {
    outline: { policies: policies.merged, pillars: pillars.merged },
    conflicts: [...policies.conflicts, ...pillars.conflicts],
  };
}

/** My new policies, with their pillars, out of the way of other new ones of theirs. No programme stands under mine yet. */
function movePolicies(base: Outline, mine: Outline, theirs: Outline): Outline {
  return mine.policies.reduce((outline, policy) => {
    const isNew = (number: number): boolean => !base.policies.some((known) => known.number === number);
    const other = theirs.policies.find(({ number }) => number === policy.number);
    if (!other || other.title === policy.title || !isNew(policy.number)) return outline;
    const { number } = createPolicy([...outline.policies, ...theirs.policies]);
    return {
      policies: outline.policies.map((one) => (one.number === policy.number ? { ...one, number } : one)),
      pillars: outline.pillars.map((one) =>
        one.policy === policy.number
          ? { ...one, policy: number, key: one.key.replace(/^\d+/, String(number)) }
          : one,
      ),
    };
  }, mine);
}

function movePillars(base: Outline, mine: Outline, theirs: Outline): Outline {
  return mine.pillars.reduce((outline, pillar) => {
    const isNew = !base.pillars.some(({ key }) => key === pillar.key);
    const other = theirs.pillars.find(({ key }) => key === pillar.key);
    if (!other || other.title === pillar.title || !isNew) return outline;
    const { key } = createPillar(pillar.policy, [...outline.pillars, ...theirs.pillars]);
    return {
      ...outline,
      pillars: outline.pillars.map((one) => (one.key === pillar.key ? { ...one, key } : one)),
    };
  }, mine);
}

function mergeLists<Entry extends { title: string }>(
  lists: readonly (readonly Entry[])[],
  keyOf: (entry: Entry) => string,
  preferred: 'mine' | 'theirs',
) {
  const [base, mine, theirs] = lists.map((list) => new Map(list.map((entry) => [keyOf(entry), entry]))) as [
    Map<string, Entry>,
    Map<string, Entry>,
    Map<string, Entry>,
  ];
  const conflicts: string[] = [];
  const merged = [...new Set([...theirs.keys(), ...mine.keys()])].flatMap((key) => {
    const [before, ours, other] = [base.get(key), mine.get(key), theirs.get(key)];
    const isMineChanged = ours?.title !== before?.title;
    const isConflict = isMineChanged && other?.title !== before?.title && ours?.title !== other?.title;
    if (isConflict) conflicts.push(key);
    const chosen = (isConflict ? preferred === 'mine' : isMineChanged) ? ours : other;
    return chosen ? [chosen] : [];
  });
  return { merged, conflicts };
}
