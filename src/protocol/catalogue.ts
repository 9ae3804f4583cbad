import * as v from 'valibot';
import type { Instant } from '#domain/canonical/dates.ts';
import type { CatalogueDifference } from '#domain/catalogue/report/check.ts';
import type { EditionMatching } from '#domain/catalogue/edition/edition-matching.ts';
import type { EditionSource } from '#domain/catalogue/edition/edition.ts';
import type { ProblemWords } from '#domain/advice/problem-words.ts';
import type { IssueProgrammeLink } from '#domain/catalogue/issue-links.ts';
import { MOST_PROGRAMMES } from '#domain/catalogue/edition/programme-edit.ts';
import type { Catalogue, CatalogueTotals, CatalogueWarning, Programme } from '#domain/catalogue/model.ts';

/*
 * Upkeep of the catalogue, online only, for those who may do `catalogue.edit`. An edition
 * has a draft, which is edited, and what was published last, which devices carry. Every
 * change names the revision it was made from; another revision is answered `edition-changed`.
 */

/** An edition in the list. `GET /api/catalogue/editions`, the newest first. */
export interface EditionSummary {
  fiscalYear: number;
  source: EditionSource;
  hasDraft: boolean;
  isPublished: boolean;
  /** Of the draft, or without one of what is published. */
  programmeCount: number;
  revision: number;
  updatedAt: Instant;
  /** Who changed it last; null when it was the server, from the report. */
  updatedBy: string | null;
}

/** An edition with its contents. `GET /api/catalogue/editions/:fiscalYear`; one of the two is there. */
export interface EditionDetail extends EditionSummary {
  draft: Catalogue | null;
  published: Catalogue | null;
}

/** What every change of an edition answers. */
export interface EditionRevision {
  revision: number;
}

/** `GET /api/catalogue/issue-links` */
export interface IssueLinksDetail {
  revision: number;
  links: IssueProgrammeLink[];
}

/** `GET /api/catalogue/problem-words` */
export interface ProblemWordsDetail {
  revision: number;
  entries: ProblemWords[];
}

/** What importing an annual report would do. `POST /api/catalogue/reports/reading`; nothing is written. */
export interface ReportDryRun {
  fiscalYear: number;
  totals: CatalogueTotals;
  /** Figures at which the report does not arrive at what it prints itself. */
  differences: CatalogueDifference[];
  warnings: CatalogueWarning[];
  matching: EditionMatching;
  /** The edition of the report's year, whose draft it would replace. */
  edition: EditionSummary | null;
}

/** An edition of 119 programmes takes 290 kB. */
export const MAX_EDITION_BYTES = 2 * 1024 * 1024;

const MOST_ENTRIES = 100;

/** The text of the FY2013 report takes 258 kB. */
export const MAX_REPORT_BYTES = 3 * 1024 * 1024;

/** Texts are judged by the domain, with messages for people; here only that nothing is enormous. */
const text = v.pipe(v.string(), v.maxLength(20_000));
const texts = v.pipe(v.array(text), v.maxLength(MOST_ENTRIES));
const integer = v.pipe(v.number(), v.safeInteger());
const revision = v.pipe(integer, v.minValue(0));
const markState = v.picklist(['yes', 'no', 'unknown']);

export const fiscalYearSchema = v.pipe(integer, v.minValue(1868), v.maxValue(2200));
export const programmeKeySchema = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'not a key'));

/** One programme, in the form of the catalogue. */
export const programmeSchema = v.strictObject({
  key: programmeKeySchema,
  page: integer,
  name: text,
  aliases: texts,
  policy: integer,
  alsoUnder: v.pipe(v.array(integer), v.maxLength(MOST_ENTRIES)),
  pillar: text,
  alsoPillars: v.optional(texts),
  department: text,
  groups: texts,
  regionalOffice: v.nullable(text),
  period: v.strictObject({
    raw: text,
    start: integer,
    end: v.nullable(integer),
    open: v.boolean(),
    vouchedFor: v.optional(integer),
  }),
  marks: v.strictObject({
    priority: markState,
    mainResult: markState,
    foundation: v.picklist(['none', 'part', 'full']),
    emergencyEmployment: v.boolean(),
  }),
  costThousandYen: v.nullable(integer),
  description: text,
  results: v.pipe(
    v.array(
      v.strictObject({
        kind: v.picklist(['process', 'outcome', 'unlabelled', 'asWritten']),
        section: text,
        item: text,
        value: text,
        quantities: v.pipe(
          v.array(
            v.strictObject({
              qualifier: v.nullable(text),
              number: v.pipe(v.number(), v.finite()),
              unit: text,
            }),
          ),
          v.maxLength(MOST_ENTRIES),
        ),
        period: v.optional(text),
        uncertain: v.boolean(),
      }),
    ),
    v.maxLength(MOST_ENTRIES),
  ),
  history: v.pipe(
    v.array(
      v.strictObject({
        era: text,
        fiscalYear: integer,
        event: text,
        class: v.picklist(['created', 'renamed', 'extended', 'merged', 'reorganised', 'other']),
        formerName: v.nullable(text),
        text,
      }),
    ),
    v.maxLength(MOST_ENTRIES),
  ),
  provider: v.optional(
    v.strictObject({
      kind: v.picklist(['prefecture', 'state', 'municipality', 'chamber', 'bank', 'other']),
      name: text,
    }),
  ),
  terms: v.optional(
    v.strictObject({
      eligibility: v.optional(text),
      support: v.optional(text),
      rate: v.optional(text),
      limit: v.optional(text),
      application: v.optional(
        v.strictObject({ from: v.optional(text), until: v.optional(text), note: v.optional(text) }),
      ),
      contact: v.optional(
        v.strictObject({
          department: v.optional(text),
          telephone: v.optional(text),
          address: v.optional(text),
          url: v.optional(text),
        }),
      ),
      documents: v.optional(texts),
      checkedOn: v.optional(text),
      checkedBy: v.optional(text),
    }),
  ),
}) satisfies v.GenericSchema<Programme>;

/** `POST /api/catalogue/editions`: a draft without programmes, or with those of another year. */
export const createEditionSchema = v.strictObject({
  fiscalYear: fiscalYearSchema,
  copyFrom: v.nullable(fiscalYearSchema),
});
export type CreateEdition = v.InferOutput<typeof createEditionSchema>;
/** `PUT /api/catalogue/editions/:fiscalYear/programmes/:key` */
export const putProgrammeSchema = v.strictObject({ revision, programme: programmeSchema });
/** `PUT /api/catalogue/editions/:fiscalYear/programmes`: all of them, in place of those that were there. */
export const importProgrammesSchema = v.strictObject({
  revision,
  programmes: v.pipe(v.array(programmeSchema), v.maxLength(MOST_PROGRAMMES)),
});
/** `PUT /api/catalogue/editions/:fiscalYear/outline`: all policies and pillars, in place of those that were there. */
export const putOutlineSchema = v.strictObject({
  revision,
  policies: v.pipe(v.array(v.strictObject({ number: integer, title: text })), v.maxLength(MOST_ENTRIES)),
  pillars: v.pipe(
    v.array(v.strictObject({ key: text, policy: integer, title: text })),
    v.maxLength(MOST_PROGRAMMES),
  ),
});
/** What was decided of programmes, by page of the report: the key under which another year has it; null for a new one. */
const decisions = v.pipe(
  v.array(v.strictObject({ page: integer, key: v.nullable(programmeKeySchema) })),
  v.maxLength(MOST_PROGRAMMES),
);
export type ReportDecision = v.InferOutput<typeof decisions>[number];
/** `POST /api/catalogue/reports/reading`; with decisions the answer is how everything stands after them. */
export const readReportSchema = v.strictObject({ text: v.string(), decisions: v.optional(decisions, []) });
/**
 * `POST /api/catalogue/reports`: the report as the draft of its year. `revision` is that of the
 * edition of its year, 0 where there is none.
 */
export const importReportSchema = v.strictObject({
  text: v.string(),
  revision,
  decisions,
  acceptsDifferences: v.boolean(),
});
export type ImportReport = v.InferOutput<typeof importReportSchema>;
/** `POST /api/catalogue/editions/:fiscalYear/publish` */
export const publishEditionSchema = v.strictObject({ revision });
/** `PUT /api/catalogue/public-pages/:key`: takes a programme's page for companies back, or shows it again. */
export const putPublicPageSchema = v.strictObject({ isWithdrawn: v.boolean() });
/** The query of `DELETE …/programmes/:key` and `DELETE …/draft`. */
export const revisionQuerySchema = v.strictObject({
  revision: v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'not a revision'), v.transform(Number)),
});
/** `PUT /api/catalogue/issue-links`: all of them; each is judged by the domain. */
export const putIssueLinksSchema = v.strictObject({
  revision,
  links: v.pipe(v.array(v.unknown()), v.maxLength(2_000)),
});
/** `PUT /api/catalogue/problem-words`: all of them; each is judged by the domain. */
export const putProblemWordsSchema = v.strictObject({
  revision,
  entries: v.pipe(v.array(v.unknown()), v.maxLength(2_000)),
});
