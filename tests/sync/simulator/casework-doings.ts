import type { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { Json } from '#domain/canonical/json.ts';
import { findMergeFault, planMerge, planUnmerge, type AccountEdit } from '#domain/casework/account-merge.ts';
import { withdrawalOf } from '#domain/casework/consent.ts';
import { planReferral } from '#domain/casework/new-referral.ts';
import type { Account } from '#domain/records/account.ts';
import type { Collection } from '#domain/records/collections.ts';
import { CONSENT_ITEMS, type Consent } from '#domain/records/consent.ts';
import type { Partner } from '#domain/records/partner.ts';
import { RECIPIENT_STATES, type Referral } from '#domain/records/referral.ts';
import type { LocalRecord } from '#client/storage/database.ts';
import type { MadeUpValues } from './made-up-values.ts';
import type { MergeMemory } from './merge-memory.ts';
import type { Page, TogetherWrite } from './simulated-device.ts';

const HOUR_MS = 3_600_000;

/** How what is done here is written, and people told of it. */
export interface Writing {
  write: (page: Page, collection: Collection, id: string, edit: Record<string, Json>) => Promise<void>;
  confirm: (page: Page, collection: Collection, id: string, edit: Record<string, Json>) => void;
}

type Row<Fields> = Omit<LocalRecord, 'fields'> & { fields: Partial<Fields> };

/** What people do with companies, consents and referrals on their devices, as the app's screens do it. */
export class CaseworkDoings {
  /** Consents that a referral names already and that somebody will write later, on any device. */
  private promised: { id: string; fields: Record<string, Json> }[] = [];

  constructor(
    private readonly random: SeededRandom,
    private readonly values: MadeUpValues,
    private readonly merges: MergeMemory,
    private readonly writing: Writing,
  ) {}

  /** A company agrees; now and then to what a referral has waited for. */
  async giveConsent(page: Page): Promise<void> {
    const promise = this.random.chance(0.6) ? this.promised.shift() : undefined;
    const fields = promise ? { ...promise.fields, ...this.takenBy(page) } : this.consentFields(page);
    if (fields) await this.writing.write(page, 'consents', promise?.id ?? page.device.newId(), fields);
  }

  async withdrawConsent(page: Page): Promise<void> {
    const given = this.pick(alive<Consent>(page, 'consents').filter(({ fields }) => fields.act === 'given'));
    if (!given) return;
    const row = withdrawalOf(given, { by: page.writer.userId, at: nowOf(page) });
    await this.writing.write(page, 'consents', page.device.newId(), row as Record<string, Json>);
  }

  /** A case is handed on: with its consent at once, with one that is there, or with one that is still to come. */
  async refer(page: Page): Promise<void> {
    const { random } = this;
    const agreed = this.consentFields(page);
    const partnerId = agreed && String((agreed['recipients'] as Json[])[0]);
    if (!agreed || partnerId === undefined) return;
    const known = this.pick(alive<Consent>(page, 'consents').filter(({ fields }) => fields.act === 'given'));
    const way = random.pickWeighted({ together: 4, known: known ? 3 : 0, promised: 3 });
    const consentId = way === 'known' ? known!.id : page.device.newId();
    const of = way === 'known' ? known!.fields : (agreed as Partial<Consent>);
    const items = random.chance(0.1) ? [...CONSENT_ITEMS] : (of.items ?? []);
    if (items.length === 0 || of.accountId === undefined) return;
    const at = nowOf(page);
    const plan = planReferral(
      {
        accountId: random.chance(0.05) ? this.someAccount(page)!.id : of.accountId,
        partnerId: random.chance(0.05) ? partnerId : (of.recipients?.[0] ?? partnerId),
        partnerName: `値.u${this.values.next()}.`,
        about: `値.u${this.values.next()}.`,
        items,
        issues: [],
        contactName: `値.u${this.values.next()}.`,
        contactReach: '',
      },
      { scope: '', purpose: '' },
      { by: page.writer.userId, at, consentId, codeId: undefined },
    );
    const referral = plan.referral as Record<string, Json>;
    if (random.chance(0.15)) for (const name of ['releasedAt', 'releasedBy']) delete referral[name];
    const referralId = page.device.newId();
    if (way === 'together')
      await this.writeTogether(page, [
        { collection: 'consents', recordId: consentId, edit: agreed },
        { collection: 'referrals', recordId: referralId, edit: referral },
      ]);
    else await this.writing.write(page, 'referrals', referralId, referral);
    if (way === 'promised') this.promised.push({ id: consentId, fields: agreed });
  }

  /** What else a centre does with a referral: lets it go, takes it back, takes an answer down, closes it. */
  async tendReferral(page: Page): Promise<void> {
    const referral = this.pick(alive<Referral>(page, 'referrals'));
    if (!referral) return;
    const at = nowOf(page);
    const by = page.writer.userId;
    const words = `値.u${this.values.next()}.`;
    const edits: Record<string, Record<string, Json>> = {
      release: { releasedAt: at, releasedBy: by },
      end: { endedAs: 'revoked', endedAt: at, endedBy: by, endedReason: words },
      telephone: {
        phoneState: this.random.pick(RECIPIENT_STATES),
        phoneAt: at,
        phoneFrom: words,
        phoneReason: 'capacity',
        phoneOnwardTo: words,
        phoneText: words,
      },
      slip: { slipGivenAt: at },
      close: { closedAt: at, closedBy: by, closingNote: words },
    };
    const { releasedAt, endedAs } = referral.fields;
    const way = this.random.pickWeighted({
      release: releasedAt === undefined ? 6 : 0,
      end: endedAs === undefined ? 2 : 0,
      telephone: 3,
      slip: 1,
      close: 1,
    });
    await this.writing.write(page, 'referrals', referral.id, edits[way]!);
  }

  /** Two records turn out to be one company. */
  async mergeAccounts(page: Page): Promise<void> {
    const pair = this.random.shuffle(alive<Account>(page, 'accounts')).slice(0, 2);
    if (pair.length < 2) return;
    for (const { id } of pair) await page.written(id);
    await page.writeTogether(['accounts'], async (write) => {
      const rows = alive<Account>(page, 'accounts');
      const [kept, other] = pair.map(({ id }) => standing(id, rows));
      if (!kept || !other) return;
      const companies = [kept, other].map((root) => rows.filter(({ id }) => standing(id, rows) === root));
      if (findMergeFault(companies[0]!, companies[1]!) !== undefined) return;
      const plan = planMerge(kept, other, {}, { by: page.writer.userId, at: nowOf(page) });
      await write('accounts', other.id, toEdit(plan.other));
      if (Object.keys(plan.kept).length > 0) await write('accounts', kept.id, toEdit(plan.kept));
      this.merges.merged({ kept, other, plan }, alive<Account>(page, 'accounts'));
    });
  }

  /** They turn out to be two after all. */
  async unmergeAccounts(page: Page): Promise<void> {
    const merged = alive<Account>(page, 'accounts').filter(({ fields }) => fields.mergedInto !== undefined);
    const chosen = this.pick(merged);
    if (!chosen) return;
    await page.written(chosen.id);
    await page.written(chosen.fields.mergedInto!);
    await page.writeTogether(['accounts'], async (write) => {
      const rows = alive<Account>(page, 'accounts');
      const own = rows.find(({ id }) => id === chosen.id);
      const kept = own && rows.find(({ id }) => id === own.fields.mergedInto);
      if (!own || !kept || own === kept) return;
      const siblings = rows.filter(({ fields }) => fields.mergedInto === kept.id);
      const plan = planUnmerge(own, kept, siblings);
      for (const { id, edit } of plan.later) await write('accounts', id, toEdit(edit));
      if (Object.keys(plan.kept).length > 0) await write('accounts', kept.id, toEdit(plan.kept));
      await write('accounts', own.id, toEdit(plan.other));
      // Of a record whose replica was dropped the pointer may have been all that this device had.
      this.merges.parted(own, rows, undeleted<Account>(page, 'accounts'));
    });
  }

  private consentFields(page: Page): Record<string, Json> | undefined {
    const { random } = this;
    const account = this.someAccount(page);
    const partners = random.shuffle(alive<Partner>(page, 'partners'));
    if (!account || partners.length === 0) return undefined;
    const chosen = CONSENT_ITEMS.filter(() => random.chance(0.7));
    return {
      accountId: account.id,
      act: 'given',
      who: `値.u${this.values.next()}.`,
      scope: `値.u${this.values.next()}.`,
      scopeVersion: 'referral-1',
      items: chosen.length > 0 ? chosen : ['company'],
      recipients: partners.slice(0, random.chance(0.2) ? 2 : 1).map(({ id }) => id),
      method: 'spoken',
      ...this.takenBy(page),
      ...(random.chance(0.2) && {
        expiresAt: new Date(page.device.nowMs() + random.below(3 * HOUR_MS)).toISOString(),
      }),
    };
  }

  private takenBy(page: Page): Record<string, Json> {
    return { takenBy: page.writer.userId, at: nowOf(page) };
  }

  private someAccount(page: Page): Row<Account> | undefined {
    return this.pick(alive<Account>(page, 'accounts'));
  }

  private pick<T>(some: readonly T[]): T | undefined {
    return some.length > 0 ? this.random.pick(some) : undefined;
  }

  private async writeTogether(page: Page, writes: readonly TogetherWrite[]): Promise<void> {
    const collections = writes.map(({ collection }) => collection);
    await page.writeTogether(collections, async (write) => {
      for (const { collection, recordId, edit } of writes) await write(collection, recordId, edit);
    });
    for (const { collection, recordId, edit } of writes)
      this.writing.confirm(page, collection, recordId, edit);
  }
}

function alive<Fields>(page: Page, collection: Collection): Row<Fields>[] {
  return undeleted<Fields>(page, collection).filter(({ fields }) => Object.keys(fields).length > 0);
}

function undeleted<Fields>(page: Page, collection: Collection): Row<Fields>[] {
  return page.device.storage.rows<Row<Fields>>(collection).filter(({ deletedAt }) => deletedAt === null);
}

function nowOf(page: Page): string {
  return new Date(page.device.nowMs()).toISOString();
}

/** The record that stands for one; undefined for one in a circle, which the server will open. */
function standing(id: string, rows: readonly Row<Account>[]): Row<Account> | undefined {
  const seen = new Set<string>();
  let row = rows.find((each) => each.id === id);
  while (row?.fields.mergedInto !== undefined && !seen.has(row.id)) {
    seen.add(row.id);
    const next = row.fields.mergedInto;
    row = rows.find((each) => each.id === next);
  }
  return row && !seen.has(row.id) ? row : undefined;
}

function toEdit(edit: AccountEdit): Record<string, Json> {
  return { ...edit } as Record<string, Json>;
}
