import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { makeKeyingForm, type KeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { findAskedFields, listKeyMarks } from '#domain/fieldwork/keying/keyed-answers.ts';
import {
  currentField,
  enterText,
  pressKey,
  type KeyingSession,
} from '#domain/fieldwork/keying/keying-session.ts';
import type { KeyName } from '#domain/fieldwork/keying/type-into-field.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import { findRevision } from '#client/records/documents.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import type { KeptKeying } from '#client/storage/database.ts';
import { sendKeyedEntries } from '#client/sync/send-keyed-entries.ts';
import type { KeyedSheetStatus } from '#protocol/keying.ts';
import { isComposing } from '#ui/is-composing.ts';
import { beep } from './beep.ts';
import { keyOfEvent } from './key-of-event.ts';

/** A pause of a person that is longer is no time of keying. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * A sheet that is being keyed on this device: each key is written to the device before the next one is, so
 * that a page which dies takes one along at most.
 *
 * @param onFinished is told what has become of the sheet; `undefined` where it waits to be sent
 */
export function useKeyingSheet(
  entryId: () => string,
  onFinished: (status: KeyedSheetStatus | undefined) => Promise<void>,
) {
  const { db, now } = useWorkspace();
  const kept = shallowRef<KeptKeying>();
  const form = shallowRef<KeyingForm>();
  const isReady = ref(false);
  let isWriting = false;
  let mustWrite = false;
  let lastKeyMs = 0;

  const session = computed(() => kept.value?.session);
  const field = computed(() =>
    form.value && session.value ? currentField(form.value, session.value) : undefined,
  );
  const marks = computed(() =>
    form.value && session.value ? listKeyMarks(form.value, session.value.values) : [],
  );
  /** Fields right before this one that do not concern the sheet and hold nothing. */
  const passedOver = computed(() => {
    const fields = form.value?.fields ?? [];
    if (!session.value || !form.value) return [];
    const { position, values } = session.value;
    const asked = findAskedFields(form.value, values);
    const passed = [];
    for (let index = position - 1; index >= 0; index -= 1) {
      const each = fields[index]!;
      if (asked.has(each.key) || values[each.key] !== undefined) break;
      if (!each.otherOf) passed.unshift(each);
    }
    return passed;
  });

  onMounted(async () => {
    const found = await db.keyedEntries.get(entryId());
    if (found && found.finishedAt === undefined) {
      const questionnaire = await findRevision(db, found.questionnaireId, found.questionnaireRevision);
      form.value = questionnaire && makeKeyingForm(questionnaire, tokyoDate(found.startedAt));
      kept.value = found;
    }
    isReady.value = true;
    lastKeyMs = Date.now();
    window.addEventListener('keydown', onKey);
  });
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));

  function onKey(event: KeyboardEvent): void {
    const isInField = (event.target as HTMLElement | null)?.closest('input, textarea, select, dialog');
    if (isInField || !session.value) return;
    // Buttons and links are pressed as anywhere.
    if (event.key === 'Enter' && (event.target as HTMLElement | null)?.closest('button, a')) return;
    const key = isComposing(event) && !/^(Numpad|Digit)\d$/.test(event.code) ? undefined : keyOfEvent(event);
    if (!key) return;
    event.preventDefault();
    press(key);
  }

  function press(key: KeyName): void {
    if (!form.value || !kept.value) return;
    take(pressKey(form.value, kept.value.session, key, kept.value.first));
  }

  function typeText(text: string, keystrokes: number): void {
    if (!form.value || !kept.value) return;
    take(enterText(form.value, kept.value.session, text, keystrokes, kept.value.first));
  }

  function take(next: KeyingSession): void {
    if (!kept.value || kept.value.finishedAt !== undefined) return;
    const nowMs = Date.now();
    const activeSeconds =
      kept.value.activeSeconds + Math.min(Math.max(0, nowMs - lastKeyMs), LONGEST_PAUSE_MS) / 1000;
    lastKeyMs = nowMs;
    kept.value = { ...kept.value, session: next, activeSeconds };
    if (next.signal === 'finished') void finish();
    else {
      if (next.signal !== null) beep();
      void write();
    }
  }

  /** One write at a time; what comes meanwhile is written by the next one. */
  async function write(): Promise<void> {
    mustWrite = true;
    if (isWriting) return;
    isWriting = true;
    try {
      while (mustWrite) {
        mustWrite = false;
        if (kept.value && kept.value.finishedAt === undefined) await db.keyedEntries.put(kept.value);
      }
    } finally {
      isWriting = false;
    }
  }

  async function finish(): Promise<void> {
    if (!kept.value) return;
    kept.value = { ...kept.value, finishedAt: now() };
    await db.keyedEntries.put(kept.value);
    try {
      await sendKeyedEntries(db, now);
    } catch (error) {
      // It is kept, and goes up with the next round.
      if (!(error instanceof Unreachable || error instanceof ApiProblem)) throw error;
    }
    await onFinished((await db.keyedEntries.get(kept.value.id))?.sent?.status);
  }

  return { kept, form, session, field, marks, passedOver, isReady, press, typeText };
}
