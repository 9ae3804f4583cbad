// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disposition } from '#domain/records/dispositions.ts';
import { findHeardIssues } from '#domain/casework/heard-issues.ts';
import { loadItemRoles } from '#client/records/item-roles.ts';
import { listRecordsOfAccount } from '#client/records/records.ts';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { openFieldDay } from '#tests/client/areas/field/visits/field-day.ts';

let workspace: Workspace;
beforeEach(async () => {
  workspace = await openFieldDay();
});
afterEach(closeWorkspace);

async function answer(
  surveyId: string,
  day: number,
  disposition: Disposition,
  issues: string[],
  consent?: 'no',
): Promise<void> {
  const at = `2026-11-${day}T01:00:00.000Z`;
  await workspace.write('responses', `${surveyId}-${day}`, {
    surveyId,
    questionnaireId: 'sme-survey',
    questionnaireRevision: 1,
    channel: 'visit',
    accountId: 'company',
    startedAt: at,
    submittedAt: at,
    disposition,
    'answers/issues': issues,
    ...(consent && { 'answers/consent_record': consent }),
  });
}
const heard = async () =>
  findHeardIssues(
    await listRecordsOfAccount(workspace.db, 'responses', 'company'),
    await loadItemRoles(workspace.db),
  )?.codes;

describe('the issues that a company was heard to name', () => {
  it('are those of its latest response that names any', async () => {
    await answer('wave-1', 10, 'complete', ['labour']);
    await answer('wave-2', 12, 'partial', ['sales', 'none']);
    await answer('wave-3', 14, 'complete', ['none']);
    expect(await heard()).toEqual(['sales']);
  });

  it('are not those that the company told for the survey alone', async () => {
    await answer('wave-1', 10, 'complete', ['labour']);
    await answer('wave-2', 12, 'complete', ['sales'], 'no');
    expect(await heard()).toEqual(['labour']);
  });

  it('are not those of a duplicate beside the response that counts', async () => {
    await answer('wave-1', 10, 'complete', ['labour']);
    await answer('wave-1', 12, 'duplicate', ['sales']);
    expect(await heard()).toEqual(['labour']);
  });

  it('are those of a duplicate where what counts in its survey cannot be seen here', async () => {
    await answer('wave-1', 10, 'complete', ['labour']);
    await answer('wave-2', 12, 'duplicate', ['sales']);
    expect(await heard()).toEqual(['sales']);
  });
});
