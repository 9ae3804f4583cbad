import { computed, type ComputedRef } from 'vue';
import { tokyoDate } from '#domain/canonical/dates.ts';
import {
  computeWorkloads,
  rankAssignees,
  type RankedAssignee,
  type Workload,
} from '#domain/casework/assignment.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { StaffMember } from '#protocol/session.ts';
import { useCodeLabels } from '#client/records/code-labels.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useStaff } from '#client/records/staff.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { formatCount, formatDay, formatList } from '#ui/format.ts';
import { useMessages } from '#ui/messages.ts';
import { boardMessages } from './board-messages.ts';

/** The colleagues who may take leads, how much each has, and why one is proposed, in words. */
export function useAssignees(): {
  staff: ComputedRef<StaffMember[]>;
  loads: ComputedRef<ReadonlyMap<string, Workload>>;
  rank: (lead: Partial<Lead>) => RankedAssignee<StaffMember>[];
  explain: (ranked: RankedAssignee<StaffMember>, lead: Partial<Lead>) => string;
} {
  const { db, now } = useWorkspace();
  const { people } = useStaff();
  const { label } = useCodeLabels();
  const t = useMessages(boardMessages);
  const staff = computed(() => people.value.filter(({ role }) => role !== 'partner'));
  const leads = useLiveQuery(
    async () => (await db.leads.toArray()).filter((one) => one.deletedAt === null),
    [],
  );
  const loads = computed(() => computeWorkloads(leads.data.value));

  function explain(
    { matching, inArea, open, lastAssignedAt }: RankedAssignee<StaffMember>,
    lead: Partial<Lead>,
  ): string {
    const known = formatList(matching.map((issue) => label('issues', issue) || issue));
    return [
      known ? t('knows', { issues: known }) : (lead.issues ?? []).length > 0 ? t('knowsNone') : '',
      inArea === undefined ? '' : t(inArea ? 'inArea' : 'outOfArea'),
      t('load', { n: formatCount(open, 'lead') }),
      lastAssignedAt
        ? t('lastAssigned', { when: formatDay(tokyoDate(lastAssignedAt), tokyoDate(now())) })
        : t('neverAssigned'),
    ]
      .filter(Boolean)
      .join(' · ');
  }

  return { staff, loads, rank: (lead) => rankAssignees(staff.value, lead, loads.value), explain };
}
