import { ImportDesk } from '#client/workers/import/import-desk.ts';
import { NO_CHOICES } from '#domain/casework/account-import/account-import-choices.ts';
import type { KnownAccount } from '#domain/casework/account-import/account-import.ts';
import { getItem } from '#domain/questionnaire/model.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const options = (code: string) => getItem(readSurvey(), code).options ?? [];
/** The options of the report's survey by which lists are read. */
export const codebook = {
  industry: options('industry'),
  employees: options('employees'),
  sales: options('sales'),
  municipality: options('municipality'),
};

/** What an import of a list would do beside the companies that are known. */
export function dryRun(
  content: string | Uint8Array<ArrayBuffer>,
  { dropUnreadable = true, known = [] as KnownAccount[] } = {},
) {
  const desk = new ImportDesk();
  const read = desk.read((typeof content === 'string' ? new TextEncoder().encode(content) : content).buffer);
  if ('fault' in read) throw new Error(read.fault.reason);
  desk.know(known);
  const { file } = read;
  const request = { mapping: file.mapping, codebook, choices: NO_CHOICES };
  const plan = desk.plan({ ...request, dropUnreadable }, () => {});
  const proposals = desk.values(request).values.map(({ value, proposal }) => [value, proposal]);
  return { file, plan, added: plan.added.map(({ fields }) => fields), proposals };
}
