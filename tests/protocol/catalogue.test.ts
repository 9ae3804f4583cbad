import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Programme } from '#domain/catalogue/model.ts';
import {
  createEditionSchema,
  importProgrammesSchema,
  importReportSchema,
  MAX_EDITION_BYTES,
  MAX_REPORT_BYTES,
  programmeSchema,
  publishEditionSchema,
  putIssueLinksSchema,
  putOutlineSchema,
  putProgrammeSchema,
  readReportSchema,
  revisionQuerySchema,
} from '#protocol/catalogue.ts';
import { ABSENT, itJudges, type Place } from './schema-table.ts';

const INTEGER: Place = { takes: [0, 2013, -1], refuses: [1.5, Infinity, 2 ** 53, '1', null, ABSENT] };
const NO_INTEGER: Place = {
  ...INTEGER,
  takes: [...INTEGER.takes!, null],
  refuses: [1.5, Infinity, '1', ABSENT],
};
const FLAG: Place = { takes: [true, false], refuses: [0, 'yes', null, ABSENT] };
const TEXT: Place = {
  takes: ['', '補助金\n交付', 'あ'.repeat(20_000)],
  refuses: ['あ'.repeat(20_001), 1, null, ABSENT],
};
const NO_TEXT: Place = { takes: [...TEXT.takes!, null], refuses: [1, ABSENT] };
const TEXTS: Place = { takes: [[], ['補助金', '']], refuses: [['a', 1], ['あ'.repeat(20_001)], 'a', null] };
const REVISION: Place = { takes: [0, 1, 2 ** 40], refuses: [-1, 1.5, Infinity, '1', null, ABSENT] };
const FISCAL_YEAR: Place = { takes: [1868, 2013, 2200], refuses: [1867, 2201, 2013.5, '2013'] };
const KEY: Place = {
  takes: ['p034', '0', 'a-b-1', 'x'.repeat(32)],
  refuses: ['', 'P034', '-a', 'a_b', ' a', 'a ', 'a?', 'x'.repeat(33), '事業', 1],
};

/** A place of up to `most` entries like those that the good message has there. */
const listOf = (most: number, entry: unknown): Place => ({
  takes: [[], Array.from({ length: most }, () => entry)],
  refuses: [Array.from({ length: most + 1 }, () => entry), { 0: entry }, null, ABSENT],
});

const quantity = { qualifier: '約', number: 12.5, unit: '件' };
const result = {
  kind: 'outcome' as const,
  section: '補助',
  item: '交付件数',
  value: '約12.5件',
  quantities: [quantity],
  period: '平成24年度',
  uncertain: false,
};
const event = {
  era: '平成',
  fiscalYear: 2013,
  event: '開始',
  class: 'created' as const,
  formerName: null,
  text: '平成25年度に開始',
};
const programme: Programme = {
  key: 'p034',
  page: 34,
  name: '創業支援事業',
  aliases: ['創業事業'],
  policy: 2,
  alsoUnder: [3],
  pillar: '2-1',
  alsoPillars: ['3-1'],
  department: '商工政策課',
  groups: ['創業'],
  regionalOffice: null,
  period: { raw: 'H25〜', start: 2013, end: null, open: true },
  marks: { priority: 'yes', mainResult: 'unknown', foundation: 'part', emergencyEmployment: false },
  costThousandYen: 1200,
  description: '創業を支える',
  results: [result],
  history: [event],
};

const MARK: Place = { takes: ['yes', 'no', 'unknown'], refuses: ['', 'maybe', true, null, ABSENT] };

describe('a programme', () => {
  itJudges(programmeSchema, programme, {
    '': { refuses: [null, [], {}, 'p034'] },
    '/key': { ...KEY, refuses: [...KEY.refuses!, null, ABSENT] },
    '/page': INTEGER,
    '/name': TEXT,
    '/aliases': { ...TEXTS, refuses: [...TEXTS.refuses!, ABSENT, Array.from({ length: 101 }, () => 'a')] },
    '/policy': INTEGER,
    '/alsoUnder': { ...listOf(100, 3), refuses: [...listOf(100, 3).refuses!, [1.5], ['3']] },
    '/pillar': TEXT,
    '/alsoPillars': { ...TEXTS, takes: [...TEXTS.takes!, ABSENT] },
    '/department': TEXT,
    '/groups': { ...TEXTS, refuses: [...TEXTS.refuses!, ABSENT] },
    '/regionalOffice': NO_TEXT,
    '/period': { refuses: [{}, null, 'H25', ABSENT] },
    '/period/raw': TEXT,
    '/period/start': INTEGER,
    '/period/end': NO_INTEGER,
    '/period/open': FLAG,
    '/period/years': { refuses: [3] },
    '/marks': { refuses: [{}, null, ABSENT] },
    '/marks/priority': MARK,
    '/marks/mainResult': MARK,
    '/marks/foundation': { takes: ['none', 'part', 'full'], refuses: ['', 'half', null, ABSENT] },
    '/marks/emergencyEmployment': FLAG,
    '/marks/other': { refuses: [true] },
    '/costThousandYen': NO_INTEGER,
    '/description': TEXT,
    '/results': listOf(100, result),
    '/results/0': { refuses: [{}, null] },
    '/results/0/kind': {
      takes: ['process', 'outcome', 'unlabelled', 'asWritten'],
      refuses: ['', 'planned', null, ABSENT],
    },
    '/results/0/section': TEXT,
    '/results/0/item': TEXT,
    '/results/0/value': TEXT,
    '/results/0/quantities': listOf(100, quantity),
    '/results/0/quantities/0/qualifier': NO_TEXT,
    '/results/0/quantities/0/number': { takes: [0, -1.5], refuses: [Infinity, NaN, '1', null, ABSENT] },
    '/results/0/quantities/0/unit': TEXT,
    '/results/0/quantities/0/per': { refuses: ['年'] },
    '/results/0/period': { takes: [...TEXT.takes!, ABSENT], refuses: [1, null] },
    '/results/0/uncertain': FLAG,
    '/results/0/page': { refuses: [34] },
    '/history': listOf(100, event),
    '/history/0': { refuses: [{}, null] },
    '/history/0/era': TEXT,
    '/history/0/fiscalYear': INTEGER,
    '/history/0/event': TEXT,
    '/history/0/class': {
      takes: ['created', 'renamed', 'extended', 'merged', 'reorganised', 'other'],
      refuses: ['', 'ended', null, ABSENT],
    },
    '/history/0/formerName': NO_TEXT,
    '/history/0/text': TEXT,
    '/history/0/page': { refuses: [34] },
    '/sheets': { refuses: [[]] },
  });
});

describe('a new edition', () => {
  itJudges(
    createEditionSchema,
    { fiscalYear: 2026, copyFrom: 2025 },
    {
      '/fiscalYear': { ...FISCAL_YEAR, refuses: [...FISCAL_YEAR.refuses!, null, ABSENT] },
      '/copyFrom': { takes: [...FISCAL_YEAR.takes!, null], refuses: [...FISCAL_YEAR.refuses!, ABSENT] },
      '/programmes': { refuses: [[]] },
    },
  );
});

describe('changes of an edition', () => {
  describe('one programme', () => {
    itJudges(
      putProgrammeSchema,
      { revision: 3, programme },
      { '/revision': REVISION, '/programme': { refuses: [{}, null, ABSENT] }, '/key': { refuses: ['p034'] } },
    );
  });

  describe('all programmes', () => {
    itJudges(
      importProgrammesSchema,
      { revision: 3, programmes: [programme] },
      {
        '/revision': REVISION,
        '/programmes': listOf(1_000, programme),
        '/programmes/0': { refuses: [{}, null] },
        '/draft': { refuses: [true] },
      },
    );
  });

  describe('policies and pillars', () => {
    const policy = { number: 1, title: '創業' };
    const pillar = { key: '1-1', policy: 1, title: '相談' };
    itJudges(
      putOutlineSchema,
      { revision: 3, policies: [policy], pillars: [pillar] },
      {
        '/revision': REVISION,
        '/policies': listOf(100, policy),
        '/policies/0/number': INTEGER,
        '/policies/0/title': TEXT,
        '/policies/0/key': { refuses: ['1'] },
        '/pillars': listOf(1_000, pillar),
        '/pillars/0/key': TEXT,
        '/pillars/0/policy': INTEGER,
        '/pillars/0/title': TEXT,
        '/pillars/0/number': { refuses: [1] },
        '/programmes': { refuses: [[]] },
      },
    );
  });

  describe('publishing', () => {
    itJudges(publishEditionSchema, { revision: 3 }, { '/revision': REVISION, '/notes': { refuses: ['x'] } });
  });

  describe('removing, whose revision stands in the address', () => {
    it.each([
      ['0', 0],
      ['17', 17],
      ['999999999', 999_999_999],
    ])('reads %s', (revision, number) => {
      expect(v.parse(revisionQuerySchema, { revision })).toEqual({ revision: number });
    });
    it.each([
      [{ revision: '' }],
      [{ revision: '-1' }],
      [{ revision: '1.5' }],
      [{ revision: '1a' }],
      [{ revision: 'a1' }],
      [{ revision: '1234567890' }],
      [{ revision: 1 }],
      [{ revision: '1', force: 'yes' }],
      [{}],
    ])('refuses %j', (query) => expect(v.is(revisionQuerySchema, query)).toBe(false));
  });

  describe('links from issues to programmes', () => {
    // Each is judged by the domain, with messages for people.
    itJudges(
      putIssueLinksSchema,
      { revision: 3, links: [{ issue: 'sales', programme: 'p034' }, 'anything'] },
      { '/revision': REVISION, '/links': listOf(2_000, {}), '/editions': { refuses: [[]] } },
    );
  });
});

describe('an annual report', () => {
  const decision = { page: 34, key: 'p034' };
  const DECISIONS: Readonly<Record<string, Place>> = {
    '/decisions/0/page': INTEGER,
    '/decisions/0/key': { ...KEY, takes: [...KEY.takes!, null], refuses: [...KEY.refuses!, ABSENT] },
    '/decisions/0/name': { refuses: ['創業支援事業'] },
  };
  const REPORT: Place = { takes: ['', 'あ'.repeat(300_000)], refuses: [1, null, ABSENT] };

  describe('being read', () => {
    const list = listOf(1_000, decision);
    itJudges(
      readReportSchema,
      { text: '年報', decisions: [decision] },
      {
        ...DECISIONS,
        '/text': REPORT,
        '/decisions': { ...list, refuses: list.refuses!.filter((value) => value !== ABSENT) },
        '/revision': { refuses: [3] },
      },
    );
    it('needs no decisions', () => {
      expect(v.parse(readReportSchema, { text: '年報' })).toEqual({ text: '年報', decisions: [] });
    });
  });

  describe('being imported', () => {
    itJudges(
      importReportSchema,
      { text: '年報', revision: 0, decisions: [decision], acceptsDifferences: false },
      {
        ...DECISIONS,
        '/text': REPORT,
        '/revision': REVISION,
        '/decisions': listOf(1_000, decision),
        '/acceptsDifferences': FLAG,
        '/fiscalYear': { refuses: [2013] },
      },
    );
  });
});

it('lets an edition and a report be seven times as large as the largest so far, and not a hundred times', () => {
  expect(MAX_EDITION_BYTES / 290_000).toBeGreaterThan(7);
  expect(MAX_EDITION_BYTES / 290_000).toBeLessThan(100);
  expect(MAX_REPORT_BYTES / 258_000).toBeGreaterThan(7);
  expect(MAX_REPORT_BYTES / 258_000).toBeLessThan(100);
});
