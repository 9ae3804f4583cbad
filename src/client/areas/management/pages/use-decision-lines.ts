import { computed, type ComputedRef } from 'vue';
import type { Decision } from '#domain/records/decision.ts';
import { keyOfItem, type MeetingItem } from '#domain/records/meeting.ts';
import type { DecisionChange } from '#domain/tabulation/decision-cells.ts';
import type { ThreadLine } from '#client/areas/management/features/decisions/DecisionThread.vue';
import { threadMessages } from '#client/areas/management/features/decisions/thread-messages.ts';
import { meetingMessages } from '#client/areas/management/features/meetings/meeting-messages.ts';
import { readSavedQuery } from '#client/areas/tables/features/saved/saved-query.ts';
import { useDocument } from '#client/records/documents.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useRight } from '#client/records/rights.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { Local } from '#client/storage/database.ts';
import type { DeviceSurvey } from '#protocol/documents.ts';
import type { Choice } from '#ui/choice.ts';
import { formatDate } from '#ui/format.ts';
import { language, useMessages } from '#ui/messages.ts';

/** What stands at each step of a decision's thread, and what can be chosen there. */
export interface DecisionLines {
  lines: ComputedRef<Record<'numbers' | 'meeting' | 'measure' | 'result', ThreadLine[]>>;
  programmes: ComputedRef<Choice[]>;
  partners: ComputedRef<Choice[]>;
  meetings: ComputedRef<Choice[]>;
  itemsOf: (meetingId: string) => Choice[];
}

/** Puts the thread of a decision into words and ways. */
export function useDecisionLines(
  fields: () => Partial<Decision> | undefined,
  counted: {
    /** What its numbers are now. */
    now: () => DecisionChange | undefined;
    /** The survey after the one it rests on, and what its numbers are there. */
    nextSurvey: () => DeviceSurvey | undefined;
    next: () => DecisionChange | undefined;
  },
): DecisionLines {
  const { db } = useWorkspace();
  const t = useMessages(threadMessages);
  const partText = useMessages(meetingMessages);
  const seesThemes = useRight('management.see');
  const catalogue = useDocument('catalogue');
  const stored = useLiveQuery(
    async () => {
      const [meetings, partners, tables] = await Promise.all([
        db.meetings.toArray(),
        db.partners.toArray(),
        db.savedTables.toArray(),
      ]);
      return { meetings: present(meetings), partners: present(partners), tables: present(tables) };
    },
    { meetings: [], partners: [], tables: [] },
  );

  function titleOfItem(item: MeetingItem): string {
    const saved = stored.data.value.tables.find(({ id }) => id === item.of)?.fields.title;
    return item.title ?? (item.part === 'table' ? (saved ?? partText('table')) : partText(item.part));
  }

  function itemsOf(meetingId: string): Choice[] {
    const items = stored.data.value.meetings.find(({ id }) => id === meetingId)?.fields.items ?? [];
    return items.map((item) => ({ value: keyOfItem(item), label: titleOfItem(item) }));
  }

  const programmes = computed(() =>
    (catalogue.data.value?.programmes ?? []).map(({ key, name }) => ({ value: key, label: name })),
  );
  const partners = computed(() =>
    stored.data.value.partners.map(({ id, fields: { name, branch } }) => ({
      value: id,
      label: [name, branch].filter(Boolean).join(' '),
    })),
  );
  const meetings = computed(() =>
    [...stored.data.value.meetings]
      .sort((one, other) => ((one.fields.heldOn ?? '') < (other.fields.heldOn ?? '') ? 1 : -1))
      .map(({ id, fields: { title, heldOn } }) => ({
        value: id,
        label: [title, heldOn && formatDate(heldOn)].filter(Boolean).join(' '),
      })),
  );
  const labelIn = (choices: readonly Choice[], value: string): string =>
    choices.find((choice) => choice.value === value)?.label ?? value;

  function sayNumbers({ evidence = [], page, query }: Partial<Decision>): ThreadLine[] {
    const to = page && { name: page, query: query === undefined ? {} : readSavedQuery({ query }) };
    const texts = evidence.map(({ label }) => label);
    return (texts.length > 0 ? texts : page ? [t('openTables')] : []).map((text) => ({ text, to }));
  }

  function sayMeeting({ meetingId, meetingItem }: Partial<Decision>): ThreadLine[] {
    if (meetingId === undefined) return [];
    const meeting = meetings.value.find(({ value }) => value === meetingId);
    if (!meeting) return [{ text: t('goneMeeting') }];
    const item = itemsOf(meetingId).find(({ value }) => value === meetingItem);
    const to = { name: 'meeting', params: { id: meetingId }, ...(item && { hash: `#part-${item.value}` }) };
    return [{ text: `${meeting.label} ${item?.label ?? t('wholeMeeting')}`, to }];
  }

  function sayMeasures({ programme, theme, agreement, partnerId }: Partial<Decision>): ThreadLine[] {
    const lines: ThreadLine[] = [];
    if (programme !== undefined)
      lines.push({
        text: t('programme', { name: labelIn(programmes.value, programme) }),
        to: { name: 'programme', params: { key: programme } },
      });
    if (theme !== undefined)
      lines.push({
        text: t('theme', { name: theme }),
        to: seesThemes ? { name: 'management-themes' } : undefined,
      });
    if (agreement !== undefined || partnerId !== undefined) {
      const name = partnerId === undefined ? '' : labelIn(partners.value, partnerId);
      lines.push({
        text: t('agreement', { name: [agreement, name].filter(Boolean).join(' / ') }),
        to: { name: 'partners' },
      });
    }
    return lines;
  }

  function sayResult(decision: Partial<Decision>): ThreadLine[] {
    const { outcome, outcomeOn, evidence = [] } = decision;
    const lines: ThreadLine[] = [];
    if (outcome)
      lines.push({ text: [outcomeOn && formatDate(outcomeOn), outcome].filter(Boolean).join(' ') });
    if (evidence.length === 0) return lines;
    const now = counted.now()?.cells[0];
    if (now?.now !== undefined) lines.push({ text: t('numberNow', { now: now.now, before: now.before }) });
    const survey = counted.nextSurvey();
    const next = counted.next()?.cells[0];
    if (survey && next?.now !== undefined)
      lines.push({
        text: t('nextSurvey', { title: survey.title[language.value], now: next.now, before: next.before }),
        to: {
          name: 'tables',
          query: { ...readSavedQuery({ query: decision.query ?? null }), survey: survey.id },
        },
      });
    else if (!survey) lines.push({ text: t('noNextSurvey') });
    return lines;
  }

  return {
    lines: computed(() => {
      const decision = fields() ?? {};
      return {
        numbers: sayNumbers(decision),
        meeting: sayMeeting(decision),
        measure: sayMeasures(decision),
        result: sayResult(decision),
      };
    }),
    programmes,
    partners,
    meetings,
    itemsOf,
  };
}

function present<C extends 'meetings' | 'partners' | 'savedTables'>(records: Local<C>[]): Local<C>[] {
  return records.filter(({ deletedAt }) => deletedAt === null);
}
