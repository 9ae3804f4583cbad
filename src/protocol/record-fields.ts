import * as v from 'valibot';
import { isInstant, isPlainDate } from '#domain/canonical/dates.ts';
import { ONE_LINE_FIELDS } from '#domain/records/one-line-fields.ts';
import { LINE_LENGTH_LIMIT, TEXT_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import { LEAD_STATUSES, VISIT_STATUSES, DISPOSITIONS } from '#domain/records/model.ts';
import type { Change, Collection } from '#domain/sync/change.ts';
import type { ChangeFault } from '#domain/sync/check-change.ts';
import { isSetField } from '#domain/sync/merge-units.ts';
import { splitPath } from '#domain/sync/fields.ts';
import { faultOfIssue } from './schema-faults.ts';

const line = v.pipe(
  v.string(),
  v.maxLength(LINE_LENGTH_LIMIT),
  v.regex(/^\P{Cc}*$/u, 'not one line of plain text'),
);
const text = v.pipe(v.string(), v.maxLength(TEXT_LENGTH_LIMIT));
// Leads, contacts and next steps are saved while they are typed and may still lack their words.
const filledLine = v.pipe(line, v.trim(), v.minLength(1));
const filledText = v.pipe(text, v.trim(), v.minLength(1));
const code = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'not a code'));
const id = v.pipe(v.string(), v.maxLength(64));
const flag = v.boolean();
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const plainDate = v.pipe(
  v.string(),
  v.check((day) => isPlainDate(day), 'not a day that exists'),
);
const time = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day (HH:MM)'));
const instant = v.pipe(
  v.string(),
  v.check((moment) => isInstant(moment), 'not an instant in UTC with milliseconds'),
);
const oneOf = <const T extends readonly string[]>(values: T) => v.picklist(values);
const consent = { consentGiven: flag, consentAt: instant };
const advice = v.looseObject({
  at: instant,
  edition: whole,
  editionHash: line,
  linksHash: line,
  fiscalYear: whole,
  company: v.looseObject({}),
  issues: v.pipe(v.array(code), v.maxLength(100)),
  situation: v.optional(text),
  programmes: v.pipe(
    v.array(v.looseObject({ key: code, criteria: v.record(code, oneOf(['met', 'unmet', 'unknown'])) })),
    v.maxLength(500),
  ),
});
const answer = v.union([
  v.string(),
  v.number(),
  v.array(v.string()),
  v.record(v.string(), v.union([v.string(), v.array(v.string())])),
]);

function linesOf(collection: Collection): Record<string, v.GenericSchema> {
  return Object.fromEntries(ONE_LINE_FIELDS[collection].map((name) => [name, line]));
}

/**
 * The types of the fields that this build knows. A field that it does not know is
 * stored and returned as it came: newer apps may write more than older servers know.
 */
const FIELD_TYPES: Record<Collection, Record<string, v.GenericSchema>> = {
  accounts: {
    ...linesOf('accounts'),
    name: filledLine,
    corporateNumber: v.pipe(v.string(), v.regex(/^\d{13}$/, 'not 13 digits')),
    industry: code,
    employees: code,
    sales: code,
    employeeCount: whole,
    municipality: code,
    note: text,
    status: oneOf(['active', 'archived']),
    mergedInto: id,
    invented: flag,
  },
  contacts: { ...linesOf('contacts'), accountId: id },
  visits: {
    ...linesOf('visits'),
    accountId: id,
    status: oneOf(VISIT_STATUSES),
    plannedDate: plainDate,
    plannedTime: time,
    startedAt: instant,
    finishedAt: instant,
    purpose: text,
    notes: text,
    advice,
  },
  responses: {
    ...linesOf('responses'),
    surveyId: id,
    questionnaireId: id,
    questionnaireRevision: whole,
    accountId: id,
    visitId: id,
    invitationId: id,
    channel: oneOf(['visit', 'link', 'openLink', 'paper', 'import']),
    interviewerId: id,
    startedAt: instant,
    submittedAt: instant,
    disposition: oneOf(DISPOSITIONS),
    seed: line,
    receiptNumber: line,
    settledAt: instant,
    settledBy: id,
    answers: answer,
    notes: text,
    provenance: v.object({ channel: line, by: id, at: instant }),
    corrections: v.looseObject({ code: line, by: id, at: instant, reason: text }),
    invented: flag,
  },
  leads: {
    ...linesOf('leads'),
    accountId: id,
    municipality: code,
    about: text,
    preferredWay: line,
    urgency: oneOf(['now', 'withinYear']),
    source: oneOf(['visit', 'survey', 'phone', 'other']),
    visitId: id,
    responseId: id,
    ...consent,
    status: oneOf(LEAD_STATUSES),
    statusAt: instant,
    assignedTo: id,
    assignedAt: instant,
    dueDate: plainDate,
    registeredBy: id,
    possibleDuplicateOf: id,
  },
  referrals: {
    ...linesOf('referrals'),
    accountId: id,
    leadId: id,
    partner: filledLine,
    about: filledText,
    status: oneOf(['offered', 'accepted', 'declined', 'closed']),
    statusAt: instant,
    ...consent,
  },
  nextSteps: {
    accountId: id,
    visitId: id,
    text,
    dueDate: plainDate,
    owner: id,
    status: oneOf(['open', 'done', 'dropped']),
    doneAt: instant,
    doneBy: id,
  },
  attachments: {
    accountId: id,
    visitId: id,
    sha256: filledLine,
    sizeBytes: whole,
    mediaType: filledLine,
    state: line,
  },
};

/** What a record cannot be without, when it is made. */
const REQUIRED: Record<Collection, readonly string[]> = {
  accounts: ['name'],
  contacts: ['accountId', 'name'],
  visits: ['accountId', 'status'],
  responses: ['surveyId', 'questionnaireId', 'questionnaireRevision', 'channel', 'startedAt'],
  leads: ['companyName', 'status', 'source'],
  referrals: ['accountId', 'partner', 'about', 'status'],
  nextSteps: ['accountId', 'text', 'owner', 'status'],
  attachments: ['sha256', 'sizeBytes', 'mediaType'],
};

/**
 * What a record that is made by a change cannot be without and the change lacks. A change
 * that edits a record made elsewhere may arrive before it, and is not asked for this.
 */
export function findMissingFields({ collection, fields }: Change): ChangeFault[] {
  return REQUIRED[collection]
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => ({ pointer: `/fields/${name}`, code: 'needed' }));
}

/** The faults of a change's values by the types of the fields; `null` clears a field that may be empty. */
export function findFieldFaults({
  collection,
  fields,
}: Pick<Change, 'collection' | 'fields'>): ChangeFault[] {
  return Object.entries(fields).flatMap(([path, value]) => {
    const [name] = splitPath(path);
    const type = Object.hasOwn(FIELD_TYPES[collection], name) ? FIELD_TYPES[collection][name] : undefined;
    if (!type || isSetField(collection, name)) return [];
    const pointer = `/fields/${path.replace('/', '~1')}`;
    if (value === null) {
      return REQUIRED[collection].includes(name) ? [{ pointer, code: 'needed' as const }] : [];
    }
    const checked = v.safeParse(type, value);
    return checked.success ? [] : [{ pointer, ...faultOfIssue(checked.issues[0]) }];
  });
}
