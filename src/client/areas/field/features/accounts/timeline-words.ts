import {
  Building,
  ClipboardList,
  Footprints,
  Handshake,
  ListChecks,
  Megaphone,
  Phone,
  Video,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import { tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import type { TimelineEntry } from '#domain/casework/account-timeline.ts';
import type { ReferralStep } from '#domain/casework/referral-steps.ts';
import type { Referral } from '#domain/records/referral.ts';
import type { VisitKind } from '#domain/records/visit.ts';
import { nameOfCode } from '#client/records/record-words.ts';
import { useRight } from '#client/records/rights.ts';
import { useStaff } from '#client/records/staff.ts';
import { useSurveyAmongSeveral } from '#client/records/survey-titles.ts';
import { formatDay, formatList, formatMoment } from '#ui/format.ts';
import { useMessages } from '#ui/messages.ts';
import type { Tone } from '#ui/tone.ts';
import { accountPageMessages } from './account-page-messages.ts';

/** One line of a company's history as it is shown. */
export interface TimelineLine {
  key: string;
  icon: Component;
  title: string;
  when: string;
  /** Who, or the first words of what was written. */
  about: string;
  state: string;
  tone: Tone | 'neutral';
  route: RouteLocationRaw | undefined;
  /** Its report on paper, of a visit that is over. */
  report?: RouteLocationRaw;
}

const EXCERPT_LENGTH = 60;
const KIND_ICONS: Record<VisitKind, Component> = {
  visit: Footprints,
  telephone: Phone,
  online: Video,
  office: Building,
};

/** Puts entries of a company's history into words. */
export function useTimelineWords(): (entry: TimelineEntry, now: Instant) => TimelineLine {
  const t = useMessages(accountPageMessages);
  const { nameOf } = useStaff();
  const nameSurvey = useSurveyAmongSeveral();
  const mayInterview = useRight('record:responses');

  return (entry, now) => {
    const { kind, id, at } = entry;
    const line = { key: `${kind}.${id}`, when: formatMoment(at, now) };
    switch (kind) {
      case 'visit': {
        const {
          status,
          kind: way = 'visit',
          plannedDate,
          plannedTime,
          notes,
          purpose,
          participants = [],
        } = entry.fields;
        const isAhead = status === 'planned' && plannedDate !== undefined;
        return {
          ...line,
          ...(isAhead && {
            when: [formatDay(plannedDate, tokyoDate(now)), plannedTime?.replace(/^0/, '')]
              .filter(Boolean)
              .join(' '),
          }),
          icon: KIND_ICONS[way] ?? Footprints,
          title: nameOfCode('visits', 'kind', way),
          about: [formatList(participants.map(nameOf)), excerpt(notes ?? purpose)]
            .filter(Boolean)
            .join(' · '),
          state: status ? nameOfCode('visits', 'status', status) : '',
          tone: status === 'started' ? 'info' : status === 'finished' ? 'done' : 'neutral',
          route: { name: 'visit', params: { id } },
          ...(status === 'finished' && { report: { name: 'visit-report', params: { id } } }),
        };
      }
      case 'response': {
        const { surveyId, channel, submittedAt, disposition, visitId, interviewerId } = entry.fields;
        return {
          ...line,
          icon: ClipboardList,
          title: t('response'),
          about: [
            nameSurvey(surveyId),
            channel && nameOfCode('responses', 'channel', channel),
            nameOf(interviewerId),
          ]
            .filter(Boolean)
            .join(' · '),
          state:
            submittedAt === undefined
              ? t('inProgressResponse')
              : disposition === undefined
                ? ''
                : nameOfCode('responses', 'disposition', disposition),
          tone: submittedAt === undefined ? 'info' : 'done',
          route:
            submittedAt === undefined
              ? mayInterview
                ? interviewOf(visitId)
                : undefined
              : { name: 'response', params: { id } },
        };
      }
      case 'lead': {
        const { status, about, assignedTo } = entry.fields;
        return {
          ...line,
          icon: Megaphone,
          title: t('lead'),
          about: [nameOf(assignedTo), excerpt(about)].filter(Boolean).join(' · '),
          state: status ? nameOfCode('leads', 'status', status) : '',
          tone: status === 'won' ? 'done' : status === 'closed' ? 'neutral' : 'info',
          route: { name: 'lead', params: { id } },
        };
      }
      case 'nextStep': {
        const { text, status, doneBy } = entry.fields;
        return {
          ...line,
          icon: ListChecks,
          title: text || t('nextStep'),
          about: nameOf(doneBy),
          state: status ? nameOfCode('nextSteps', 'status', status) : '',
          tone: status === 'done' ? 'done' : 'neutral',
          route: undefined,
        };
      }
      case 'referral': {
        const { partner = '', about, releasedBy, answeredBy, closedBy } = entry.fields;
        const { step } = entry;
        const who = {
          made: nameOf(releasedBy),
          handedOver: '',
          answered: step.what === 'answered' ? (step.answer.from ?? answeredBy) : '',
          ended: nameOf(entry.fields.endedBy),
          companyWord: entry.fields.companyWordFrom,
          closed: nameOf(closedBy),
        }[step.what];
        return {
          ...line,
          // A case has as many lines as steps.
          key: `${line.key}.${step.what}.${at}`,
          icon: Handshake,
          title: t('referral', { partner }),
          about: [who, excerpt(step.what === 'companyWord' ? entry.fields.companyWordText : about)]
            .filter(Boolean)
            .join(' · '),
          state: wordOfStep(step, entry.fields),
          tone: step.what === 'companyWord' || step.what === 'closed' ? 'done' : 'info',
          route: { name: 'referral', params: { id } },
        };
      }
    }
  };

  function wordOfStep(step: ReferralStep, { endedAs, companyWord }: Partial<Referral>): string {
    if (step.what === 'answered') return nameOfCode('referrals', 'status', step.answer.state);
    if (step.what === 'ended') return endedAs ? nameOfCode('referrals', 'endedAs', endedAs) : '';
    if (step.what === 'companyWord')
      return companyWord
        ? t('referralWord', { word: nameOfCode('referrals', 'companyWord', companyWord) })
        : '';
    return t(
      { made: 'referralMade', handedOver: 'referralSent', closed: 'referralClosed' }[
        step.what
      ] as 'referralMade',
    );
  }
}

/** Where a response that is not submitted yet goes on; nobody of the centre goes on with a company's own. */
function interviewOf(visitId: string | undefined): RouteLocationRaw | undefined {
  return visitId === undefined ? undefined : { name: 'interview', params: { id: visitId } };
}

function excerpt(text: string | undefined): string {
  const line = text?.trim().replace(/\s+/g, ' ') ?? '';
  const letters = Array.from(line);
  return letters.length > EXCERPT_LENGTH ? `${letters.slice(0, EXCERPT_LENGTH).join('')}…` : line;
}
