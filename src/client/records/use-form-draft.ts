import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { dropFormDraft, keepFormDraft, readFormDraft } from '#client/storage/form-draft.ts';
import { noteFailure } from './device-trouble.ts';
import { useWorkspace } from './workspace.ts';

/** A form whose input counts only once it is confirmed, and which loses none of it until then. */
export interface FormDraft<Entered extends object> {
  /** What stands in the form. */
  entered: Readonly<ShallowRef<Entered>>;
  /** Whether it was entered earlier, and not confirmed then. */
  isRestored: Readonly<Ref<boolean>>;
  /** Takes input, compositions included, and keeps it on the device at once. */
  change(changes: Partial<Entered>): void;
  /** Drops the input: it was confirmed, or is not wanted. The form is as it was at first. */
  drop(): void;
  /** Does what the form was filled in for, once at a time, and drops the input unless that fails or gives `false`. */
  confirm(task: () => Promise<boolean | void>): Promise<void>;
}

/**
 * Follows the input of one form. Closing it keeps the input too: a slip beside a dialog
 * costs nothing.
 *
 * @param name tells forms, and what they are about, apart; `undefined` while the form is closed.
 * @param begin what an untouched form holds.
 * @param origin fields of it that nobody types, kept beside any input: what that was made from.
 */
export function useFormDraft<Entered extends object>(
  name: () => string | undefined,
  begin: () => Entered,
  origin: readonly (keyof Entered)[] = [],
): FormDraft<Entered> {
  const { db } = useWorkspace();
  const entered: ShallowRef<Entered> = shallowRef(begin());
  const isRestored = ref(false);
  let openName: string | undefined;
  /** Counts what was done to the form: an answer of the device that comes later than the typing is too late. */
  let turn = 0;
  let isConfirming = false;

  watch(name, open, { immediate: true });

  async function open(opened: string | undefined): Promise<void> {
    openName = opened;
    restart();
    if (opened === undefined) return;
    const thisTurn = turn;
    const kept = await readFormDraft<Entered>(db, opened);
    if (!kept || thisTurn !== turn) return;
    entered.value = { ...entered.value, ...kept };
    isRestored.value = true;
  }

  function restart(): void {
    turn += 1;
    entered.value = begin();
    isRestored.value = false;
  }

  function change(changes: Partial<Entered>): void {
    turn += 1;
    entered.value = { ...entered.value, ...changes };
    if (openName === undefined) return;
    const changed = pickChanged(begin(), entered.value);
    const isTyped = Object.keys(changed).some((field) => !origin.includes(field as keyof Entered));
    if (isTyped) {
      keepFormDraft(db, openName, { ...changed, ...pickFields(entered.value, origin) }).catch(
        (error: unknown) => noteFailure(error),
      );
      return;
    }
    dropFormDraft(db, openName);
    isRestored.value = false;
  }

  function drop(): void {
    if (openName !== undefined) dropFormDraft(db, openName);
    restart();
  }

  async function confirm(task: () => Promise<boolean | void>): Promise<void> {
    const confirmed = openName;
    if (isConfirming || confirmed === undefined) return;
    isConfirming = true;
    try {
      if ((await task()) === false) return;
      dropFormDraft(db, confirmed);
      if (openName === confirmed) restart();
    } finally {
      isConfirming = false;
    }
  }

  return { entered, isRestored, change, drop, confirm };
}

/** What nobody touched is not kept: it follows what it is made from. */
function pickChanged<Entered extends object>(before: Entered, after: Entered): Partial<Entered> {
  const told = new Map(Object.entries(before).map(([field, value]) => [field, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => told.get(field) !== JSON.stringify(value)),
  ) as Partial<Entered>;
}

function pickFields<Entered extends object>(
  entered: Entered,
  fields: readonly (keyof Entered)[],
): Partial<Entered> {
  return Object.fromEntries(fields.map((field) => [field, entered[field]])) as Partial<Entered>;
}
