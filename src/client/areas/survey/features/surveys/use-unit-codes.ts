import { onScopeDispose, reactive, shallowRef } from 'vue';
import { splitIntoBatches } from '#domain/fieldwork/survey-units.ts';
import * as api from '#client/api/surveys-api.ts';
import { useAttempt } from '#client/api/use-attempt.ts';
import { INVITATION_BATCH_LIMIT, type Invitation } from '#protocol/surveys.ts';

/** What the codes of many companies are wanted for: to be given out, for a file. */
export type CodeTask = 'issue' | 'save';

/** How far a task has come, in companies. */
export interface CodeProgress {
  task: CodeTask;
  done: number;
  total: number;
}

/** How a task ended; `done` is less than `total` when it was cancelled or failed. */
export interface CodeOutcome extends CodeProgress {
  /** Companies that got a code just now. */
  issued: number;
  /** Companies that cannot be asked, by what the server knows of them. */
  skipped: number;
  isCancelled: boolean;
}

/**
 * Codes of many companies, one task at a time, in requests of a few hundred. What a request
 * has done stays done: a task that was cancelled or failed is gone on with by asking again.
 * Leaving the page ends it after the request under way.
 *
 * @param note is told the invitations that each request answers.
 */
export function useUnitCodes(surveyId: string, note: (invitations: readonly Invitation[]) => void) {
  const { attempt, ...attempts } = useAttempt();
  const progress = shallowRef<CodeProgress>();
  const outcome = shallowRef<CodeOutcome>();
  let isCancelled = false;

  /** Works through the companies; their invitations, or `undefined` when it did not come to the end. */
  async function run(task: CodeTask, accountIds: readonly string[]): Promise<Invitation[] | undefined> {
    if (progress.value) return undefined;
    forget();
    isCancelled = false;
    const request = task === 'issue' ? api.issueInvitations : api.readInvitations;
    const total = accountIds.length;
    const invitations: Invitation[] = [];
    const counts = { done: 0, issued: 0, skipped: 0 };
    progress.value = { task, done: 0, total };
    try {
      for (const batch of splitIntoBatches(accountIds, INVITATION_BATCH_LIMIT)) {
        const answer = isCancelled ? undefined : await attempt(() => request(surveyId, batch));
        if (!answer) break;
        note(answer.invitations);
        invitations.push(...answer.invitations);
        counts.done += batch.length;
        counts.issued += answer.issued;
        counts.skipped += answer.skipped.length;
        progress.value = { task, done: counts.done, total };
      }
    } finally {
      progress.value = undefined;
    }
    outcome.value = { task, total, ...counts, isCancelled };
    return counts.done === total ? invitations : undefined;
  }

  function cancel(): void {
    isCancelled = true;
  }

  function forget(): void {
    outcome.value = undefined;
    attempts.forget();
  }

  onScopeDispose(cancel);
  return reactive({ ...attempts, progress, outcome, run, cancel, forget });
}
