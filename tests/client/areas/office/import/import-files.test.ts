import { expect, it } from 'vitest';
import { NO_CHOICES } from '#domain/casework/account-import/account-import-choices.ts';
import { faultsAsCsv, templateCsv } from '#client/areas/office/features/import/import-files.ts';
import { ImportDesk } from '#client/workers/import/import-desk.ts';
import { IMPORT_FIELDS } from '#domain/casework/account-import/account-import-columns.ts';
import { getItem } from '#domain/questionnaire/model.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

it.each(['ja', 'en'] as const)(
  'gives a sample (%s) whose every column is recognised and whose row is valid',
  (language) => {
    const desk = new ImportDesk();
    const read = desk.read(new TextEncoder().encode(templateCsv(language)).buffer);
    const mapping = 'file' in read ? read.file.mapping : [];
    expect(mapping).toEqual([...IMPORT_FIELDS]);

    const options = (code: string) => getItem(readSurvey(), code).options ?? [];
    const codebook = {
      industry: options('industry'),
      employees: options('employees'),
      sales: options('sales'),
      municipality: options('municipality'),
    };
    const plan = desk.plan({ mapping, codebook, dropUnreadable: false, choices: NO_CHOICES }, () => {});
    expect(plan.faults).toEqual([]);
    expect(plan.added[0]?.fields).toMatchObject({
      industry: 'manufacturing',
      employees: 'e21_50',
      sales: 'from_100m',
      municipality: 'hachinohe',
    });
  },
);

it('writes the faults so that a spreadsheet runs none of the cells', () => {
  const fault = {
    row: 7,
    field: 'name',
    code: 'repeatedInFile',
    value: '=HYPERLINK("x")',
    otherRow: 3,
    refusesRow: true,
  } as const;
  expect(faultsAsCsv([fault], 'ja')).toBe(
    '\ufeff行,項目,値,問題,扱い\r\n7,企業名,"\'=HYPERLINK(""x"")",3行目と同じ企業です,行を取り込まない\r\n',
  );
});
