import { computed, type ComputedRef } from 'vue';
import type { StaffMember } from '#protocol/session.ts';
import { useDocument } from './documents.ts';
import { useWorkspace } from './workspace.ts';

/** The centre's people as this device knows them. */
export interface Staff {
  /** Those who work here now; before the first sync only the person at the device. */
  people: ComputedRef<StaffMember[]>;
  /** A person's name by user id; people who have left keep theirs. The id's absence gives an empty text. */
  nameOf: (userId: string | undefined) => string;
}

/** Follows the staff directory on this device. */
export function useStaff(): Staff {
  const { session } = useWorkspace();
  const directory = useDocument('staff');
  const everyone = computed<StaffMember[]>(
    () => directory.data.value ?? [{ userId: session.user.id, name: session.user.name, role: session.user.role, expertise: [], active: true }],
  );
  const names = computed(() => new Map(everyone.value.map(({ userId, name }) => [userId, name])));
  return {
    people: computed(() => everyone.value.filter(({ active }) => active)),
    nameOf: (userId) => (userId === undefined ? '' : (names.value.get(userId) ?? userId)),
  };
}
