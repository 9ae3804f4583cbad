import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instantOf, newId } from '#server/journal/clock.ts';
import { parseConfig } from '#server/settings/config.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import { connectDatabase } from '#server/database/connect.ts';
import { findDocument, listDocuments } from '#server/database/queries/documents.ts';
import { installDocuments, readSeedDocuments, SeedError } from '#server/seed-documents.ts';
import { startServer } from '#server/start-server.ts';
import { describeStartFailure } from '#server/announcement.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const { seedsDir } = parseConfig({});
const REPORT = '003_a42f7362741e37e4.txt';

describeOnBothDatabases('the seed documents', (getDatabase) => {
  it('become the centre’s documents, and the same ones again change nothing', async () => {
    const { db } = getDatabase();
    const centreId = newId(Date.now);
    await insertCentre(db, { id: centreId, name: '財団', epoch: 'e', createdAt: instantOf(Date.now) });
    const documents = await readSeedDocuments(seedsDir);
    await installDocuments(getDatabase(), centreId, documents, () => 0);
    const listed = await listDocuments(db, centreId);
    expect(listed.map(({ name }) => name)).toEqual([
      'catalogue-2013',
      'issue-links',
      'problem-words',
      'questionnaire',
      'survey',
      'staff',
    ]);
    const catalogue = await findDocument(db, centreId, 'catalogue-2013');
    expect(JSON.parse(catalogue?.content ?? '')).toMatchObject({ totals: { programmes: 119 } });
    await installDocuments(getDatabase(), centreId, documents, () => 1);
    expect(await listDocuments(db, centreId)).toEqual(listed);
  });
});

describe('a damaged seed', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banso-seeds-'));
    await cp(seedsDir, join(folder, 'seeds'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const seed = (name: string): string => join(folder, 'seeds', name);
  const rewrite = async (name: string, change: (text: string) => string): Promise<void> => {
    const text = await readFile(seed(name), 'utf8');
    await rm(seed(name));
    await writeFile(seed(name), change(text));
  };

  it.each<[string, () => Promise<void>, string]>([
    ['missing', () => rm(seed(REPORT)), REPORT],
    ['cut off', () => rewrite(REPORT, (text) => text.slice(0, text.length / 2)), REPORT],
    ['another document', () => rewrite(REPORT, () => 'これは年次報告ではありません'), REPORT],
    [
      'in another encoding',
      () => rm(seed(REPORT)).then(() => writeFile(seed(REPORT), Buffer.from([0x90, 0xc2, 0x90, 0x58]))),
      REPORT,
    ],
    ['not JSON', () => rewrite('questionnaire.json', (text) => text.slice(1)), 'questionnaire.json'],
    ['empty', () => truncate(seed('questionnaire.json')), 'questionnaire.json'],
    ['not a questionnaire', () => rewrite('questionnaire.json', () => '{"id":"x"}'), 'questionnaire.json'],
    ['not a survey', () => rewrite('survey.json', () => '{"id":"x"}'), 'survey.json'],
    ['not a list of words', () => rewrite('problem-words.json', () => '{}'), 'problem-words.json'],
    [
      'not a list of links',
      () => rewrite('issue-programme-links.json', () => '{}'),
      'issue-programme-links.json',
    ],
    [
      'quoting what no sheet says',
      () => rewrite('issue-programme-links.json', (text) => text.replace('職場定着', '職場離脱')),
      'issue-programme-links.json',
    ],
    [
      'of another revision',
      () =>
        rewrite('survey.json', (text) =>
          text.replace(/"questionnaireRevision": \d+/, '"questionnaireRevision": 9'),
        ),
      'survey.json',
    ],
  ])('that is %s is named, and nothing is started or written', async (_what, damage, file) => {
    await damage();
    const dataDir = join(folder, 'data');
    const config = { ...parseConfig({ PORT: '0' }), dataDir, seedsDir: join(folder, 'seeds') };
    const failure: unknown = await startServer(config, pino({ level: 'silent' })).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(SeedError);
    const message = describeStartFailure(failure);
    expect(message).toContain(`seeds/${file} に問題があります`);
    expect(message).toContain(`There is a problem with seeds/${file}`);
    await expect(readFile(join(dataDir, 'banso.sqlite'))).rejects.toThrow('ENOENT');
  });

  describe('whose report does not add up', () => {
    const misprint = (): Promise<void> =>
      rewrite(REPORT, (text) =>
        text.replace('離職者等再就職訓練事業 ○ 533,421', '離職者等再就職訓練事業 ○ 533,422'),
      );
    const logger = pino({ level: 'silent' });

    it('is told with the figures and makes no catalogue; mended, the centre starts', async () => {
      const config = {
        ...parseConfig({ PORT: '0' }),
        dataDir: join(folder, 'data'),
        seedsDir: join(folder, 'seeds'),
      };
      await misprint();
      const failure: unknown = await startServer(config, logger).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(SeedError);
      const message = describeStartFailure(failure);
      expect(message).toContain(`seeds/${REPORT} に問題があります: 印刷された数と合いません`);
      expect(message).toMatch(/方針1の小計（千円）: 印刷 [\d,]+、計算 [\d,]+; .*ほか\d+か所/);
      expect(message).toMatch(
        /Subtotal of policy 1 \(thousand yen\): printed [\d,]+, computed [\d,]+; .*and \d+ more/,
      );
      const database = connectDatabase(config);
      expect(await database.db.selectFrom('documents').selectAll().execute()).toEqual([]);
      await database.close();
      await rm(seed(REPORT));
      await cp(join(seedsDir, REPORT), seed(REPORT));
      await (await startServer(config, logger)).stop();
    });

    it('keeps no centre from starting that has the edition, and does not touch it', async () => {
      const config = {
        ...parseConfig({ PORT: '0' }),
        dataDir: join(folder, 'data'),
        seedsDir: join(folder, 'seeds'),
      };
      await (await startServer(config, logger)).stop();
      const readCatalogues = async (): Promise<unknown> => {
        const database = connectDatabase(config);
        const rows = await database.db
          .selectFrom('documents')
          .select(['hash', 'content'])
          .where('name', '=', 'catalogue-2013')
          .execute();
        await database.close();
        return rows;
      };
      const before = await readCatalogues();
      await misprint();
      await (await startServer(config, logger)).stop();
      expect(await readCatalogues()).toEqual(before);
    });
  });

  it('leaves the documents of the last start in place', async () => {
    const dataDir = join(folder, 'data');
    const config = { ...parseConfig({ PORT: '0' }), dataDir, seedsDir: join(folder, 'seeds') };
    const logger = pino({ level: 'silent' });
    await (await startServer(config, logger)).stop();
    await rewrite('questionnaire.json', () => '{}');
    await expect(startServer(config, logger)).rejects.toBeInstanceOf(SeedError);
    const database = connectDatabase(config);
    const centre = await database.db.selectFrom('centres').select('centre_id').executeTakeFirstOrThrow();
    expect(await listDocuments(database.db, centre.centre_id)).toHaveLength(6);
    await database.close();
  });
});
