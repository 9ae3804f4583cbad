import { computed, type ComputedRef } from 'vue';
import { RESPONDENT_AUTHOR, SERVER_AUTHOR } from '#domain/sync/change.ts';
import type { StaffMember } from '#protocol/session.ts';
import { defineMessages, useMessages } from '#ui/messages.ts';
import { useDocument } from './documents.ts';
import { useWorkspace } from './workspace.ts';

/** The centre's people as this device knows them. */
export interface Staff {
  /** Those who work here now; before the first sync only the person at the device. */
  people: ComputedRef<StaffMember[]>;
  /** A person's name by user id; people who have left keep theirs. Those who are no staff are named too, and whom this device does not know is a colleague. The id's absence gives an empty text. */
  nameOf: (userId: string | undefined) => string;
}

const others = defineMessages({
  ja: { respondent: '企業の方', server: '自動の判定', someone: '職員' },
  en: { respondent: 'the company', server: 'set automatically', someone: 'a colleague' },
});

/** Follows the staff directory on this device. */
export function useStaff(): Staff {
  const { session } = useWorkspace();
  const directory = useDocument('staff');
  const everyone = computed<StaffMember[]>(
    () =>
      directory.data.value ?? [
        {
          userId: session.user.id,
          name: session.user.name,
          role: session.user.role,
          expertise: [],
          active: true,
        },
      ],
  );
  const t = useMessages(others);
  const names = computed(
    () =>
      new Map([
        [RESPONDENT_AUTHOR, t('respondent')],
        [SERVER_AUTHOR, t('server')],
        ...everyone.value.map(({ userId, name }) => [userId, name] as const),
      ]),
  );
  return {
    people: computed(() => everyone.value.filter(({ active }) => active)),
    nameOf: (userId) => (userId === undefined ? '' : (names.value.get(userId) ?? t('someone'))),
  };
}
