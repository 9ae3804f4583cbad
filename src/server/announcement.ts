import type { LocalisedText } from '#domain/canonical/language.ts';
import { BackupError } from './backup/backup-format.ts';
import { ConfigError, type Config } from './settings/config.ts';
import { SeedError } from './seed-documents.ts';
import type { RunningServer } from './start-server.ts';

/** What whoever starts the server reads, Japanese first: where it is, and how the first administrator gets in. */
export function describeStart(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  { firstAdministratorLink }: Pick<RunningServer, 'firstAdministratorLink'>,
): string {
  const lines = ['', `  伴走 Banso   ${publicUrl}/app/`, ''];
  if (firstAdministratorLink) {
    lines.push(
      '  最初の管理者を登録してください。次のリンクは一度だけ、7日間有効です（起動のたびに新しくなります）。',
      '  Create the first administrator. This link works once, for 7 days; each start makes a new one.',
      '',
      `  ${firstAdministratorLink}`,
      '',
    );
  }
  lines.push('  終了: Ctrl+C / Stop: Ctrl+C', '');
  return `${lines.join('\n')}\n`;
}

const NOT_STARTED: LocalisedText = { ja: '起動できませんでした。', en: 'The server did not start.' };

/** Why the server, or whatever `opening` says instead, did not come about and what to do about it, Japanese first. */
export function describeStartFailure(error: unknown, opening = NOT_STARTED): string {
  const [ja, en] = explain(error);
  return `\n  ${opening.ja}${ja}\n  ${opening.en} ${en}\n\n`;
}

function explain(error: unknown): [ja: string, en: string] {
  if (error instanceof ConfigError) {
    const list = error.faults.map((fault) => `\n    ${fault}`).join('');
    return [`設定を直してください。`, `Please correct these settings:${list}`];
  }
  if (error instanceof SeedError) {
    return [
      `seeds/${error.file} に問題があります: ${error.reason.ja}`,
      `There is a problem with seeds/${error.file}: ${error.reason.en}`,
    ];
  }
  if (error instanceof BackupError) return [error.text.ja, error.text.en];
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const message = error instanceof Error ? error.message : String(error);
  switch (code) {
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
      return [
        `データベースのファイルが壊れているか、ほかの種類のファイルです（${code}）。DATA_DIR の banso.sqlite を確かめ、バックアップから戻してください。`,
        `The database file is damaged or is none (${code}). Please look at banso.sqlite in DATA_DIR and restore it from a backup.`,
      ];
    case 'EADDRINUSE':
      return [
        'そのポートはほかのプログラムが使っています。PORT=3001 npm start のように別の番号を指定してください。',
        'Another program uses this port. Choose another one, for example PORT=3001 npm start.',
      ];
    case 'EACCES':
      return [
        `読み書きの許可がありません。DATA_DIR と PORT を確かめてください（${message}）。`,
        `Permission is missing. Please check DATA_DIR and PORT (${message}).`,
      ];
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case '28P01':
    case '3D000':
      return [
        `データベースに接続できません。DATABASE_URL を確かめてください（${code}）。`,
        `The database cannot be reached. Please check DATABASE_URL (${code}).`,
      ];
    default:
      return [message, error instanceof Error ? (error.stack ?? message) : message];
  }
}
