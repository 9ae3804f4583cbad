import type { Instant } from '#domain/canonical/dates.ts';
import { isByLink } from '#domain/records/channels.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { RESPONDENT_AUTHOR } from '#domain/sync/change.ts';
import { useStaff } from '#client/records/staff.ts';
import { formatMoment } from '#ui/format.ts';
import { defineMessages, useMessages } from '#ui/messages.ts';
import { channelNames } from '#client/records/response-words.ts';

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
  const t = useMessages(
    defineMessages({
      ja: { separator: ' · ', ofRecord: '企業の記録から' },
      en: { separator: ' · ', ofRecord: 'From the company’s record' },
    }),
  );
  const { nameOf } = useStaff();

  function join(parts: readonly string[]): string {
    return parts.filter(Boolean).join(t('separator'));
  }

  return {
    ofResponse: ({ channel, interviewerId, submittedAt }, now) => {
      const giver = isByLink(channel) ? RESPONDENT_AUTHOR : interviewerId;
      return join([
        channel ? channelName(channel) : '',
        nameOf(giver),
        submittedAt ? formatMoment(submittedAt, now) : '',
      ]);
    },
    ofAnswer: ({ channel, by, at, prefilled }, now) =>
      prefilled
        ? join([t('ofRecord'), formatMoment(at, now)])
        : join([channelName(channel), nameOf(by), formatMoment(at, now)]),
    personName: nameOf,
  };
}
