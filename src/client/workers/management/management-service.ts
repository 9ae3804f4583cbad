import { liveQuery } from 'dexie';
import { bootstrapCorrectedGini } from '#domain/casework/management/bootstrap.ts';
import { ClientCountError } from '#domain/casework/management/client-kinds.ts';
import { isAmong } from '#domain/casework/management/companies.ts';
import { countContacts } from '#domain/casework/management/contacts.ts';
import { computeOverview, listBehind } from '#domain/casework/management/overview.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import type { ManagementContract, OverviewAnswer, OverviewSettings } from './management-contract.ts';
import { readManagementData, type Census, type ManagementHolding } from './read-management-data.ts';

const REPLICATES = 999;
/** Any will do, as long as everybody who looks gets the same interval. */
const SEED = 1;

/** Keeps what the manager looks at in step with the device's database and computes figures from it. */
export class ManagementService implements Desk<ManagementContract> {
  private db: BansoDatabase | undefined;
  private subscription: { unsubscribe(): void } | undefined;
  private holding: ManagementHolding | undefined;
  private version = 0;
  private waiting: ((holding: ManagementHolding) => void)[] = [];

  /** Rejects when the device's database cannot be read any more. */
  follow(
    { centreId, userId }: ManagementContract['follow']['request'],
    tell: (state: { version: number }) => void,
  ): Promise<never> {
    const db = new BansoDatabase(centreId, userId);
    this.db = db;
    return new Promise((_, reject) => {
      this.subscription = liveQuery(async () => readManagementData(db)).subscribe({
        next: (holding) => {
          this.holding = holding;
          this.version += 1;
          for (const resolve of this.waiting.splice(0)) resolve(holding);
          tell({ version: this.version });
        },
        error: reject,
      });
    });
  }

  async overview(settings: OverviewSettings): Promise<OverviewAnswer & { mark?: string }> {
    const { data, censuses, mark } = await this.current();
    const census = findCensus(censuses, settings);
    try {
      return {
        overview: computeOverview(data, { ...settings, census: census?.cells }),
        census: census?.name,
        choices: censuses.map(({ name }) => name),
        ...(mark !== undefined && { mark }),
      };
    } catch (error) {
      if (error instanceof ClientCountError) return { refusedYear: error.fiscalYear };
      throw error;
    }
  }

  async behind({ settings, figure }: ManagementContract['behind']['request']) {
    const { data } = await this.current();
    return listBehind(data, settings, figure);
  }

  async interval({ fiscalYear, filter }: OverviewSettings) {
    const { data } = await this.current();
    const contacts = countContacts(data.contacts.list, { from: fiscalYear - 2, to: fiscalYear });
    const counts = data.companies.list.flatMap((company) => {
      const count = contacts.get(company.id) ?? 0;
      return isAmong(filter, company) && (company.isActive || count > 0) ? [count] : [];
    });
    return bootstrapCorrectedGini(counts, { replicates: REPLICATES, seed: SEED });
  }

  close(): void {
    this.subscription?.unsubscribe();
    this.db?.close();
  }

  private async current(): Promise<ManagementHolding> {
    return this.holding ?? (await new Promise<ManagementHolding>((resolve) => this.waiting.push(resolve)));
  }
}

function findCensus(censuses: readonly Census[], { censusId }: OverviewSettings): Census | undefined {
  if (censusId === null) return undefined;
  return censuses.find(({ name }) => name.id === censusId) ?? censuses[0];
}
