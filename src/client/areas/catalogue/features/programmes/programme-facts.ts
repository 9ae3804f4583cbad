import type { Catalogue, Marks, Programme } from '#domain/catalogue/model.ts';

/** Where else the list names a programme, with the page of the repeated sheet and the pillar's title where it has them. */
export interface RepeatedListing {
  policy: number;
  page: number | null;
  pillar: string | null;
}

/** The policies that list a programme again. */
export function listRepeats(
  catalogue: Catalogue,
  { key, alsoUnder, alsoPillars = [] }: Programme,
): RepeatedListing[] {
  return alsoUnder.map((policy) => ({
    policy,
    page:
      catalogue.rows.find((row) => row.kind === 'repeat' && row.policy === policy && row.programme === key)
        ?.page ?? null,
    pillar:
      catalogue.pillars.find((pillar) => pillar.policy === policy && alsoPillars.includes(pillar.key))
        ?.title ?? null,
  }));
}

/** What was uncertain when a programme's own sheet was read. */
export function listImportNotes(catalogue: Catalogue, { page }: Programme): string[] {
  return catalogue.warnings.filter((warning) => warning.page === page).map(({ message }) => message);
}

/** A mark that is worth saying. */
export type MarkWord =
  | 'priorityAndMain'
  | 'priority'
  | 'mainResult'
  | 'markUnknown'
  | 'foundationFull'
  | 'foundationPart'
  | 'emergencyEmployment';

/** The marks of a programme that say something; none for a row without marks. */
export function listMarks({ priority, mainResult, foundation, emergencyEmployment }: Marks): MarkWord[] {
  const words: MarkWord[] = [];
  if (priority === 'yes' && mainResult === 'yes') words.push('priorityAndMain');
  else if (priority === 'yes') words.push('priority');
  else if (mainResult === 'yes') words.push('mainResult');
  else if (priority === 'unknown' || mainResult === 'unknown') words.push('markUnknown');
  if (foundation === 'full') words.push('foundationFull');
  if (foundation === 'part') words.push('foundationPart');
  if (emergencyEmployment) words.push('emergencyEmployment');
  return words;
}
