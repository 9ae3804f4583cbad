import { ITEM_ROLES, type ItemRole, type RoleRequirement } from './item-roles.ts';
import type { Item } from './model.ts';
import type { Report } from './problem.ts';

/**
 * What is wrong with the roles of items: one of the wrong kind, one that lacks an option on
 * which rules rely, and a role that more items have than may.
 */
export function checkRoles(items: readonly { item: Item; path: string }[], report: Report): void {
  const seen = new Set<ItemRole>();
  for (const { item, path } of items) {
    if (item.role === undefined) continue;
    const { kinds, options = [], isShared }: RoleRequirement = ITEM_ROLES[item.role];
    if (!kinds.includes(item.kind)) report(`${path}/role`, 'wrongKindForRole', item.role);
    for (const code of options) {
      if (!item.options?.some((option) => option.code === code))
        report(`${path}/options`, 'optionNeededForRole', code);
    }
    if (seen.has(item.role) && !isShared) report(`${path}/role`, 'duplicateRole', item.role);
    seen.add(item.role);
  }
}
