import { rm } from 'node:fs/promises';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { createTestDatabase } from '#tests/support/databases.ts';
import { makeRespondentDir } from '#tests/support/fieldwork.ts';
import { guessCodes } from '#tests/support/guessing.ts';
import { countFigure, type Figure } from './figure.ts';

const GUESSES = 100_000;

/** Guessed codes against a server of its own on the embedded database, with honest companies answering meanwhile. */
export async function measureGuesses(): Promise<Figure[]> {
  const database = await createTestDatabase('sqlite');
  const respondentDir = await makeRespondentDir();
  try {
    await migrateDatabase(database.handle);
    const { guesses, found, lookedAt, honest, answered } = await guessCodes(database.handle, {
      guesses: GUESSES,
      respondentDir,
    });
    return [
      countFigure(`${guesses.toLocaleString('en')} guessed codes: found`, found, 0),
      countFigure('of them looked at; for all others the guesser had to wait', lookedAt),
      countFigure('honest companies that answered meanwhile', answered),
      countFigure('honest companies that were held up', honest - answered, 0),
    ];
  } finally {
    await database.remove();
    await rm(respondentDir, { recursive: true });
  }
}
