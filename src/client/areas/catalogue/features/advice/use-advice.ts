import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { fiscalYearOf, tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import { hearIssues } from '#domain/advice/heard-problems.ts';
import { getCompanyAttributes } from '#domain/advice/matching-account.ts';
import type { BusinessStage } from '#domain/advice/matching-terms.ts';
import { adviseProgrammes, type Advice } from '#domain/advice/matching.ts';
import type { Visit } from '#domain/records/visit.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import type { CodeLabels } from '#client/records/code-labels.ts';
import { useDocument, useEditions } from '#client/records/documents.ts';
import { useLiveQuery } from '#client/records/live-query.ts';
import { useCompany } from '#client/records/merged-accounts.ts';
import { listRecordsOfAccount } from '#client/records/records.ts';
import { useWorkspace } from '#client/records/workspace.ts';
import { findHeardIssues, type HeardIssues } from '#domain/casework/heard-issues.ts';
import { loadItemRoles } from '#client/records/item-roles.ts';
import { findNotedSituation } from './noted-situation.ts';
import { useSettled } from './settled.ts';

/** Without a key for so long, someone looks up from the notes. */
const QUIET_MS = 1500;

/** The issues that advice is asked for, and where they come from. */
export type AskedIssues =
  | { source: 'visit' | 'choice' | 'notes' | 'none'; codes: readonly string[] }
  | { source: 'response'; codes: readonly string[]; at: Instant };

/** Advice that follows the company's file, and what the person changed for it. */
export interface AdviceOnDevice {
  asked: ComputedRef<AskedIssues>;
  /** The person's own choice of issues; `null` goes by the records. */
  chosen: Ref<string[] | null>;
  stage: Ref<BusinessStage | ''>;
  /** `undefined` while the catalogue or its links are not on this device. */
  advice: ComputedRef<Advice | undefined>;
  catalogue: ComputedRef<Catalogue | undefined>;
  /** False until the device has been asked for all that the advice rests on. */
  ready: ComputedRef<boolean>;
}

/**
 * Advice for a company from what is on this device. The issues are the person's choice, else
 * those of the visit, else those of the company's latest submitted response, else those that are
 * heard in what was noted. What was said counts with them: the notes of the visit, else of the latest one that
 * has any, and the texts of the company's latest response.
 */
export function useAdvice(
  accountId: () => string,
  visit: () => Partial<Visit> | undefined,
  labels: CodeLabels,
): AdviceOnDevice {
  const { db, now } = useWorkspace();
  const fiscalYear = fiscalYearOf(tokyoDate(now()));
  const account = useCompany(accountId);
  const editions = useEditions();
  const links = useDocument('issue-links');
  const words = useDocument('problem-words');
  const heard = useLiveQuery<HeardIssues | undefined>(
    async () =>
      findHeardIssues(await listRecordsOfAccount(db, 'responses', accountId()), await loadItemRoles(db)),
    undefined,
    accountId,
  );
  const noted = useLiveQuery(() => findNotedSituation(db, accountId()), { notes: '', texts: '' }, accountId);
  const situation = useSettled(
    () => visit()?.notes || noted.data.value.notes,
    () => `${accountId()} ${noted.ready.value}`,
    QUIET_MS,
  );
  const chosen = ref<string[] | null>(null);
  const stage = ref<BusinessStage | ''>('');
  watch(accountId, () => {
    chosen.value = null;
    stage.value = '';
  });

  const asked = computed<AskedIssues>(() => {
    if (chosen.value) return { source: 'choice', codes: chosen.value };
    const visitIssues = visit()?.issues ?? [];
    if (visitIssues.length > 0) return { source: 'visit', codes: visitIssues };
    if (heard.data.value) return { source: 'response', ...heard.data.value };
    const codes = hearIssues(words.data.value ?? [], `${situation.value}\n${noted.data.value.texts}`);
    return codes.length > 0 ? { source: 'notes', codes } : { source: 'none', codes };
  });
  // The visit changes with every keystroke in its notes; the advice with the issues, and with the notes once they rest.
  const codes = computed<readonly string[]>((before) =>
    before?.join() === asked.value.codes.join() ? before : asked.value.codes,
  );
  const company = computed(() =>
    getCompanyAttributes(
      { name: '', ...account.data.value?.fields },
      labels.options('attribute.municipality'),
    ),
  );
  const edition = computed(() => editions.data.value[0]);
  const advice = computed(() => {
    if (!edition.value || !links.data.value) return undefined;
    return adviseProgrammes({
      catalogue: edition.value.catalogue,
      catalogueHash: edition.value.hash,
      links: links.data.value,
      vocabulary: words.data.value ?? [],
      company: company.value,
      issues: codes.value,
      ...(stage.value !== '' && { stage: stage.value }),
      ...(situation.value !== '' && { situation: situation.value }),
      texts: noted.data.value.texts,
      fiscalYear,
    });
  });

  return {
    asked,
    chosen,
    stage,
    advice,
    catalogue: computed(() => edition.value?.catalogue),
    ready: computed(() =>
      [account, editions, links, words, heard, noted, labels].every(({ ready }) => ready.value),
    ),
  };
}
