import type { BansoDatabase, StoredFormDraft } from './database.ts';
import { findRemembered, forgetRemembered } from './device-memory.ts';

/** What was entered, and when: of two that a crash left behind the newer one counts. */
interface KeptInput<Entered> {
  entered: Entered;
  keptAtMs: number;
}

/** What was entered on this page, by its key, and whether a storage of the device has it. */
interface Typed {
  database: string;
  stored: StoredFormDraft;
  isKept: boolean;
}
const typed = new Map<string, Typed>();

/**
 * Keeps what someone has entered into a form and not confirmed yet. It stands in the page's
 * own storage, the only one that a dying page can write to, until the database has it, the
 * only one that outlives a killed browser. Where neither keeps it, it lasts as long as the page.
 *
 * @param name tells forms, and what they are about, apart
 * @throws when no storage keeps it
 */
export async function keepFormDraft(db: BansoDatabase, name: string, entered: object): Promise<void> {
  const text = JSON.stringify({ entered, keptAtMs: Date.now() } satisfies KeptInput<object>);
  const draft: Typed = { database: db.name, stored: { name, text }, isKept: true };
  const key = keyOf(db, name);
  typed.set(key, draft);
  try {
    localStorage.setItem(key, text);
  } catch (error) {
    console.warn('the draft of a form is kept in the database only', error);
    draft.isKept = false;
  }
  await takeOver(db, draft);
}

/** Keeps once more what was entered on this page: the device may have it no longer, or may have room by now. @throws when it has not */
export async function keepFormDraftsAgain(db: BansoDatabase): Promise<void> {
  for (const { database, stored } of listTyped(db)) {
    const isKept = findRemembered(keyOf(db, stored.name)) === stored.text;
    await takeOver(db, { database, stored, isKept });
  }
}

/** What was entered into forms and no storage of this device keeps. */
export function listUnkeptDrafts(db: BansoDatabase): StoredFormDraft[] {
  return listTyped(db).flatMap(({ stored, isKept }) => (isKept ? [] : [stored]));
}

/** What was kept of a form; `undefined` where there is nothing, or nothing readable. */
export async function readFormDraft<Entered extends object>(
  db: BansoDatabase,
  name: string,
): Promise<Partial<Entered> | undefined> {
  const own = typed.get(keyOf(db, name));
  if (own && !own.isKept) return parseKept<Entered>(own.stored.text)?.entered;
  // First: while the database is being asked, it may take over what stands here.
  const ofPage = parseKept<Entered>(findRemembered(keyOf(db, name)));
  const ofDatabase = parseKept<Entered>(await findStored(db, name));
  if (!ofPage || !ofDatabase) return (ofPage ?? ofDatabase)?.entered;
  return (ofPage.keptAtMs >= ofDatabase.keptAtMs ? ofPage : ofDatabase).entered;
}

/** Forgets a form's draft: it has been confirmed, or is not wanted any more. */
export function dropFormDraft(db: BansoDatabase, name: string): void {
  typed.delete(keyOf(db, name));
  forgetRemembered(keyOf(db, name));
  void forget(db, name);
}

/** The database takes over what stands in the page's storage, unless there is newer input by then. */
async function takeOver(db: BansoDatabase, draft: Typed): Promise<void> {
  const { stored, isKept } = draft;
  const key = keyOf(db, stored.name);
  try {
    await db.formDrafts.put(stored);
  } catch (error) {
    console.warn('the draft of a form is not in the database', error);
    if (isKept) return;
    throw error;
  }
  const newest = typed.get(key);
  if (newest?.stored === stored) newest.isKept = true;
  if (findRemembered(key) === stored.text) forgetRemembered(key);
}

const listTyped = (db: BansoDatabase): Typed[] =>
  [...typed.values()].filter(({ database }) => database === db.name);

async function forget(db: BansoDatabase, name: string): Promise<void> {
  try {
    await db.formDrafts.delete(name);
  } catch (error) {
    console.warn('the draft of a form stays in the database', error);
  }
}

async function findStored(db: BansoDatabase, name: string): Promise<string | undefined> {
  try {
    return (await db.formDrafts.get(name))?.text;
  } catch (error) {
    console.warn('the drafts of forms cannot be read', error);
    return undefined;
  }
}

function parseKept<Entered>(text: string | undefined): KeptInput<Partial<Entered>> | undefined {
  try {
    const kept = JSON.parse(text ?? 'null') as Partial<KeptInput<Partial<Entered>>> | null;
    const isWhole =
      typeof kept?.entered === 'object' && kept.entered !== null && typeof kept.keptAtMs === 'number';
    return isWhole ? (kept as KeptInput<Partial<Entered>>) : undefined;
  } catch {
    return undefined;
  }
}

function keyOf(db: BansoDatabase, name: string): string {
  return `banso.draft.${db.name}.${name}`;
}
