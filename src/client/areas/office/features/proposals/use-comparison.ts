import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { KnownAccount } from '#domain/casework/account-import/account-import.ts';
import type { RegisterFinding } from '#domain/casework/corporate-register.ts';
import type { MergeProposal } from '#domain/casework/merge-proposals.ts';
import type { Option } from '#domain/questionnaire/model.ts';
import { isClosed, type WorkerLink } from '#client/workers/bridge/worker-link.ts';
import type { FileFault, ImportContract } from '#client/workers/import/import-contract.ts';
import { openImportLink } from '#client/workers/import/import-link.ts';

/** Hands the companies of this device over, part by part. */
type TakeCompanies = (take: (companies: KnownAccount[]) => Promise<unknown>) => Promise<void>;

/** Compares the companies of this device with each other or with the register, off the page's thread. */
export function useComparison(takeCompanies: TakeCompanies): {
  proposals: Readonly<ShallowRef<MergeProposal[] | undefined>>;
  findings: Readonly<ShallowRef<RegisterFinding[] | undefined>>;
  rowCount: Readonly<Ref<number>>;
  fault: Readonly<ShallowRef<FileFault | undefined>>;
  isBusy: Readonly<Ref<boolean>>;
  hasFailed: Readonly<Ref<boolean>>;
  propose: (municipalities: readonly Option[]) => Promise<void>;
  readRegister: (file: File, closedReason: string) => Promise<void>;
} {
  const proposals = shallowRef<MergeProposal[]>();
  const findings = shallowRef<RegisterFinding[]>();
  const fault = shallowRef<FileFault>();
  const rowCount = ref(0);
  const isBusy = ref(false);
  const hasFailed = ref(false);
  let link: WorkerLink<ImportContract> | undefined;
  onScopeDispose(() => link?.close());

  /** Asks a fresh worker that has been told the companies. */
  async function ask(question: (link: WorkerLink<ImportContract>) => Promise<void>): Promise<void> {
    link?.close();
    const own = (link = openImportLink());
    isBusy.value = true;
    hasFailed.value = false;
    try {
      await takeCompanies((companies) => own.ask('know', companies));
      await question(own);
    } catch (error) {
      // Another attempt, or another page, has taken its place.
      if (isClosed(error)) return;
      console.error('comparing companies failed', error);
      hasFailed.value = true;
    }
    isBusy.value = false;
    own.close();
  }

  return {
    proposals,
    findings,
    rowCount,
    fault,
    isBusy,
    hasFailed,
    propose: (municipalities) =>
      ask(async (own) => {
        proposals.value = await own.ask('propose', { municipalities });
      }),
    readRegister: async (file, closedReason) => {
      const bytes = await file.arrayBuffer();
      await ask(async (own) => {
        const answer = await own.ask('register', { bytes, closedReason });
        fault.value = 'fault' in answer ? answer.fault : undefined;
        findings.value = 'fault' in answer ? undefined : answer.findings;
        rowCount.value = 'fault' in answer ? 0 : answer.rowCount;
      });
    },
  };
}
