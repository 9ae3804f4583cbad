import { readDialledNumber } from '#domain/canonical/telephone.ts';
import type { Account } from '#domain/records/account.ts';
import { matchableName } from './account-import-matching.ts';
import type { Recorded } from './recorded.ts';

/** By what two records look like one company. */
export type DuplicateReason = 'corporateNumber' | 'name' | 'phone';

/** Another record of what may be the same company. */
export interface PossibleDuplicate {
  id: string;
  account: Partial<Account>;
  reason: DuplicateReason;
}

const REASONS: readonly DuplicateReason[] = ['corporateNumber', 'name', 'phone'];
/** Shorter numbers are extensions. */
const SHORTEST_PHONE = 9;

/**
 * Records that may be of the same company: with its 法人番号, its name whatever the legal form, or its telephone
 * number; the surest first. Those that were merged into others are none; two that have different 法人番号 are two, and so are those that somebody found to be.
 *
 * @param others records that are not deleted; the company's own may be among them
 */
export function findPossibleDuplicates(
  { id, fields }: Recorded<Account>,
  others: Iterable<Recorded<Account>>,
): PossibleDuplicate[] {
  const own = keysOf(fields);
  const found: PossibleDuplicate[] = [];
  for (const other of others) {
    if (other.id === id || other.fields.mergedInto !== undefined) continue;
    const theirs = keysOf(other.fields);
    const areTwo =
      own.corporateNumber && theirs.corporateNumber && own.corporateNumber !== theirs.corporateNumber;
    const reason = REASONS.find((name) => own[name] !== '' && own[name] === theirs[name]);
    const areFoundTwo = fields.distinctFrom?.includes(other.id) || other.fields.distinctFrom?.includes(id);
    if (reason && !areTwo && !areFoundTwo) found.push({ id: other.id, account: other.fields, reason });
  }
  return found.sort(
    (left, right) =>
      REASONS.indexOf(left.reason) - REASONS.indexOf(right.reason) || (left.id < right.id ? -1 : 1),
  );
}

function keysOf({ name, phone, corporateNumber }: Partial<Account>): Record<DuplicateReason, string> {
  const dialled = readDialledNumber(phone ?? '');
  return {
    corporateNumber: corporateNumber ?? '',
    name: matchableName(name ?? ''),
    phone: dialled.length < SHORTEST_PHONE ? '' : dialled,
  };
}
