import type { Collection } from '#domain/records/collections.ts';

/** What a person is to the centre. A person has one role. */
export const ROLES = ['coordinator', 'office', 'manager', 'administrator', 'partner'] as const;
export type Role = (typeof ROLES)[number];

/** Everything the server does for someone, one name per thing that can be refused. */
export const ACTIONS = [
  'session.read',
  'documents.read',
  'staff.list',
  'people.manage',
  'centre.edit',
  'devices.own',
  // To see on whose devices records wait, and since when.
  'devices.watch',
  'sync.pull',
  'sync.push',
  // What they recorded and may no longer write goes to the office.
  'changes.handIn',
  'accounts.import',
  'changes.importForOthers',
  'catalogue.edit',
  'surveys.read',
  'surveys.edit',
  'invitations.issue',
  'responses.settle',
  'records.erase',
  'restores.see',
  // To see, of companies that do not let their answers be seen with their record, what they wish to consult on.
  'wishes.tabulate',
  // To see who took which figures along.
  'exports.see',
  // To see whom the centre serves, whom not, and how much is open.
  'management.see',
  // To get codes for referrals, and to show those of one that was handed over.
  'referrals.code',
  // To answer what was referred to the own institution.
  'referrals.answer',
] as const;
export type Action = (typeof ACTIONS)[number];

const STAFF: readonly Action[] = [
  'session.read',
  'documents.read',
  'staff.list',
  'devices.own',
  'sync.pull',
  'sync.push',
  'changes.handIn',
  'surveys.read',
];

/**
 * The one permission table. Server routes, synced records and the app's
 * navigation all ask it; nothing else decides.
 */
const ALLOWED: Record<Role, ReadonlySet<Action>> = {
  coordinator: new Set([...STAFF, 'invitations.issue', 'referrals.code']),
  office: new Set([
    ...STAFF,
    'centre.edit',
    'accounts.import',
    'changes.importForOthers',
    'catalogue.edit',
    'surveys.edit',
    'invitations.issue',
    'responses.settle',
    'wishes.tabulate',
    'exports.see',
    'management.see',
    'referrals.code',
  ]),
  manager: new Set([...STAFF, 'devices.watch', 'wishes.tabulate', 'exports.see', 'management.see']),
  administrator: new Set(ACTIONS),
  // Partners work online only and on what is referred to them: no replica.
  partner: new Set(['session.read', 'documents.read', 'devices.own', 'changes.handIn', 'referrals.answer']),
};

/** Whether a role may do something. */
export function isAllowed(role: Role, action: Action): boolean {
  return ALLOWED[role].has(action);
}

/** The collections that a role's devices carry; `all` holds for those to come too. */
const READABLE: Record<Role, 'all' | readonly Collection[]> = {
  coordinator: 'all',
  office: 'all',
  manager: 'all',
  administrator: 'all',
  partner: [],
};

/** Whether a role's devices carry a collection. Visibility depends on the role alone (docs/sync.md). */
export function canRead(role: Role, collection: string): boolean {
  const readable = READABLE[role];
  return readable === 'all' || readable.some((each) => each === collection);
}

/** The collections in which a role's people record; `all` holds for those to come too. */
const WRITABLE: Record<Role, 'all' | readonly Collection[]> = {
  coordinator: 'all',
  office: 'all',
  // Looks on, gives leads to people, says what is to be done about them, and works with the tables.
  manager: [
    'leads',
    'nextSteps',
    'savedTables',
    'weightings',
    'codingFrames',
    'codings',
    'exports',
    'decisions',
    'meetings',
    'establishmentCounts',
  ],
  administrator: 'all',
  partner: [],
};

/** What the office alone keeps, and everybody else reads. */
const KEPT_BY_OFFICE: readonly Collection[] = ['partners'];

/** Whether a role may record changes in a collection. */
export function canWrite(role: Role, collection: string): boolean {
  const writable = WRITABLE[role];
  if (!isAllowed(role, 'sync.push')) return false;
  if (KEPT_BY_OFFICE.some((each) => each === collection)) return isAllowed(role, 'surveys.edit');
  return writable === 'all' || writable.some((each) => each === collection);
}

/** What a screen may need of a person: to do something, or to record in a collection. */
export type Right = Action | `record:${Collection}`;

/** Whether a role has a right. */
export function hasRight(role: Role, right: Right): boolean {
  const [kind, collection] = right.split(':');
  return kind === 'record' && collection !== undefined
    ? canWrite(role, collection)
    : isAllowed(role, right as Action);
}
