import { addDays, tokyoDate, tokyoInstant, type Instant } from '#domain/canonical/dates.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { planReferral } from '#domain/casework/new-referral.ts';
import { PARTNER_SEEDS } from '#domain/casework/partner-seeds.ts';
import type { Consent } from '#domain/records/consent.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { Partner } from '#domain/records/partner.ts';
import type { Referral } from '#domain/records/referral.ts';
import type { CompanyWordInput, RecipientAnswerInput } from '#protocol/referrals.ts';
import type { DemoRecord } from './casework.ts';
import type { DemoPerson } from './people.ts';
import { REFERRAL_STORIES, type ReferralStory } from './referral-stories.ts';

/** Something that happens to a referral, and when. */
export type ReferralEvent = { at: Instant } & (
  | { is: 'made'; records: DemoRecord[] }
  | { is: 'answer'; referralId: string; answer: RecipientAnswerInput }
  | { is: 'word'; referralId: string; word: CompanyWordInput }
  | { is: 'edit'; referralId: string; by: string; fields: Partial<Referral> }
);

/** What the referrals are made from: leads as they are among the records, and who works on them. */
export interface ReferralDemo {
  seed: number;
  now: Instant;
  leads: readonly DemoRecord<'leads'>[];
  people: readonly DemoPerson[];
}

const SCOPE =
  '（架空）青森の支援センターが、あなたの会社の次の項目を、ご相談のために繋ぎ先へ渡します。同意はいつでも取り消せます。';
/** Its place in the directory. */
const WITH_ACCOUNT = 5;
const ITEMS = ['company', 'contact', 'issues', 'about'] as const;

/** The directory of partners, with windows that nobody has: whom a referral can go to. */
export function inventPartners(now: Instant, people: readonly DemoPerson[]): DemoRecord<'partners'>[] {
  const office = people.find(({ role }) => role === 'office')!;
  const window = people.find(({ role }) => role === 'partner')!;
  const expertise = [
    ['finance'],
    ['newproducts', 'productivity'],
    ['finance', 'succession'],
    ['finance', 'sales'],
    ['finance', 'equipment'],
    ['finance', 'equipment'],
    ['finance', 'startup'],
    ['digital', 'newproducts'],
    ['finance', 'succession'],
  ];
  return PARTNER_SEEDS.map(({ id, fields }, index) => ({
    collection: 'partners',
    id,
    fields: {
      ...fields,
      department: '中小企業支援窓口（架空）',
      phone: `000-000-01${String(index + 1).padStart(2, '0')}`,
      expertise: expertise[index] ?? [],
      // Some were last looked at long ago.
      checkedOn: addDays(tokyoDate(now), index % 3 === 2 ? -400 : -30 - index),
      checkedBy: office.userId,
      // The institution with cases in most states has somebody with an account.
      ...(index === WITH_ACCOUNT && { people: [window.userId] }),
      invented: true,
    } satisfies Partner,
    madeBy: office.userId,
    madeAt: tokyoInstant(addDays(tokyoDate(now), -50), '09:00'),
  }));
}

/** Referrals in every state there is, told as they happened, in the order of time. */
export function inventReferrals({ seed, now, leads, people }: ReferralDemo): ReferralEvent[] {
  const random = new SeededRandom(seed);
  let made = 0;
  const newId = (at: Instant): string => uuidV7(Date.parse(at) + (made += 1), (count) => random.bytes(count));
  const coordinators = people.filter(({ role }) => role === 'coordinator');
  const holders = new Map(coordinators.map((person) => [person.userId, leadsOf(leads, person.userId)]));
  return REFERRAL_STORIES.flatMap((story, index) => {
    const { userId } = coordinators[index % coordinators.length]!;
    const held = holders.get(userId) ?? [];
    // Of a lead that was there by then; who came later was known before.
    const before = addDays(tokyoDate(now), -story.daysAgo);
    const place = held.findIndex(({ madeAt }) => tokyoDate(madeAt) < before);
    const [lead] = held.splice(place < 0 ? held.length - 1 : place, 1);
    const partner = PARTNER_SEEDS[story.partner]!;
    return lead ? tell(story, { lead, isOfLead: place >= 0, by: userId, partner, now, newId }) : [];
  }).sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** The leads that somebody works on or has worked on, for whose companies they know. */
function leadsOf(leads: readonly DemoRecord<'leads'>[], userId: string): DemoRecord<'leads'>[] {
  return leads.filter(({ fields: { assignedTo, status, accountId } }) => {
    const isWorkedOn = status === 'inProgress' || status === 'won';
    return assignedTo === userId && isWorkedOn && accountId !== undefined;
  });
}

interface Circumstances {
  lead: DemoRecord<'leads'>;
  isOfLead: boolean;
  by: string;
  partner: (typeof PARTNER_SEEDS)[number];
  now: Instant;
  newId: (at: Instant) => string;
}

function tell(
  story: ReferralStory,
  { lead, isOfLead, by, partner, now, newId }: Circumstances,
): ReferralEvent[] {
  const today = tokyoDate(now);
  const at = (daysAgo: number, time: string): Instant => {
    const moment = tokyoInstant(addDays(today, -daysAgo), time);
    return moment < now ? moment : now;
  };
  const madeAt = at(story.daysAgo, '14:10');
  const { accountId, companyName } = lead.fields as Lead;
  const [consentId, referralId] = [newId(madeAt), newId(madeAt)];
  const partnerName = [partner.fields.name, partner.fields.branch].filter(Boolean).join(' ');
  const { consent, referral } = planReferral(
    {
      accountId: accountId!,
      ...(isOfLead && { leadId: lead.id }),
      partnerId: partner.id,
      partnerName,
      about: story.about,
      items: ITEMS,
      issues: story.issues,
      contactName: `${companyName}の担当者（架空）`,
      contactReach: '000-000-0000',
    },
    { scope: SCOPE, purpose: 'ご相談を繋ぐため' },
    { by, at: madeAt, consentId, codeId: undefined },
  );
  const isDraft = story.begins === 'draft';
  const first: DemoRecord[] = [
    {
      collection: 'referrals',
      id: referralId,
      fields: {
        ...(referral as Referral),
        ...(isDraft && { releasedAt: undefined, releasedBy: undefined, consentId: undefined }),
        ...(story.slipGivenDaysAgo !== undefined && { slipGivenAt: at(story.slipGivenDaysAgo, '16:30') }),
      },
      madeBy: by,
      madeAt,
    },
  ];
  if (story.begins === 'sent')
    first.unshift({ collection: 'consents', id: consentId, fields: consent as Consent, madeBy: by, madeAt });
  const events: ReferralEvent[] = [{ at: madeAt, is: 'made', records: first.map(withoutGaps) }];
  for (const { daysAgo, ...answer } of story.answers ?? [])
    events.push({ at: at(daysAgo, '11:20'), is: 'answer', referralId, answer });
  for (const { daysAgo, ...call } of story.calls ?? []) {
    const phoneAt = at(daysAgo, '10:40');
    events.push({ at: phoneAt, is: 'edit', referralId, by, fields: { ...call, phoneAt } });
  }
  if (story.word) {
    const { daysAgo, ...word } = story.word;
    events.push({ at: at(daysAgo, '13:05'), is: 'word', referralId, word });
  }
  if (story.ended) {
    const { daysAgo, ...ended } = story.ended;
    const endedAt = at(daysAgo, '17:10');
    events.push({ at: endedAt, is: 'edit', referralId, by, fields: { ...ended, endedAt, endedBy: by } });
  }
  if (story.closedDaysAgo !== undefined) {
    const closedAt = at(story.closedDaysAgo, '17:20');
    events.push({ at: closedAt, is: 'edit', referralId, by, fields: { closedAt, closedBy: by } });
  }
  if (story.withdrawnDaysAgo !== undefined) {
    const withdrawnAt = at(story.withdrawnDaysAgo, '09:15');
    const fields: Consent = {
      accountId: accountId!,
      ...(isOfLead && { leadId: lead.id }),
      act: 'withdrawn',
      withdraws: consentId,
      takenBy: by,
      at: withdrawnAt,
      reason: '（架空）別の相談先が見つかったとのこと',
    };
    const row: DemoRecord = {
      collection: 'consents',
      id: newId(withdrawnAt),
      fields,
      madeBy: by,
      madeAt: withdrawnAt,
    };
    events.push({ at: withdrawnAt, is: 'made', records: [row] });
  }
  return events;
}

/** A record says nothing of what it does not have. */
function withoutGaps(record: DemoRecord): DemoRecord {
  const entries = Object.entries(record.fields).filter(([, value]) => value !== undefined);
  return { ...record, fields: Object.fromEntries(entries) as DemoRecord['fields'] };
}
