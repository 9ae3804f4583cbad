import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeStartFailure } from '#server/announcement.ts';
import { BackupError, type SecretNote } from '#server/backup/backup-format.ts';
import { noteBackup } from '#server/backup/backup-folder.ts';
import type { BackupContent } from '#server/backup/read-backup.ts';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import { examine } from '#server/doctor/examine.ts';
import { instantOf, type Clock } from '#server/journal/clock.ts';
import { parseConfig, type Config, type Environment } from '#server/settings/config.ts';
import type { CommandOutput } from './command-output.ts';

const USAGE = `backup FILE  [--without-secrets]   すべてを一つのファイルに控える / put everything into one file
restore FILE [--without-secrets]   空のサーバーに戻す / put it back into an empty server
doctor [--json]                    サーバーの状態を調べる / examine the server`;

type Options =
  | { command: 'backup' | 'restore'; file: string; withSecrets: boolean }
  | { command: 'doctor'; json: boolean };

/**
 * `backup`, `restore` and `doctor`.
 *
 * @returns the exit code: 0, 1 (it did not come about, or something is wrong), 2 (wrong use)
 */
export async function runAdmin(
  args: string[],
  output: CommandOutput,
  env: Environment,
  clock: Clock = Date.now,
): Promise<number> {
  const options = readOptions(args, env);
  if (!options) {
    output.report(USAGE);
    return 2;
  }
  try {
    const config = parseConfig(env);
    switch (options.command) {
      case 'backup':
        return await backUp(config, options, output, clock);
      case 'restore':
        return await restore(config, options, output, clock);
      case 'doctor':
        return await callDoctor(config, options, output, clock);
    }
  } catch (error) {
    if (error instanceof BackupError) {
      output.report(error.text.ja);
      output.report(error.text.en);
      output.print(JSON.stringify({ ok: false, fault: error.fault }));
    } else {
      const opening = { ja: '実行できませんでした。', en: 'The command did not come to its end.' };
      output.report(describeStartFailure(error, opening));
      output.print(JSON.stringify({ ok: false, fault: 'failed' }));
    }
    return 1;
  }
}

function readOptions(args: string[], env: Environment): Options | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        'without-secrets': { type: 'boolean', default: false },
      },
    });
    const [command, file, ...more] = positionals;
    if (more.length > 0) return undefined;
    if (command === 'doctor') return file === undefined ? { command, json: values.json } : undefined;
    if ((command !== 'backup' && command !== 'restore') || file === undefined) return undefined;
    // npm runs commands in the package's folder; the file is meant from where it was called.
    const from = env['INIT_CWD'] ?? process.cwd();
    return { command, file: resolve(from, file), withSecrets: !values['without-secrets'] };
  } catch {
    return undefined;
  }
}

async function backUp(
  config: Config,
  { file, withSecrets }: { file: string; withSecrets: boolean },
  output: CommandOutput,
  clock: Clock,
): Promise<number> {
  const content = await writeBackup({ config, file, clock, withSecrets });
  noteBackup(config.dataDir, { at: instantOf(clock), file, bytes: content.bytes });
  output.report(`バックアップを作り、読み直して確かめました: ${file}`);
  output.report(`The backup was made, and read once more to be sure: ${file}`);
  reportSecrets(content.head.secrets, output);
  output.print(JSON.stringify({ ok: true, file, bytes: content.bytes, ...summarise(content) }));
  return 0;
}

async function restore(
  config: Config,
  { file, withSecrets }: { file: string; withSecrets: boolean },
  output: CommandOutput,
  clock: Clock,
): Promise<number> {
  const { erasedAgain, ...content } = await restoreBackup({ config, file, clock, withSecrets });
  output.report(`${content.head.madeAt} のバックアップを戻しました。全員がもう一度サインインします。`);
  output.report('各端末は、次の同期で、受領済みの記録をもう一度送ります。');
  output.report(`The backup of ${content.head.madeAt} was put back. Everyone signs in once more; with its`);
  output.report('next sync each device sends again what had been acknowledged.');
  output.print(JSON.stringify({ ok: true, ...summarise(content), erasedAgain }));
  return 0;
}

async function callDoctor(
  config: Config,
  { json }: { json: boolean },
  output: CommandOutput,
  clock: Clock,
): Promise<number> {
  const findings = await examine(config, clock);
  const ok = findings.every(({ isGood }) => isGood);
  if (!json) {
    for (const { isGood, text } of findings) {
      output.report(`${isGood ? '○' : '×'} ${text.ja}`);
      output.report(`  ${text.en}`);
    }
  }
  const checks = findings.map(({ check, isGood, text, value }) => ({ check, ok: isGood, text, value }));
  output.print(JSON.stringify({ ok, checks }));
  return ok ? 0 : 1;
}

function summarise({ head, rows, erasures }: BackupContent): object {
  const namesOf = (isInside: boolean): string[] =>
    head.secrets.filter((secret) => secret.isInside === isInside).map(({ name }) => name);
  return {
    madeAt: head.madeAt,
    database: head.database,
    schema: head.migrations.at(-1),
    centres: head.centres,
    rows,
    erasures: erasures.length,
    secrets: { inside: namesOf(true), needed: namesOf(false) },
  };
}

function reportSecrets(secrets: readonly SecretNote[], output: CommandOutput): void {
  const inside = secrets.filter(({ isInside }) => isInside).map(({ name }) => name);
  const needed = secrets.filter(({ isInside }) => !isInside).map(({ name }) => name);
  if (inside.length > 0) {
    output.report(`ファイルの中に秘密があります（${inside.join('、')}）。鍵のかかる所に置いてください。`);
    output.report(`It holds secrets (${inside.join(', ')}): please keep it under lock and key.`);
  }
  if (needed.length > 0) {
    output.report(`戻すときに別に要る秘密: ${needed.join('、')}（環境変数などで管理しているもの）`);
    output.report(`Needed beside it to restore: ${needed.join(', ')} (kept in the environment or elsewhere)`);
  }
}
