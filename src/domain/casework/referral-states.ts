import type { Instant } from '#domain/canonical/dates.ts';
import type { ChangeFields } from '#domain/sync/change.ts';
import {
  DECLINE_REASONS,
  type AnswerWay,
  type DeclineReason,
  type RecipientState,
  type Referral,
} from '#domain/records/referral.ts';

/** How a referral stands, its sender's endings included. */
export const REFERRAL_STATES = [
  'draft',
  'waiting',
  'sent',
  'received',
  'accepted',
  'inProgress',
  'onHold',
  'completed',
  'declined',
  'referredOnward',
  'revoked',
  'enteredInError',
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** `server` hands over; `recipient` is the institution, also on the telephone; `sender` is the centre. */
export type ReferralActor = 'sender' | 'server' | 'recipient';

type Moves = Partial<Record<ReferralState, ReferralActor>>;

const ENDS: Moves = { declined: 'recipient', referredOnward: 'recipient' };
const SENDER_ENDS: Moves = { revoked: 'sender', enteredInError: 'sender' };
const WORK: Moves = {
  accepted: 'recipient',
  inProgress: 'recipient',
  onHold: 'recipient',
  completed: 'recipient',
};

/**
 * Who may take a referral from which state to which. `waiting` has been let go and waits for its consent
 * or for the network. What came to an end stays so, except that it may turn out never to have been meant.
 */
const TABLE: Record<ReferralState, Moves> = {
  draft: { waiting: 'sender', ...SENDER_ENDS },
  waiting: { sent: 'server', draft: 'sender', ...SENDER_ENDS },
  sent: { received: 'recipient', ...WORK, ...ENDS, ...SENDER_ENDS },
  received: { ...WORK, ...ENDS, ...SENDER_ENDS },
  accepted: { inProgress: 'recipient', onHold: 'recipient', completed: 'recipient', ...ENDS, ...SENDER_ENDS },
  inProgress: { onHold: 'recipient', completed: 'recipient', ...ENDS, ...SENDER_ENDS },
  onHold: { accepted: 'recipient', inProgress: 'recipient', completed: 'recipient', ...ENDS, ...SENDER_ENDS },
  completed: { enteredInError: 'sender' },
  declined: { enteredInError: 'sender' },
  referredOnward: { enteredInError: 'sender' },
  revoked: {},
  enteredInError: {},
};

const OVER = new Set<ReferralState>(['completed', 'declined', 'referredOnward', 'revoked', 'enteredInError']);

/** The states of version 1, which had neither hand-over nor code. */
const OF_VERSION_1 = { offered: 'sent', closed: 'completed' } as const;

/** How a referral stands. What its sender ended stays ended, whatever the recipient said meanwhile. */
export function stateOf({ status, endedAs, releasedAt }: Partial<Referral>): ReferralState {
  if (endedAs !== undefined) return endedAs;
  if (status === 'offered' || status === 'closed') return OF_VERSION_1[status];
  if (status !== undefined && status !== 'draft') return status;
  return releasedAt === undefined ? 'draft' : 'waiting';
}

/** Whether nothing more is expected of a referral's recipient; its code is then no longer valid. */
export function isReferralOver(state: ReferralState): boolean {
  return OVER.has(state);
}

/** Who of the centre sees to a referral: who was given it, else who let it go. */
export function holderOf({ owner, releasedBy }: Partial<Referral>): string | undefined {
  return owner ?? releasedBy;
}

/** Whether something has been handed over. */
export function wasSent(state: ReferralState, { sentAt }: Pick<Partial<Referral>, 'sentAt'>): boolean {
  return sentAt !== undefined || !['draft', 'waiting', 'revoked', 'enteredInError'].includes(state);
}

/** The states to which somebody may take a referral from where it stands. */
export function listMoves(from: ReferralState, actor: ReferralActor): ReferralState[] {
  return REFERRAL_STATES.filter((to) => TABLE[from][to] === actor);
}

/** What a recipient says. */
export interface RecipientAnswer {
  state: RecipientState;
  way: AnswerWay;
  at: Instant;
  /** Who at the institution says it; must be there when it is by telephone. */
  from?: string | undefined;
  /** Who of the centre took it down; of telephone calls alone. */
  takenBy?: string | undefined;
  reason?: DeclineReason | undefined;
  onwardTo?: string | undefined;
  text?: string | undefined;
}

/** What an answer lacks. */
export type AnswerFault = 'notNow' | 'needsReason' | 'needsTarget' | 'needsName';

/** Why an answer cannot be taken as a referral stands; undefined when it can. */
export function findAnswerFault(
  referral: Partial<Referral>,
  { state, way, from, reason, onwardTo }: Omit<RecipientAnswer, 'at'>,
): AnswerFault | undefined {
  if (!listMoves(stateOf(referral), 'recipient').includes(state)) return 'notNow';
  if (state === 'declined' && !DECLINE_REASONS.some((each) => each === reason)) return 'needsReason';
  if (state === 'referredOnward' && !onwardTo?.trim()) return 'needsTarget';
  return way === 'telephone' && !from?.trim() ? 'needsName' : undefined;
}

/**
 * What the server writes for an answer: the whole state, so that nothing of the one before lingers, and an
 * entry of the history. One by telephone that does not fit any more is an entry alone.
 */
export function planAnswer(
  referral: Partial<Referral>,
  answer: RecipientAnswer,
  entryId: string,
): ChangeFields {
  const { state, way, at, from, takenBy, reason, onwardTo, text } = answer;
  const isLate = findAnswerFault(referral, answer) !== undefined;
  const words = [onwardTo, text].filter((part) => part?.trim()).join('\n');
  const entry = {
    state,
    at,
    way,
    ...(from?.trim() && { from: from.trim() }),
    ...(takenBy !== undefined && { takenBy }),
    ...(words !== '' && { text: words }),
    ...(isLate && { isLate }),
  };
  if (isLate) return { [`history/${entryId}`]: entry };
  return {
    status: state,
    statusAt: at,
    statusReason: text?.trim().replaceAll(/\s+/g, ' ').slice(0, 500) || null,
    declineReason: state === 'declined' ? (reason ?? null) : null,
    onwardTo: state === 'referredOnward' ? (onwardTo?.trim() ?? null) : null,
    answeredBy: from?.trim() || null,
    answerWay: way,
    answerTakenBy: takenBy ?? null,
    [`history/${entryId}`]: entry,
  };
}
