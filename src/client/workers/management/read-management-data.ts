import { holderOf, isReferralOver, stateOf } from '#domain/casework/referral-states.ts';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { madeAtOf, type Recorded } from '#domain/casework/recorded.ts';
import { isVisibleWithAccount } from '#domain/casework/record-consent.ts';
import { toHandedOverCase } from '#domain/casework/management/outcomes.ts';
import type { OpenItem } from '#domain/casework/management/backlog.ts';
import { resolveCompanies } from '#domain/casework/management/companies.ts';
import { listContacts } from '#domain/casework/management/contacts.ts';
import { readCountCells, type CountCell } from '#domain/casework/management/coverage.ts';
import type { ManagementData } from '#domain/casework/management/overview.ts';
import type { Wish } from '#domain/casework/management/reach.ts';
import { answerOfRole, findItemOfRole, indexRoles } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { BansoDatabase, LocalRecord } from '#client/storage/database.ts';
import type { CensusName } from './management-contract.ts';
import { readStateMark } from './read-state-mark.ts';

/** Figures of a census with their name. */
export interface Census {
  name: CensusName;
  cells: CountCell[];
}

/** What a device holds for the manager, the newest census first. */
export interface ManagementHolding {
  data: ManagementData;
  censuses: Census[];
  /** Of the state in which the records were read, see `readStateMark`. */
  mark: string | undefined;
}

/** Reads what the figures are computed from. */
export async function readManagementData(db: BansoDatabase): Promise<ManagementHolding> {
  // Before the records: what changes in between makes the mark too old, never too new.
  const mark = await readStateMark(db);
  const [accounts, visits, leads, referrals, steps, responses, questionnaires, counts] = await Promise.all([
    db.accounts.toArray(),
    // Nearly all are finished: by the index they would take twice as long as all in a row.
    db.visits.toArray(),
    db.leads.toArray(),
    db.referrals.toArray(),
    db.nextSteps.where('fields.status').equals('open').toArray(),
    db.responses.toArray(),
    db.documents.where('name').startsWith('questionnaire').toArray(),
    db.establishmentCounts.toArray(),
  ]);
  const current = questionnaires.map(({ content }) => content as unknown as Questionnaire);
  const places = questionnaires.find(({ name }) => name === 'questionnaire')?.content as
    | Questionnaire
    | undefined;
  const regions = new Map(
    (places && findItemOfRole(places, 'attribute.municipality')?.options)?.map(({ code, attributes }) => [
      code,
      attributes?.['region'],
    ]),
  );
  const companies = resolveCompanies(present(accounts), (code) => regions.get(code ?? ''));
  const companyOf = (accountId: string | undefined): string | undefined =>
    companies.rootOf.get(accountId ?? '');
  const presentVisits = present(visits);
  const openLeads = present(leads).filter(isOpenLead);
  const { wishes, unnamed } = listWishes(present(responses), present(leads), current, companyOf);
  return {
    data: {
      companies,
      contacts: listContacts(presentVisits, companies.rootOf),
      wishes,
      unnamedWishes: unnamed,
      leads: openLeads.map(({ id, fields }): OpenItem => ({
        id,
        companyId: companyOf(fields.accountId),
        since: tokyoDate(madeAtOf(id)),
        owner: fields.assignedTo,
        dueDate: fields.dueDate,
      })),
      referrals: present(referrals).flatMap(({ id, fields }): OpenItem[] =>
        isReferralOver(stateOf(fields))
          ? []
          : [
              {
                id,
                companyId: companyOf(fields.accountId),
                since: tokyoDate(fields.statusAt ?? madeAtOf(id)),
                owner: holderOf(fields),
              },
            ],
      ),
      handedOver: present(referrals).flatMap(
        ({ fields }) => toHandedOverCase(fields, companyOf(fields.accountId)) ?? [],
      ),
      steps: present(steps).map(({ id, fields }): OpenItem => ({
        id,
        companyId: companyOf(fields.accountId),
        since: tokyoDate(madeAtOf(id)),
        owner: fields.owner,
        dueDate: fields.dueDate,
      })),
      plannedVisits: presentVisits.flatMap(({ fields }) =>
        fields.status === 'planned'
          ? [{ companyId: companyOf(fields.accountId), owners: fields.participants ?? [] }]
          : [],
      ),
    },
    censuses: present(counts)
      .map(({ id, fields }) => ({
        name: {
          id,
          title: fields.title ?? '',
          source: fields.source ?? '',
          sourcedOn: fields.sourcedOn ?? '',
          invented: fields.invented === true,
        },
        cells: readCountCells(fields.cells),
      }))
      .sort((one, other) => (one.name.sourcedOn < other.name.sourcedOn ? 1 : -1)),
    mark,
  };
}

/**
 * Who wishes for support: by open leads, and by answers that may be seen with the company's record and have not led to a
 * lead that is settled. Of the others only the number is told.
 */
function listWishes(
  responses: readonly Recorded<SurveyResponse>[],
  leads: readonly Recorded<Lead>[],
  questionnaires: readonly Questionnaire[],
  companyOf: (accountId: string | undefined) => string | undefined,
): { wishes: Wish[]; unnamed: number } {
  const wishes = leads.filter(isOpenLead).flatMap(({ id, fields }): Wish[] => {
    const companyId = companyOf(fields.accountId);
    return companyId === undefined
      ? []
      : [{ companyId, urgency: fields.urgency, at: madeAtOf(id), leadId: id }];
  });
  const withLead = new Set(leads.flatMap(({ fields }) => fields.responseId ?? []));
  const rolesOf = indexRoles(questionnaires);
  let unnamed = 0;
  for (const { id, fields } of responses) {
    if (fields.submittedAt === undefined || withLead.has(id)) continue;
    const own = rolesOf(fields);
    const wish = answerOfRole(fields.answers, own, 'wish');
    if (wish !== 'now' && wish !== 'within_year') continue;
    const companyId = companyOf(fields.accountId);
    if (companyId === undefined || !isVisibleWithAccount(fields, own)) unnamed += 1;
    else wishes.push({ companyId, urgency: wish === 'now' ? 'now' : 'withinYear', at: fields.submittedAt });
  }
  return { wishes, unnamed };
}

function isOpenLead({ fields: { status } }: Recorded<Lead>): boolean {
  return status !== 'won' && status !== 'closed';
}

function present<Fields>(records: readonly LocalRecord<Fields>[]): LocalRecord<Fields>[] {
  return records.filter(({ deletedAt }) => deletedAt === null);
}
