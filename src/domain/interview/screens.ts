import type { Item, Section } from '#domain/questionnaire/model.ts';
import type { Interview } from './interview.ts';
import { computeRelevance, type Relevance } from './relevance.ts';

/** What is shown at a time: one item, neighbours that name the same `page`, or a whole section. */
export interface Screen {
  /** The code of the first item; finds the screen again when others come or go. */
  key: string;
  section: Section;
  items: Item[];
}

/** The screens of the items that are asked, in order. */
export function listScreens(
  interview: Interview,
  relevance: Relevance = computeRelevance(interview),
): Screen[] {
  const screens: Screen[] = [];
  for (const { item, section } of interview.plan.items.values()) {
    if (!relevance.has(item.code) || item.kind === 'calculate') continue;
    const last = screens.at(-1);
    const isSamePage =
      item.page !== undefined && last?.section === section && last.items[0]?.page === item.page;
    if (isSamePage) last.items.push(item);
    else screens.push({ key: item.code, section, items: [item] });
  }
  return screens;
}

/**
 * The screens that there could be, whatever is answered: what "7 / 18" counts by, so that the total stays the
 * same while questions come and go.
 */
export function listPossibleScreens(interview: Interview): Screen[] {
  return listScreens(interview, new Set(interview.plan.items.keys()));
}

/** The place of an item among screens, from 1; 0 where it is on none. */
export function findPlace(screens: readonly Screen[], code: string | undefined): number {
  return screens.findIndex(({ items }) => items.some((item) => item.code === code)) + 1;
}

/** The same screens with all of a section on one. */
export function joinSections(screens: readonly Screen[]): Screen[] {
  const joined: Screen[] = [];
  for (const { key, section, items } of screens) {
    const last = joined.at(-1);
    if (last?.section === section) last.items.push(...items);
    else joined.push({ key, section, items: [...items] });
  }
  return joined;
}
