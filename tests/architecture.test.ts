import { cruise, type ICruiseResult, type IRegularForbiddenRuleType } from 'dependency-cruiser';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

function forbid(
  name: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType {
  return { name, severity: 'error', from, to };
}

/** Which layers a layer must not reach (docs/architecture.md, "Layers"). */
const UNREACHABLE = {
  ui: ['protocol', 'client', 'respondent', 'service-worker', 'server', 'cli'],
  client: ['respondent', 'service-worker', 'server', 'cli'],
  respondent: ['client', 'service-worker', 'server', 'cli'],
  'service-worker': ['domain', 'protocol', 'ui', 'client', 'respondent', 'server', 'cli'],
  server: ['ui', 'client', 'respondent', 'service-worker', 'cli'],
  cli: ['ui', 'client', 'respondent', 'service-worker'],
};

const RULES: IRegularForbiddenRuleType[] = [
  forbid(
    'domain stands alone',
    { path: '^src/domain/' },
    { pathNot: ['^src/domain/', 'node_modules/@noble/hashes/'] },
  ),
  forbid(
    'protocol knows domain only',
    { path: '^src/protocol/' },
    { pathNot: ['^src/(protocol|domain)/', 'node_modules/valibot/'] },
  ),
  ...Object.entries(UNREACHABLE).map(([layer, others]) =>
    forbid(
      `${layer} keeps to its layers`,
      { path: `^src/${layer}/` },
      { path: `^src/(${others.join('|')})/` },
    ),
  ),
  forbid(
    'items are small',
    { path: '^src/ui/items/' },
    { pathNot: ['^src/ui/items/', '^src/domain/', 'node_modules/(vue|@vue)/'] },
  ),
  forbid(
    'features never meet',
    { path: '^src/client/areas/([^/]+)/features/([^/]+)/' },
    { path: '^src/client/areas/[^/]+/features/', pathNot: '^src/client/areas/$1/features/$2/' },
  ),
  forbid(
    'pages compose features',
    { path: '^src/client/(?!areas/[^/]+/(pages/|routes\\.ts)|router\\.ts)' },
    { path: '^src/client/areas/[^/]+/pages/' },
  ),
  forbid(
    'what areas stand on knows none of them',
    { path: '^src/client/(?!areas/|App\\.vue|SignedInApp\\.vue|main\\.ts|after-start\\.ts|router\\.ts)' },
    { path: '^src/client/areas/' },
  ),
  forbid(
    'routes hold no SQL',
    { path: '^src/server/(plugins/|[^/]+/[^/]*-routes\\.ts)' },
    { path: 'node_modules/(kysely|pg|better-sqlite3)/' },
  ),
  forbid('products do not know their tests', { path: '^src/' }, { path: '^tests/' }),
  forbid('no cycles', {}, { circular: true }),
  { ...forbid('no circles between folders', {}, { circular: true }), scope: 'folder' },
];

async function listViolations(baseDir: string): Promise<string[]> {
  const { output } = await cruise(['src'], {
    baseDir,
    validate: true,
    // Circles between folders are looked for in what it measures of folders.
    metrics: true,
    ruleSet: { forbidden: RULES },
    // Types count: what one layer names, it depends on.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  });
  const { summary } = output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

const QUERY = /\b(?:selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(?:<[^`]*>)?`/;

/** The files that ask the database beside those whose task it is. */
async function listStrayQueries(baseDir: string): Promise<string[]> {
  const files = await readdir(join(baseDir, 'src'), { recursive: true });
  const stray: string[] = [];
  for (const file of files
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.(?:ts|vue)$/.test(name))) {
    if (!file.startsWith('src/server/database/') && QUERY.test(await readFile(join(baseDir, file), 'utf8')))
      stray.push(file);
  }
  return stray.sort();
}

/** An import that climbs: what is not in the same folder or below it is named from its layer on. */
const CLIMBING = /(?:from|import\(?|mock\()\s*'\.\.\//;

async function listClimbingImports(): Promise<string[]> {
  const climbing: string[] = [];
  for (const top of ['src', 'tests']) {
    for (const name of await readdir(join(ROOT, top), { recursive: true })) {
      const file = `${top}/${name.replaceAll('\\', '/')}`;
      if (/\.(?:ts|vue)$/.test(file) && file !== 'tests/architecture.test.ts') {
        if (CLIMBING.test(await readFile(join(ROOT, file), 'utf8'))) climbing.push(file);
      }
    }
  }
  return climbing;
}

/** A read of the device's database that takes the page an event for every record, see `readByKeys`. */
const WALK = /\.anyOf\([^;]*?\)\s*\.toArray\(|\bdb\s*\.(?!collections\b)\w+\s*\.filter\(/;

async function listWalks(): Promise<string[]> {
  const walks: string[] = [];
  for (const name of await readdir(join(ROOT, 'src/client'), { recursive: true })) {
    const file = `src/client/${name.replaceAll('\\', '/')}`;
    const isOfPage = !/^src\/client\/(?:sync|storage)\//.test(file) && /\.(?:ts|vue)$/.test(file);
    if (isOfPage && WALK.test(await readFile(join(ROOT, file), 'utf8'))) walks.push(file);
  }
  return walks;
}

describe('architecture', () => {
  it('reads no table record by record where people wait', async () => {
    expect(await listWalks()).toEqual([]);
    for (const walk of [
      "db.visits.where('fields.status').anyOf('planned', 'started').toArray()",
      "db.consents\n  .where('fields.leadId')\n  .anyOf(leads.map(({ id }) => id))\n  .toArray()",
      'db.leads.filter(({ deletedAt }) => deletedAt === null).toArray()',
      'db.scans\n  .filter((scan) => scan.surveyId === id)',
    ])
      expect(WALK.test(walk), walk).toBe(true);
    expect(WALK.test('(await db.leads.toArray()).filter(isLiving)')).toBe(false);
  });

  it('has one style of imports', async () => {
    expect(await listClimbingImports()).toEqual([]);
    expect(CLIMBING.test("import { it } from '../sync/merge.ts';")).toBe(true);
  });

  it('holds everywhere', async () => {
    expect(await listViolations(ROOT)).toEqual([]);
  }, 60_000);

  it('would be found broken: each rule reports a file that breaks it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banso-architecture-'));
    const imports: Record<string, string> = {
      'src/domain/reads-files.ts': 'node:fs',
      'src/domain/knows-protocol.ts': '../protocol/knows-server.ts',
      'src/protocol/knows-server.ts': '../server/knows-client.ts',
      'src/server/knows-client.ts': '../client/knows-server.ts',
      'src/server/surveys/surveys-routes.ts': 'kysely',
      'src/ui/knows-protocol.ts': '../protocol/knows-server.ts',
      'src/ui/items/knows-messages.ts': '../messages.ts',
      'src/client/knows-server.ts': '../server/tested.ts',
      'src/client/areas/field/features/visits/knows-leads.ts':
        '../../../casework/features/leads/knows-page.ts',
      'src/client/areas/casework/features/leads/knows-page.ts': '../../pages/page.ts',
      'src/client/storage/knows-feature.ts': '../areas/casework/features/leads/knows-page.ts',
      'src/respondent/knows-client.ts': '../client/knows-server.ts',
      'src/service-worker/knows-domain.ts': '../domain/reads-files.ts',
      'src/cli/knows-client.ts': '../client/knows-server.ts',
      'src/server/tested.ts': '../../tests/support.ts',
      'src/ui/round.ts': './trip.ts',
      'src/ui/trip.ts': './round.ts',
      'src/ui/there/and.ts': '../back/again.ts',
      'src/ui/back/again.ts': './home.ts',
      'src/ui/back/home.ts': '../there/start.ts',
      'src/ui/there/start.ts': '',
    };
    const innocent = [
      'src/client/areas/casework/pages/page.ts',
      'src/ui/messages.ts',
      'tests/support.ts',
      'node_modules/kysely/index.js',
    ];
    try {
      for (const file of [...Object.keys(imports), ...innocent]) {
        await mkdir(dirname(join(folder, file)), { recursive: true });
        const target = imports[file];
        await writeFile(
          join(folder, file),
          target ? `import * as it from '${target}';\nexport { it };\n` : 'export {};\n',
        );
      }
      const violations = await listViolations(folder);
      const broken = new Set(violations.map((violation) => violation.split(':', 1)[0]));
      expect([...broken].sort()).toEqual(RULES.map(({ name }) => name).sort());
      const guilty = new Set(violations.map((violation) => / (\S+) -> /.exec(violation)?.[1]));
      const folders = new Set(
        Object.keys(imports).flatMap((file) => [dirname(file), file.split('/', 2).join('/')]),
      );
      expect([...guilty].filter((file) => !file || !(file in imports || folders.has(file)))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);

  it('keeps SQL in src/server/database', async () => {
    expect(await listStrayQueries(ROOT)).toEqual([]);
  });

  it('would find SQL elsewhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banso-architecture-'));
    const contents: Record<string, string> = {
      'src/server/database/records.ts': "db.selectFrom('records')",
      'src/server/sync/pull.ts': "db\n  .selectFrom('records')",
      'src/server/lock.ts': 'await sql`lock table centres`.execute(tx);',
      'src/server/count.ts': 'await sql<{ count: number }>`select 1`.execute(tx);',
      'src/cli/demo.ts': "tx.deleteFrom('records')",
      'src/ui/Page.vue': "db.insertInto('records')",
      'src/ui/words.ts': '/** SQL stands elsewhere: an updateTable of its own. */',
    };
    try {
      for (const [file, content] of Object.entries(contents)) {
        await mkdir(dirname(join(folder, file)), { recursive: true });
        await writeFile(join(folder, file), content);
      }
      expect(await listStrayQueries(folder)).toEqual([
        'src/cli/demo.ts',
        'src/server/count.ts',
        'src/server/lock.ts',
        'src/server/sync/pull.ts',
        'src/ui/Page.vue',
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
