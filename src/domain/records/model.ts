export { DISPOSITIONS, type Disposition } from './dispositions.ts';
export type { Account } from './account.ts';
export type { Attachment } from './attachment.ts';
export type { CollectionFields } from './collections.ts';
export type { Contact } from './contact.ts';
export { LEAD_STATUSES, type Lead, type LeadStatus } from './lead.ts';
export type { NextStep } from './next-step.ts';
export type { Referral } from './referral.ts';
export { COMPANY_CORRECTION, type Correction, type SurveyResponse } from './response.ts';
export {
  VISIT_STATUSES,
  type CriterionName,
  type CriterionState,
  type RecordedAdvice,
  type Visit,
  type VisitStatus,
} from './visit.ts';
