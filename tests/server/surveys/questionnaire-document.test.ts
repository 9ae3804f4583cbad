import { expect, it } from 'vitest';
import { instantOf, newId } from '#server/journal/clock.ts';
import { parseConfig } from '#server/settings/config.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import { findDocument, listDocuments } from '#server/database/queries/documents.ts';
import { replaceQuestionnaireDocument } from '#server/surveys/questionnaire-document.ts';
import { readSeedDocuments } from '#server/seed-documents.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

describeOnBothDatabases('the questionnaire of the devices', (getDatabase) => {
  it('leaves its former revisions to the interviews begun under them, listed before the newest', async () => {
    const { db } = getDatabase();
    const centreId = newId(Date.now);
    await insertCentre(db, { id: centreId, name: '財団', epoch: 'e', createdAt: instantOf(Date.now) });
    const { questionnaire } = await readSeedDocuments(parseConfig({}).seedsDir);
    for (const revision of [1, 2, 2, 3]) {
      await replaceQuestionnaireDocument(
        db,
        centreId,
        { ...questionnaire, revision },
        instantOf(() => revision),
      );
    }
    const names = (await listDocuments(db, centreId)).map(({ name }) => name);
    expect(names).toEqual(['questionnaire-sme-survey-2', 'questionnaire-sme-survey-1', 'questionnaire']);
    const held = await Promise.all(names.map((name) => findDocument(db, centreId, name)));
    expect(held.map((document) => (JSON.parse(document!.content) as { revision: number }).revision)).toEqual([
      2, 1, 3,
    ]);
  });
});
