import { computed, ref, shallowRef } from 'vue';
import {
  NO_CHOICES,
  type ImportChoices,
  type ValueChoice,
} from '#domain/casework/account-import/account-import-choices.ts';
import type { AttributeCodebook } from '#domain/casework/account-import/account-import-codes.ts';
import type { ColumnMapping } from '#domain/casework/account-import/account-import-columns.ts';
import {
  chooseForValues,
  fingerprintLayout,
  mergeChoices,
  rememberSource,
  takeInSources,
  type ImportSource,
  type ValueQuestion,
} from '#domain/casework/account-import/account-import-source.ts';
import type { UnreadValues } from '#domain/casework/account-import/account-import-values.ts';
import { keepImportSource, readImportSources } from '#client/api/import-sources-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import type { BansoDatabase } from '#client/storage/database.ts';
import type { FileRead, ImportContract } from '#client/workers/import/import-contract.ts';

/** What becomes of amounts of sales beside which no unit stands. */
export type BareSalesChoice = NonNullable<ImportChoices['bareSales']>;

/**
 * What a person says once of the values that cannot be read by themselves, and what was said of the
 * columns and values of a list of the same form before.
 */
export function useImportValues(db: BansoDatabase) {
  const questions = shallowRef<ValueQuestion[]>([]);
  const bareSales = shallowRef<UnreadValues['bareSales']>(null);
  const bareSalesChoice = ref<BareSalesChoice>('withoutValue');
  const source = shallowRef<ImportSource>();
  let fingerprint = '';
  void shareSources(db);

  const isAsked = computed(() => questions.value.length > 0 || bareSales.value !== null);
  const choices = computed(() =>
    mergeChoices(
      source.value?.choices ?? NO_CHOICES,
      questions.value,
      bareSales.value ? bareSalesChoice.value : undefined,
    ),
  );

  /** Looks whether a list of this form was here before; its columns hold what that one's did. */
  async function recall(file: FileRead): Promise<ColumnMapping> {
    fingerprint = fingerprintLayout(file.headings, file.mapping);
    const sources = (await db.getMeta('importSources')) ?? [];
    source.value = sources.find((each) => each.fingerprint === fingerprint);
    return source.value?.mapping ?? file.mapping;
  }

  /** Takes in what a list asks. */
  function take(answer: ImportContract['values']['answer'], codebook: AttributeCodebook): void {
    const before = source.value?.choices ?? NO_CHOICES;
    questions.value = chooseForValues(answer.values, before, codebook);
    bareSales.value = answer.bareSales;
    bareSalesChoice.value = before.bareSales ?? 'withoutValue';
  }

  function choose(position: number, choice: ValueChoice): void {
    questions.value = questions.value.map((question, index) =>
      index === position ? { ...question, choice } : question,
    );
  }

  /** Keeps what was decided for the next list of this form. */
  async function remember(mapping: ColumnMapping): Promise<void> {
    const used: ImportSource = { fingerprint, mapping: [...mapping], choices: choices.value, isUnsent: true };
    await db.transaction('rw', db.meta, async () => {
      await db.setMeta('importSources', rememberSource((await db.getMeta('importSources')) ?? [], used));
    });
    source.value = used;
    void shareSources(db);
  }

  function forget(): void {
    questions.value = [];
    bareSales.value = null;
    source.value = undefined;
  }

  return {
    questions,
    bareSales,
    bareSalesChoice,
    isAsked,
    isRemembered: computed(() => source.value !== undefined),
    choices,
    recall,
    take,
    choose,
    remember,
    forget,
  };
}

/**
 * Tells the centre what was decided here, and takes in what others decided. Without a connection the device goes on with
 * what it knows, and tells it the next time.
 */
async function shareSources(db: BansoDatabase): Promise<void> {
  try {
    for (const source of (await db.getMeta('importSources')) ?? []) {
      if (!source.isUnsent) continue;
      await keepImportSource(source);
      await db.transaction('rw', db.meta, async () => {
        const own = (await db.getMeta('importSources')) ?? [];
        const sent = JSON.stringify(source);
        await db.setMeta(
          'importSources',
          own.map((each) => {
            if (JSON.stringify(each) !== sent) return each;
            const { isUnsent: _, ...kept } = each;
            return kept;
          }),
        );
      });
    }
    const centre = await readImportSources();
    await db.transaction('rw', db.meta, async () => {
      const own = (await db.getMeta('importSources')) ?? [];
      await db.setMeta('importSources', takeInSources(own, centre));
    });
  } catch (error) {
    const isExpected = error instanceof Unreachable || error instanceof ApiProblem || !db.isOpen();
    if (!isExpected) console.error('the sources of lists could not be shared', error);
  }
}
