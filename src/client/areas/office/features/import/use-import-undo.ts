import { computed, reactive, ref, shallowRef } from 'vue';
import { planUndo, type UndoPlan } from '#domain/casework/account-import/account-import-undo.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { KeptImport } from '#client/storage/database.ts';
import { findBuiltOn, readStates } from './known-companies.ts';

/** The imports of this device, and taking one of them back. */
export function useImportUndo() {
  const workspace = useWorkspace();
  const { db } = workspace;
  const kept = useLiveQuery<KeptImport[]>(() => db.imports.toArray(), []);
  const imports = computed(() => [...kept.data.value].sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1)));

  const chosen = shallowRef<KeptImport | null>(null);
  const plan = shallowRef<UndoPlan | null>(null);
  const isBusy = ref(false);
  const hasFailed = ref(false);
  const isDone = ref(false);
  const written = ref(0);

  async function attempt(work: () => Promise<void>): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    hasFailed.value = false;
    try {
      await work();
    } catch (error) {
      console.error('an import could not be taken back', error);
      hasFailed.value = true;
    } finally {
      isBusy.value = false;
    }
  }

  async function makePlan(importId: string): Promise<UndoPlan> {
    const { listImported } = await import('#client/storage/write-import.ts');
    const imported = await listImported(db, importId);
    const [states, builtOn] = [await readStates(db, imported), await findBuiltOn(db, imported)];
    return planUndo(imported, (id) => states.get(id), builtOn);
  }

  /** Looks what taking an import back would do; nothing is written. */
  async function look(wanted: KeptImport): Promise<void> {
    await attempt(async () => {
      isDone.value = false;
      chosen.value = wanted;
      plan.value = await makePlan(wanted.id);
    });
  }

  /** Takes it back, by how everything stands at this moment. */
  async function undo(): Promise<void> {
    const wanted = chosen.value;
    if (!wanted) return;
    await attempt(async () => {
      written.value = 0;
      const { importTables, writeUndo } = await import('#client/storage/write-import.ts');
      const current = await makePlan(wanted.id);
      await workspace.writeTogether(importTables(db), () =>
        writeUndo(db, workspace.author, wanted.id, current, (done) => (written.value = done)),
      );
      plan.value = current;
      isDone.value = true;
    });
  }

  function close(): void {
    chosen.value = null;
    plan.value = null;
    isDone.value = false;
  }

  return reactive({ imports, chosen, plan, isBusy, hasFailed, isDone, written, look, undo, close });
}
