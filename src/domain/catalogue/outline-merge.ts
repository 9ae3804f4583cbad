import type { Outline } from './outline.ts';

/** Two people's changes to one outline brought together. */
export interface MergedOutline {
  outline: Outline;
  /** A policy's number or a pillar's key, of what both have changed, each differently. */
  conflicts: string[];
}

/**
 * Brings `mine` onto `theirs`, title by title: what only one of them changed from `base` counts.
 * @param preferred whose title stands where both changed it
 */
export function mergeOutlines(base: Outline, mine: Outline, theirs: Outline, preferred: 'mine' | 'theirs'): MergedOutline {
  const policies = mergeLists([base.policies, mine.policies, theirs.policies], ({ number }) => String(number), preferred);
  const pillars = mergeLists([base.pillars, mine.pillars, theirs.pillars], ({ key }) => key, preferred);
  return { outline: { policies: policies.merged, pillars: pillars.merged }, conflicts: [...policies.conflicts, ...pillars.conflicts] };
}

function mergeLists<Entry extends { title: string }>(lists: readonly (readonly Entry[])[], keyOf: (entry: Entry) => string, preferred: 'mine' | 'theirs') {
  const [base, mine, theirs] = lists.map((list) => new Map(list.map((entry) => [keyOf(entry), entry]))) as [Map<string, Entry>, Map<string, Entry>, Map<string, Entry>];
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
