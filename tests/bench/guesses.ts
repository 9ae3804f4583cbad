import { rm } from 'node:fs/promises';
import { migrateDatabase } from '#server/database/migrate.ts';
import { createTestDatabase } from '#tests/support/databases.ts';
import { makeRespondentDir } from '#tests/support/fieldwork.ts';
import { guessCodes } from '#tests/support/guessing.ts';

/*
 * npx tsx tests/bench/guesses.ts [-- N]: 100,000 guessed codes against the embedded database,
 * with honest companies answering meanwhile. The last line is JSON; exit 1 when a code was
 * found or an honest company was held up.
 */
const guesses = Number(process.argv.at(2) ?? 100_000);
const database = await createTestDatabase('sqlite');
const respondentDir = await makeRespondentDir();
try {
  await migrateDatabase(database.handle);
  const startedMs = performance.now();
  const outcome = await guessCodes(database.handle, { guesses, respondentDir });
  process.stdout.write(`${JSON.stringify({ ...outcome, seconds: Math.round((performance.now() - startedMs) / 100) / 10 })}\n`);
  process.exitCode = outcome.found === 0 && outcome.answered === outcome.honest ? 0 : 1;
} finally {
  await database.remove();
  await rm(respondentDir, { recursive: true });
}
