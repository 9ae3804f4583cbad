import { hasRight, type Right } from '#domain/access/permissions.ts';
import { useWorkspace } from './workspace.ts';

/** Whether the person at work has a right; what they have not is not offered to them. */
export function useRight(right: Right): boolean {
  return hasRight(useWorkspace().session.user.role, right);
}
