import type { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { DEFINITIONS, getDefinition, type Collection } from '#domain/records/collections.ts';
import type { Definition } from '#domain/records/definition.ts';
import { RESPONSE_CLOSING } from '#domain/records/response.ts';
import { fieldAt, splitPath } from '#domain/sync/fields.ts';
import type { LocalRecord, OutboxEntry } from '#client/storage/database.ts';
import { writeMany } from '#client/storage/write-many.ts';
import {
  deleteRecord,
  discardQuarantined,
  retryQuarantined,
  settleConflict,
} from '#client/storage/write-record.ts';
import { isUnique, WRONG, type MadeUpValues } from './made-up-values.ts';
import { POISON } from './simulated-network.ts';
import type { Page } from './simulated-device.ts';
import type { Witness } from './witness.ts';
import { CaseworkDoings } from './casework-doings.ts';
import { MergeMemory } from './merge-memory.ts';

/** Fields that have doings of their own, or that only the office may write. */
const APART = new Set([
  'accounts.mergedInto',
  'accounts.mergedAt',
  'accounts.mergedBy',
  'accounts.mergedValues',
  'leads.possibleDuplicateOf',
  'responses.accountId',
  'responses.surveyId',
  'responses.channel',
  'responses.submittedAt',
  'responses.disposition',
  'responses.corrections',
  'responses.provenance',
  'responses.receiptNumber',
  'responses.invitationId',
  'responses.settledAt',
  'responses.settledBy',
  'responses.settledReason',
]);
/** Few, so that people meet at them. */
const MAP_KEYS = ['q1', 'q2', 'q3'];

interface Target {
  collection: Collection;
  record: LocalRecord;
}

/** What people do on their devices, chosen by the seed; the witness is told of what they were told. */
export class Doings {
  /** Saves, deletions and decisions that were confirmed. */
  done = 0;
  /** Records of which a person gave up a part: what is left of them may be refused. */
  private readonly mutilated = new Set<string>();
  readonly casework: CaseworkDoings;
  private readonly retried = new Set<string>();
  /** What was being typed last, by page, record and path. */
  private readonly typed = new WeakMap<Page, Map<string, Json>>();

  constructor(
    private readonly random: SeededRandom,
    private readonly values: MadeUpValues,
    private readonly witness: Witness,
    /** The collections that this run is about. */
    private readonly focus: readonly Collection[],
  ) {
    const merges = new MergeMemory(
      (what) => witness.complaints.push(what),
      (accountId, moved) => witness.movedBack(accountId, moved),
    );
    this.casework = new CaseworkDoings(random, values, merges, {
      write: (page, collection, id, edit) => this.write(page, collection, id, edit),
      confirm: (page, collection, id, edit) => this.confirm(page, collection, id, edit),
    });
  }

  async edit(page: Page): Promise<void> {
    const target = this.random.chance(0.75) ? this.findTarget(page) : undefined;
    if (!target) return this.create(page);
    const { collection, record } = target;
    const isClosed = Boolean((record.fields as JsonObject)[RESPONSE_CLOSING.field]);
    const edit =
      collection === 'responses' && (isClosed || this.random.chance(0.2))
        ? this.closingEdit(page, record, isClosed)
        : this.plainEdit(collection, record);
    await this.write(page, collection, record.id, edit);
  }

  /** Several letters into one field, without waiting for the device. */
  async type(page: Page): Promise<void> {
    const target = this.findTarget(page);
    if (!target) return;
    const { collection, record } = target;
    const definition = getDefinition(collection);
    const path = this.random.pick(textFields(definition));
    const letters = Array.from({ length: 2 + this.random.below(3) }, () =>
      this.values.of(fieldOf(definition, path)),
    );
    await Promise.all(letters.map((value) => this.write(page, collection, record.id, { [path]: value })));
  }

  /** An import: several new records in one transaction. */
  async importMany(page: Page): Promise<void> {
    const collection = this.random.pick(this.makeableOn(page));
    const added = Array.from({ length: 2 + this.random.below(3) }, () => ({
      id: page.device.newId(),
      fields: this.firstFields(page, getDefinition(collection), {}) as object,
    }));
    await writeMany(page.db, page.writer, collection, { added, edited: [] });
    for (const { id, fields } of added) this.confirm(page, collection, id, flatten(collection, fields));
  }

  async remove(page: Page): Promise<void> {
    const target = this.findTarget(page);
    if (!target) return;
    await page.written(target.record.id);
    await deleteRecord(page.db, page.writer, target.collection, target.record.id);
    this.done += 1;
  }

  async settle(page: Page): Promise<void> {
    const disputed = this.targetsOn(page).filter(({ record }) => record.conflicts.length > 0);
    if (disputed.length === 0) return;
    const { collection, record } = this.random.pick(disputed);
    const { id, unit, other } = this.random.pick(record.conflicts);
    const chosen = unit === 'deletedAt' || this.random.chance(0.5) ? {} : other.fields;
    await page.written(record.id);
    await settleConflict(page.db, page.writer, collection, record.id, id, chosen);
    this.done += 1;
  }

  /** The ways out of quarantine: to correct, to send again, to give up. */
  async solve(page: Page, isLast = false): Promise<void> {
    const quarantined = page.quarantined();
    if (quarantined.length === 0) return;
    const entry = this.random.pick(quarantined);
    const correction = this.correctionOf(page, entry);
    // What the office has declined it declines again, and a deletion of answers is never taken, however corrected.
    const way = isLast
      ? correction &&
        !['declined-by-office', 'response-closed', 'record-final'].includes(entry.reason?.code ?? '')
        ? 'correct'
        : this.lastWayFor(entry)
      : this.random.pickWeighted({ correct: correction ? 6 : 0, retry: 2, discard: 1 });
    if (way === 'correct') await this.write(page, entry.change.collection, entry.recordId, correction!);
    else if (way === 'retry') await retryQuarantined(page.db, page.writer, entry);
    else {
      this.mutilated.add(entry.recordId);
      await discardQuarantined(page.db, entry);
      this.witness.discarded(page.device.lineage, entry.change);
    }
    this.done += 1;
  }

  private async create(page: Page): Promise<void> {
    const collection = this.random.pick(this.makeableOn(page));
    const definition = getDefinition(collection);
    const fields = this.firstFields(page, definition, this.plainEdit(collection, undefined));
    const required = Object.keys(definition.fields).filter((name) => definition.fields[name]?.required);
    if (this.random.chance(0.04)) delete fields[this.random.pick(required)];
    await this.write(page, collection, page.device.newId(), fields);
  }

  /** Submits a response; one that is closed is corrected, or edited by somebody who does not know. */
  private closingEdit(page: Page, { fields }: LocalRecord, isClosed: boolean): Record<string, Json> {
    const at = new Date(page.device.nowMs()).toISOString();
    if (!isClosed)
      return { submittedAt: at, disposition: this.random.pick(['complete', 'partial'] as const) };
    const path = `answers/${this.random.pick(MAP_KEYS)}`;
    const edit: Record<string, Json> = { [path]: `値.u${this.values.next()}.` };
    if (this.random.chance(0.2)) return edit;
    edit[`corrections/${page.device.newId()}`] = {
      code: splitPath(path)[1]!,
      oldValue: fieldAt(fields as JsonObject, path),
      by: page.writer.userId,
      at,
      reason: `理由.u${this.values.next()}.`,
    };
    return edit;
  }

  private plainEdit(collection: Collection, record: LocalRecord | undefined): Record<string, Json> {
    const { random, values } = this;
    const definition = getDefinition(collection);
    const names = random
      .shuffle(Object.keys(definition.fields))
      .filter(
        (name) =>
          !APART.has(`${collection}.${name}`) &&
          !definition.serverOnly.includes(name) &&
          fieldOf(definition, name).kind !== 'object',
      );
    const edit: Record<string, Json> = {};
    for (const name of names.slice(0, 1 + random.below(3))) {
      const field = fieldOf(definition, name);
      if (field.kind === 'map') edit[`${name}/${random.pick(MAP_KEYS)}`] = values.of(field);
      else if (field.kind === 'set')
        edit[name] = this.editedSet(field.of, (record?.fields as JsonObject)?.[name]);
      else edit[name] = (random.chance(0.04) ? values.wrongFor(field) : undefined) ?? values.of(field);
    }
    const text = random.pick(textFields(definition));
    if (random.chance(0.02)) edit[text] = `${POISON}.u${values.next()}.`;
    else if (!Object.values(edit).some(isUnique)) edit[text] = values.of(fieldOf(definition, text));
    return edit;
  }

  private editedSet(of: Definition['fields'][string], before: Json | undefined): Json {
    const members = Array.isArray(before) ? before : [];
    const kept = members.filter(() => this.random.chance(0.8));
    return kept.length < members.length ? kept : [...members, this.values.of(of)];
  }

  /** The fields with which a record can be made. */
  private firstFields(
    page: Page,
    definition: Definition,
    fields: Record<string, Json>,
  ): Record<string, Json> {
    const required = Object.entries(definition.fields).filter(([, { required: isRequired }]) => isRequired);
    const first = required.map(([name]) => [name, this.neededValue(page, definition, name)] as const);
    const author = definition.appendOnly && { [definition.appendOnly.by]: page.writer.userId };
    return { ...Object.fromEntries(first), ...fields, ...author };
  }

  /** Of a response that staff made, and of a record that says who made it, there is but one. */
  private neededValue({ writer }: Page, { fields, appendOnly }: Definition, name: string): Json {
    if (name === 'channel') return 'visit';
    return name === appendOnly?.by ? writer.userId : this.values.of(fields[name]!);
  }

  private async write(
    page: Page,
    collection: Collection,
    recordId: string,
    edit: Record<string, Json>,
  ): Promise<void> {
    const typed = this.typed.get(page) ?? new Map<string, Json>();
    this.typed.set(page, typed);
    for (const [path, value] of Object.entries(edit)) typed.set(`${recordId} ${path}`, value);
    await page.write(collection, recordId, edit);
    // What was typed over before it was written is nothing that anybody waits for.
    const last = Object.entries(edit).filter(([path, value]) => typed.get(`${recordId} ${path}`) === value);
    this.confirm(page, collection, recordId, Object.fromEntries(last));
  }

  private confirm(page: Page, collection: Collection, recordId: string, edit: Record<string, unknown>): void {
    this.done += 1;
    const { storage, lineage } = page.device;
    this.witness.confirm(storage, { lineage, collection, recordId }, edit, isUnique);
  }

  /** Right values for what is wrong in a refused change and in what waits behind it. */
  private correctionOf(page: Page, { recordId, change }: OutboxEntry): Record<string, Json> | undefined {
    const { storage } = page.device;
    const definition = getDefinition(change.collection);
    const waiting = storage.rows<OutboxEntry>('outbox').filter((each) => each.recordId === recordId);
    const written = Object.assign({}, ...waiting.map((each) => each.change.fields)) as Record<string, Json>;
    const edit: Record<string, Json> = {};
    for (const [path, value] of Object.entries(written)) {
      const field = definition.fields[splitPath(path)[0]];
      // What a merge has noted of a wrong value is no value that anybody types.
      const isNoted = APART.has(`${change.collection}.${splitPath(path)[0]}`);
      if (field && !isNoted && isSpoilt(value)) edit[path] = this.values.of(field);
    }
    const { fields } = storage.row<LocalRecord>(change.collection, recordId) ?? { fields: {} };
    for (const [name, field] of Object.entries(definition.fields))
      if (field.required && !Object.hasOwn(fields, name))
        edit[name] = this.neededValue(page, definition, name);
    return Object.keys(edit).length > 0 ? edit : undefined;
  }

  /** What cannot be corrected is sent again, since what waits behind it may mend it, and then given up. */
  private lastWayFor({ recordId, change, reason }: OutboxEntry): 'retry' | 'discard' {
    if (!this.retried.has(recordId)) {
      this.retried.add(recordId);
      return 'retry';
    }
    // A good edit is refused only for a reason that the simulator knows.
    const isKnown =
      this.mutilated.has(recordId) ||
      isSpoilt(Object.values(change.fields)) ||
      lacksSomething(change) ||
      reason?.code === 'collection-forbidden' ||
      reason?.code === 'declined-by-office' ||
      reason?.code === 'response-closed' ||
      // Two copies of a device mended it differently.
      reason?.code === 'record-final';
    if (!isKnown)
      this.witness.complaints.push(
        `a good edit was refused: ${reason?.code} ${JSON.stringify(reason?.errors ?? [])} ${JSON.stringify(change)}`,
      );
    return 'discard';
  }

  private findTarget(page: Page): Target | undefined {
    const targets = this.targetsOn(page);
    return targets.length > 0 ? this.random.pick(targets) : undefined;
  }

  private targetsOn(page: Page): Target[] {
    const edited = this.collectionsOn(page).filter((collection) => !getDefinition(collection).appendOnly);
    return edited.flatMap((collection) => {
      const records = page.device.storage.rows<LocalRecord>(collection);
      return (
        records
          // Of hundreds the last few, so that people meet at them; and no company's own answers.
          .slice(-8)
          .filter(({ fields }) => collection !== 'responses' || (fields as JsonObject)['channel'] === 'visit')
          .map((record) => ({ collection, record }))
      );
    });
  }

  /** Where a run is about referrals, only those are made that can be handed over. */
  private makeableOn(page: Page): Collection[] {
    const collections = this.collectionsOn(page);
    const others = collections.filter((collection) => collection !== 'referrals');
    return this.focus.includes('referrals') && others.length > 0 ? others : collections;
  }

  private collectionsOn(page: Page): Collection[] {
    const known = page.device.collections;
    const focus = this.focus.filter((collection) => known.includes(collection));
    return focus.length > 0 ? focus : [...known];
  }
}

function fieldOf({ fields }: Definition, name: string): Definition['fields'][string] {
  return fields[name]!;
}

function textFields({ name: collection, fields, serverOnly }: Definition): string[] {
  return Object.keys(fields).filter(
    (name) =>
      !serverOnly.includes(name) &&
      ['line', 'text', 'attribute', 'key'].includes(fields[name]!.kind) &&
      !APART.has(`${collection}.${name}`),
  );
}

/** New fields by path, as an edit writes them. */
function flatten(collection: Collection, fields: object): Record<string, unknown> {
  const { maps } = DEFINITIONS[collection] as Definition;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !maps.has(name)));
}

/** Whether a record cannot be made of a change. */
function lacksSomething({ collection, baseRevision, fields }: OutboxEntry['change']): boolean {
  const required = Object.entries(getDefinition(collection).fields).filter(([, field]) => field.required);
  return baseRevision === 0 && required.some(([name]) => !Object.hasOwn(fields, name));
}

/** Whether the server refuses a value, or fails on it. */
function isSpoilt(value: Json): boolean {
  const text = JSON.stringify(value);
  return text.includes(WRONG) || text.includes(POISON);
}
