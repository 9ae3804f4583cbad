import type { Instant } from '#domain/canonical/dates.ts';
import { planMerge } from '#domain/casework/account-merge.ts';
import type { DemoAccount } from './casework.ts';

/** Places in the list of the pairs; the second of each is a record of the first's company under another spelling. */
const JOINED = [2400, 2401] as const;
const PROPOSED = [2410, 2411] as const;

/**
 * Lets two pairs of records be of one company each, as happens where two people take one down: those of the first
 * pair have been joined since, those of the second look alike and are for somebody to decide.
 */
export function withRepeatedCompanies(
  accounts: readonly DemoAccount[],
  made: { by: string; at: Instant },
): DemoAccount[] {
  const all = [...accounts];
  for (const [place, otherPlace] of [JOINED, PROPOSED]) {
    const kept = all[place];
    const other = all[otherPlace];
    if (!kept || !other) continue;
    const { name = '', municipality, address, phone, industry, employees, sales } = kept.company;
    const again = {
      ...other.company,
      name: respell(name),
      municipality,
      industry,
      employees,
      sales,
      ...(address !== undefined && { address }),
      ...(phone !== undefined && { phone }),
      note: '（架空）展示会で名刺をいただいたときに登録。',
    };
    all[place] = { ...kept, isRepeated: true };
    all[otherPlace] = { ...other, company: again, isRepeated: true };
    if (place !== JOINED[0]) continue;
    const edits = planMerge(
      { id: kept.id, fields: kept.company },
      { id: other.id, fields: again },
      { name: 'kept' },
      made,
    );
    all[place] = { ...all[place], company: Object.assign({ ...kept.company }, edits.kept) };
    all[otherPlace] = { ...all[otherPlace], company: Object.assign({ ...again }, edits.other) };
  }
  return all;
}

const SHORT_FORMS = { 株式会社: '（株）', 有限会社: '（有）', 合同会社: '（同）' };

/** The name as somebody else would write it. */
function respell(name: string): string {
  const form = Object.entries(SHORT_FORMS).find(([long]) => name.includes(long));
  return form ? name.replace(...form) : `株式会社${name}`;
}
