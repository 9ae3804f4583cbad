import { computed, ref, shallowRef } from 'vue';
import { dropFormDraft, keepFormDraft, readFormDraft } from '#client/storage/form-draft.ts';
import { noteFailure } from '#client/records/device-trouble.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { nextPage } from '#domain/catalogue/edition/edition.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { composeProgrammeKey } from '#domain/catalogue/programme-key.ts';
import {
  emptyEntry,
  readEntry,
  toEntry,
  type ProgrammeEntry,
} from '#domain/catalogue/edition/programme-edit-entry.ts';
import { describeProgrammeFault } from '#domain/catalogue/edition/programme-edit.ts';
import { language } from '#ui/messages.ts';

/** What is kept of unsent input: the words, what they were made from, and the key of a new programme. */
interface KeptInput {
  entry: ProgrammeEntry;
  base: Programme | null;
  key: string;
}

/**
 * The form of one programme (`programmeKey` undefined: a new one). What is typed is kept on
 * the device at once and comes back after a reload, until it is saved or dropped.
 */
export function useProgrammeForm(fiscalYear: number, programmeKey: string | undefined) {
  const { db, newId } = useWorkspace();
  const name = `programme.${fiscalYear}.${programmeKey ?? 'new'}`;
  const entry = ref<ProgrammeEntry>();
  const base = shallowRef<Programme>();
  const key = ref('');
  const isRestored = ref(false);
  const isChecked = ref(false);
  const isBegun = ref(false);
  /** Counts what was done to the form: kept input that is read later than that is too late. */
  let turn = 0;

  /** Begins with the unsent input of before, else with what the edition has. */
  async function begin(catalogue: Catalogue): Promise<void> {
    turn += 1;
    const thisTurn = turn;
    const before = await readFormDraft<KeptInput>(db, name);
    if (thisTurn !== turn) return;
    if (!before?.key) return beginAnew(catalogue);
    // An earlier version of the app may have kept it.
    entry.value = { ...emptyEntry(nextPage(catalogue)), ...before.entry };
    base.value = before.base ?? undefined;
    key.value = before.key;
    isRestored.value = true;
    isBegun.value = true;
  }

  /** Drops the input and begins with what the edition has now; without such a programme there is no form. */
  function beginAnew(catalogue: Catalogue): void {
    turn += 1;
    forget();
    isRestored.value = false;
    isChecked.value = false;
    isBegun.value = true;
    base.value = catalogue.programmes.find((programme) => programme.key === programmeKey);
    key.value = programmeKey ?? composeProgrammeKey(catalogue.fiscalYear, newId());
    if (base.value) entry.value = toEntry(base.value);
    else entry.value = programmeKey === undefined ? emptyEntry(nextPage(catalogue)) : undefined;
  }

  function type(typed: ProgrammeEntry): void {
    turn += 1;
    entry.value = typed;
    const kept: KeptInput = { entry: typed, base: base.value ?? null, key: key.value };
    keepFormDraft(db, name, kept).catch((error: unknown) => noteFailure(error));
  }

  function forget(): void {
    dropFormDraft(db, name);
  }

  /** Keeps the input but takes the edition's present state as what it was made from: saving then replaces that. */
  function rebase(catalogue: Catalogue): void {
    base.value = catalogue.programmes.find((programme) => programme.key === key.value);
    if (entry.value) type(entry.value);
  }

  /** The programme that was typed, and its faults. */
  function read(catalogue: Catalogue) {
    if (!entry.value) return undefined;
    return { ...readEntry(entry.value, { key: key.value, before: base.value, catalogue }), base: base.value };
  }

  /** The faults in words by field, once saving has been tried. */
  function describeFaults(catalogue: Catalogue): ReadonlyMap<string, string> {
    const faults = isChecked.value ? (read(catalogue)?.faults ?? []) : [];
    return new Map(
      faults.map((fault) => [
        fault.field === 'period' ? 'start' : fault.field,
        describeProgrammeFault(fault, language.value),
      ]),
    );
  }

  const hasForm = computed(() => entry.value !== undefined);
  return {
    entry,
    base,
    isRestored,
    isChecked,
    isBegun,
    hasForm,
    begin,
    beginAnew,
    type,
    rebase,
    read,
    describeFaults,
    forget,
  };
}
