import { defineStore } from 'pinia';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import {
  compareEntries,
  createAccountSearch,
  indexAccount,
  type AccountEntry,
} from '#domain/casework/account-search.ts';
import { groupByRoot, listFormerIdentities } from '#domain/casework/former-identities.ts';
import { findMergeRoot } from '#domain/casework/merged-accounts.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import { onTableChanged, type ChangedKeys } from '#client/storage/changed-keys.ts';
import type { BansoDatabase, Local } from '#client/storage/database.ts';
import { findDocument } from '#client/records/documents.ts';
import { readMergePointers } from '#client/storage/merge-pointers.ts';
import { findWorkspace } from '#client/records/workspace.ts';

/** So many accounts are read and folded at a stretch; between stretches the screen may answer the person. */
const PAGE_SIZE = 1_000;
/** Changes that come together, as while a name is being typed, are taken in together. */
const GATHERING_MS = 50;
/** The list is drawn first. */
const REHEARSAL_DELAY_MS = 100;

/**
 * Every company of this device, made ready for the search: read once when it is first
 * needed, then kept up with what changes, here or by sync.
 */
export const useAccountIndexStore = defineStore('account-index', () => {
  /** In the order in which lists show them. */
  const entries = shallowRef<readonly AccountEntry[]>([]);
  const ready = ref(false);
  let upkeep: IndexUpkeep | undefined;

  watch(
    // Another person at this device has another database; nothing of the first may stay.
    () => findWorkspace()?.db,
    (db) => {
      upkeep?.stop();
      entries.value = [];
      ready.value = false;
      upkeep =
        db &&
        new IndexUpkeep(db, (answer) => {
          entries.value = answer;
          ready.value = true;
        });
    },
    { immediate: true },
  );
  onScopeDispose(() => upkeep?.stop());

  return { entries, ready };
});

/** Reads the accounts of one database and follows their changes, one piece of work at a time. */
class IndexUpkeep {
  private entries: readonly AccountEntry[] = [];
  private placeNames = new Map<string, string[]>();
  /** The records that were merged into others; few are. */
  private readonly merged = new Map<string, Local<'accounts'>>();
  private due: 'all' | Set<string> = 'all';
  private isWorking = false;
  private isStopped = false;
  private readonly stopListening: (() => void)[];

  constructor(
    private readonly db: BansoDatabase,
    private readonly publish: (entries: readonly AccountEntry[]) => void,
  ) {
    this.stopListening = [
      onTableChanged(db.name, 'accounts', (keys) => this.note(keys)),
      // The municipalities' names come with the questionnaire.
      onTableChanged(db.name, 'documents', () => this.note('all')),
    ];
    void this.work();
  }

  stop(): void {
    this.isStopped = true;
    for (const stop of this.stopListening) stop();
  }

  private note(keys: ChangedKeys): void {
    if (keys === 'all' || this.due === 'all') this.due = 'all';
    else for (const key of keys) this.due.add(key);
    if (!this.isWorking) setTimeout(() => void this.work(), GATHERING_MS);
  }

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    try {
      while (!this.isStopped && (this.due === 'all' || this.due.size > 0)) {
        const due = this.due;
        this.due = new Set();
        const next = due === 'all' ? await this.readAll() : await this.readAgain(due);
        if (this.isStopped) return;
        this.entries = next.sort(compareEntries);
        this.publish(this.entries);
        if (due === 'all') rehearse(this.entries);
      }
    } finally {
      this.isWorking = false;
    }
  }

  private async readAll(): Promise<AccountEntry[]> {
    const questionnaire = await findDocument(this.db, 'questionnaire');
    const places = (questionnaire && findItemOfRole(questionnaire, 'attribute.municipality')?.options) ?? [];
    this.placeNames = new Map(places.map(({ code, label }) => [code, [label.ja, label.en]]));
    this.merged.clear();
    const ids = [...(await readMergePointers(this.db)).keys()];
    this.noteMerged(ids, await this.db.accounts.bulkGet(ids));
    const read: AccountEntry[] = [];
    let last = '';
    while (!this.isStopped) {
      const page: Local<'accounts'>[] = await this.db.accounts
        .where('id')
        .above(last)
        .limit(PAGE_SIZE)
        .toArray();
      read.push(...this.index(page));
      const end = page.at(-1);
      if (page.length < PAGE_SIZE || !end) break;
      last = end.id;
    }
    return read;
  }

  /** A record that is merged, parted or changed also changes how the one is found that stands for its company. */
  private async readAgain(ids: ReadonlySet<string>): Promise<AccountEntry[]> {
    const changed = [...ids];
    const before = this.rootsOf(changed);
    this.noteMerged(changed, await this.db.accounts.bulkGet(changed));
    const due = new Set([...changed, ...before, ...this.rootsOf(changed)]);
    const accounts = await this.db.accounts.bulkGet([...due]);
    return [
      ...this.entries.filter(({ id }) => !due.has(id)),
      ...this.index(accounts.filter((account) => account !== undefined)),
    ];
  }

  private noteMerged(ids: readonly string[], accounts: readonly (Local<'accounts'> | undefined)[]): void {
    for (const [index, id] of ids.entries()) {
      const account = accounts[index];
      if (account?.deletedAt === null && account.fields.mergedInto !== undefined)
        this.merged.set(id, account);
      else this.merged.delete(id);
    }
  }

  private rootsOf(ids: readonly string[]): string[] {
    const pointers = this.pointers();
    return ids.map((id) => findMergeRoot(id, pointers));
  }

  private pointers(): Map<string, string> {
    return new Map([...this.merged].map(([id, { fields }]) => [id, fields.mergedInto ?? id]));
  }

  private index(accounts: readonly Local<'accounts'>[]): AccountEntry[] {
    const groups = groupByRoot([...this.merged.values()], this.pointers());
    return accounts
      .filter(({ deletedAt, fields }) => deletedAt === null && fields.mergedInto === undefined)
      .map((account) => {
        const { id, fields } = account;
        const merged = groups.get(id)?.map((one) => one.fields) ?? [];
        const places = this.placeNames.get(fields.municipality ?? '') ?? [];
        return indexAccount(account, places, listFormerIdentities(fields, merged));
      });
  }
}

/**
 * Engines compile what has run: the first keys of a person should not be the ones that wait
 * for it. Typed in letters and in kana, and one key more, which looks through the last answer.
 */
function rehearse(entries: readonly AccountEntry[]): void {
  const search = createAccountSearch();
  ['', 'a', 'ao', 'あ'].forEach((text, index) =>
    setTimeout(() => search(entries, text), (index + 1) * REHEARSAL_DELAY_MS),
  );
}
