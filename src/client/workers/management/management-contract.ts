import type { PlainDate } from '#domain/canonical/dates.ts';
import type { BootstrapInterval } from '#domain/casework/management/bootstrap.ts';
import type {
  CompanyBehind,
  Figure,
  ManagementSettings,
  Overview,
} from '#domain/casework/management/overview.ts';

/** What the page asks for; the figures of a census are the worker's to find. */
export type OverviewSettings = Omit<ManagementSettings, 'census'> & {
  /** Which figures the served companies are held against: the newest where absent, the register of the centre where `null`. */
  censusId?: string | null;
};

/** Figures of a census, as the page names them. */
export interface CensusName {
  id: string;
  title: string;
  source: string;
  sourcedOn: PlainDate;
  invented: boolean;
}

/** The figures, or the fiscal year whose clients do not add up: then there is nothing to be shown. */
export type OverviewAnswer =
  | { overview: Overview; census: CensusName | undefined; choices: CensusName[] }
  | { refusedYear: number };

/** What the page asks the worker that counts clients. */
export type ManagementContract = {
  /** Follows the records on the device: told at the start and after every change, without an end. */
  follow: { request: { centreId: string; userId: string }; answer: never; progress: { version: number } };
  /** Waits for the records where they have not been read yet; with the mark of the state that they were read in. */
  overview: { request: OverviewSettings; answer: OverviewAnswer & { mark?: string } };
  /** The companies behind a figure. */
  behind: { request: { settings: OverviewSettings; figure: Figure }; answer: CompanyBehind[] };
  /** How sure the concentration over all companies is. */
  interval: { request: OverviewSettings; answer: BootstrapInterval | null };
};
