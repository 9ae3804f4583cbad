import type { Instant } from '#domain/canonical/dates.ts';
import type { SurveyResponse } from '#domain/casework/model.ts';
import { useStaff } from '#client/storage/staff.ts';
import { formatMoment } from '#ui/format.ts';
import { defineMessages, useMessages } from '#ui/messages.ts';
import { channelNames } from './channel-names.ts';

type Provenance = NonNullable<SurveyResponse['provenance']>[string];

/** Where answers come from, in words. */
export interface ProvenanceWords {
  /** Of a whole response: by which way, who, when. */
  ofResponse: (response: Partial<SurveyResponse>, now: Instant) => string;
  /** Of one answer. */
  ofAnswer: (provenance: Provenance, now: Instant) => string;
  /** Who somebody is that stands in a record. */
  personName: (id: string) => string;
}

/** Words for channel, person and time; who answers by link is nobody of the staff. */
export function useProvenanceWords(): ProvenanceWords {
  const channelName = useMessages(channelNames);
  const t = useMessages(defineMessages({ ja: { company: '企業の方', office: '自動の判定', separator: ' · ' }, en: { company: 'the company', office: 'set automatically', separator: ' · ' } }));
  const { nameOf } = useStaff();

  /** The directory gives an id back where it knows no such person. */
  function isStaff(id: string): boolean {
    return nameOf(id) !== id;
  }
  function giver(channel: Provenance['channel'] | undefined, id: string | undefined): string {
    if (id !== undefined && isStaff(id)) return nameOf(id);
    return channel === 'link' || channel === 'openLink' ? t('company') : '';
  }
  function join(parts: readonly string[]): string {
    return parts.filter(Boolean).join(t('separator'));
  }

  return {
    ofResponse: ({ channel, interviewerId, submittedAt }, now) =>
      join([channel ? channelName(channel) : '', giver(channel, interviewerId), submittedAt ? formatMoment(submittedAt, now) : '']),
    ofAnswer: ({ channel, by, at }, now) => join([channelName(channel), giver(channel, by), formatMoment(at, now)]),
    personName: (id) => (isStaff(id) ? nameOf(id) : t('office')),
  };
}
