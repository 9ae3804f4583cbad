import type { BansoDatabase, StoredFormDraft } from './database.ts';

/** What was entered, and when: of two that a crash left behind the newer one counts. */
interface KeptInput<Entered> {
  entered: Entered;
  keptAtMs: number;
}

/**
 * Keeps what someone has entered into a form and not confirmed yet. It stands in the page's
 * own storage, the only one that a dying page can write to, until the database has it, the
 * only one that outlives a killed browser. A device that keeps neither loses the draft with
 * the page, but typing goes on.
 * @param name tells forms, and what they are about, apart
 */
export function keepFormDraft(db: BansoDatabase, name: string, entered: object): void {
  const text = JSON.stringify({ entered, keptAtMs: Date.now() } satisfies KeptInput<object>);
  try {
    localStorage.setItem(keyOf(db, name), text);
  } catch (error) {
    console.warn('the draft of a form is kept in the database only', error);
  }
  void takeOver(db, { name, text });
}

/** What was kept of a form; `undefined` where there is nothing, or nothing readable. */
export async function readFormDraft<Entered extends object>(
  db: BansoDatabase,
  name: string,
): Promise<Partial<Entered> | undefined> {
  // First: while the database is being asked, it may take over what stands here.
  const ofPage = parseKept<Entered>(localStorage.getItem(keyOf(db, name)));
  const ofDatabase = parseKept<Entered>((await findStored(db, name)) ?? null);
  if (!ofPage || !ofDatabase) return (ofPage ?? ofDatabase)?.entered;
  return (ofPage.keptAtMs >= ofDatabase.keptAtMs ? ofPage : ofDatabase).entered;
}

/** Forgets a form's draft: it has been confirmed, or is not wanted any more. */
export function dropFormDraft(db: BansoDatabase, name: string): void {
  localStorage.removeItem(keyOf(db, name));
  void forget(db, name);
}

/** The database takes over what stands in the page's storage, unless there is newer input by then. */
async function takeOver(db: BansoDatabase, stored: StoredFormDraft): Promise<void> {
  try {
    await db.formDrafts.put(stored);
    const key = keyOf(db, stored.name);
    if (localStorage.getItem(key) === stored.text) localStorage.removeItem(key);
  } catch (error) {
    console.warn('the draft of a form is not in the database', error);
  }
}

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

function parseKept<Entered>(text: string | null): KeptInput<Partial<Entered>> | undefined {
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
