import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Invitation, SurveyList } from '#protocol/surveys.ts';
import { startServer, type RunningServer } from '#tests/e2e/server.ts';
import { installDemo, type DemoPerson } from '#tests/support/product.ts';
import type { Person } from './person.ts';

/** The built server on the invented data set, which can be stopped and started, and looked into. */
export class Office {
  private constructor(
    private readonly dataDir: string,
    private readonly people: DemoPerson[],
    private server: RunningServer,
  ) {}

  static async open(): Promise<Office> {
    const dataDir = await mkdtemp(join(tmpdir(), 'banso-engines-'));
    const people = await installDemo(dataDir);
    return new Office(dataDir, people, await startServer({ dataDir }));
  }

  get url(): string {
    return this.server.url;
  }

  personWith(role: string): DemoPerson {
    return this.people.find((person) => person.role === role)!;
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  async start(): Promise<void> {
    this.server = await startServer({ dataDir: this.dataDir, port: this.server.port });
  }

  async close(): Promise<void> {
    await this.server.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** A company with a name that no other one has in its own. */
  nameOfCompany(): string {
    const [{ name }] = this.read<{ name: string }>(
      `select json_extract(fields, '$.name') as name from records
       where collection = 'accounts' and deleted_at is null and merged_into is null
         and record_id not in (
           select json_extract(fields, '$.accountId') from records
           where json_extract(fields, '$.accountId') is not null)
       order by length(name) desc limit 1`,
    ) as [{ name: string }];
    return name;
  }

  /** Exactly one record of the collection holds these words. */
  expectOnce(collection: string, words: string): void {
    const found = this.read('select 1 from records where collection = ? and instr(fields, ?) > 0', [
      collection,
      words,
    ]).length;
    if (found !== 1) throw new Error(`${found} instead of 1 of ${collection} with “${words}”`);
  }

  /** Exactly one interview that this coordinator submitted belongs to a visit. */
  expectInterview(): void {
    const found = this.read(
      `select 1 from records as response join records as visit
         on visit.record_id = json_extract(response.fields, '$.visitId')
       where response.collection = 'responses' and instr(visit.fields, '画像検査に関心') > 0
         and json_extract(response.fields, '$.submittedAt') is not null`,
    ).length;
    if (found !== 1) throw new Error(`${found} instead of 1 interview has arrived`);
  }

  /** Makes a code for a company, as one who is signed in. */
  async writeLetter(person: Person): Promise<string> {
    const ask = <Answer>(path: string, method: string): Promise<Answer> =>
      person.ask<Answer>(
        `const answer = await fetch(args[0], { method: args[1] });
         if (!answer.ok) throw new Error(args[0] + ' answers ' + answer.status);
         return await answer.json();`,
        path,
        method,
      );
    const { surveys } = await ask<SurveyList>('/api/surveys', 'GET');
    const survey = surveys.find(({ state }) => state === 'open')!;
    const [{ id }] = this.read<{ id: string }>(
      `select record_id as id from records where collection = 'accounts' and json_extract(fields, '$.name') = ?`,
      [this.nameOfCompany()],
    ) as [{ id: string }];
    const { code } = await ask<Invitation>(`/api/surveys/${survey.id}/invitations/${id}`, 'POST');
    return code;
  }

  private read<Row>(query: string, parameters: unknown[] = []): Row[] {
    const database = new Database(join(this.dataDir, 'banso.sqlite'), { readonly: true });
    try {
      return database.prepare(query).all(...parameters) as Row[];
    } finally {
      database.close();
    }
  }
}
