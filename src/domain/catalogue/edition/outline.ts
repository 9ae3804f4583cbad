import type { LocalisedText } from '#domain/canonical/language.ts';
import { replaceProgrammes } from './edition.ts';
import type { Catalogue, Pillar, Policy } from '#domain/catalogue/model.ts';

/** What an edition's programmes are ordered by. */
export type Outline = Pick<Catalogue, 'policies' | 'pillars'>;

/** What can be wrong with the policies and pillars that someone writes. */
export const OUTLINE_FAULTS = {
  missing: { ja: '名称を入力してください', en: 'Please enter a title' },
  tooLong: { ja: '長すぎます（300文字まで）', en: 'This is too long (at most 300 characters)' },
  notPlainText: { ja: '使えない文字が入っています', en: 'It contains characters that cannot be used' },
  notNumber: { ja: '基本方針の番号は1から99までです', en: 'A policy’s number is from 1 to 99' },
  notKey: {
    ja: '施策の柱の番号は「方針-順番」です（例: 1-2）',
    en: 'A pillar’s key is its policy and a number (such as 1-2)',
  },
  repeated: { ja: '同じ番号が二つあります', en: 'This number stands here twice' },
  policyInUse: {
    ja: '基本方針{key}は施策が使っているため、なくせません',
    en: 'Programmes stand under policy {key}, so it cannot be removed',
  },
  pillarInUse: {
    ja: '施策の柱{key}は施策が使っているため、なくせません',
    en: 'Programmes stand under pillar {key}, so it cannot be removed',
  },
} as const satisfies Record<string, LocalisedText>;
export type OutlineFaultCode = keyof typeof OUTLINE_FAULTS;

/** Something wrong with an outline; `field` is a place in it, such as `policies/0`, or the list that lacks something. */
export interface OutlineFault {
  field: string;
  code: OutlineFaultCode;
  /** The policy's number or the pillar's key. */
  key: string;
}

const LONGEST_TITLE = 300;
const LAST_POLICY = 99;
const PLAIN_TEXT = /^[^\p{Cc}\p{Cs}]*$/u;

/** How many programmes stand under each policy (by its number) and each pillar (by its key), also where they are listed again. */
export function countUses({
  programmes,
  rows,
}: Pick<Catalogue, 'programmes' | 'rows'>): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const add = (key: string): void => void uses.set(key, (uses.get(key) ?? 0) + 1);
  for (const { policy, alsoUnder, pillar, alsoPillars = [] } of programmes) {
    for (const number of new Set([policy, ...alsoUnder])) add(String(number));
    for (const key of new Set([pillar, ...alsoPillars])) add(key);
  }
  for (const { kind, policy } of rows) if (kind === 'aggregate') add(String(policy));
  return uses;
}

/** What keeps policies and pillars from standing over an edition's programmes; none when they may. */
export function checkOutline(
  { policies, pillars }: Outline,
  catalogue: Pick<Catalogue, 'programmes' | 'rows' | 'policies' | 'pillars'>,
): OutlineFault[] {
  const faults: OutlineFault[] = [];
  const seen = new Set<string>();
  const check = (field: string, key: string, title: string, fault: OutlineFaultCode | undefined): void => {
    const code = fault ?? (seen.has(key) ? 'repeated' : findTitleFault(title));
    seen.add(key);
    if (code) faults.push({ field, code, key });
  };
  policies.forEach(({ number, title }, index) => {
    const isNumber = Number.isInteger(number) && number >= 1 && number <= LAST_POLICY;
    check(`policies/${index}`, String(number), title, isNumber ? undefined : 'notNumber');
  });
  pillars.forEach(({ key, policy, title }, index) => {
    const isKey =
      policies.some(({ number }) => number === policy) && new RegExp(`^${policy}-[1-9][0-9]?$`).test(key);
    check(`pillars/${index}`, key, title, isKey ? undefined : 'notKey');
  });
  const uses = countUses(catalogue);
  for (const { number } of catalogue.policies) {
    if (uses.has(String(number)) && !policies.some((policy) => policy.number === number))
      faults.push({ field: 'policies', code: 'policyInUse', key: String(number) });
  }
  for (const { key } of catalogue.pillars) {
    if (uses.has(key) && !pillars.some((pillar) => pillar.key === key))
      faults.push({ field: 'pillars', code: 'pillarInUse', key });
  }
  return faults;
}

function findTitleFault(title: string): OutlineFaultCode | undefined {
  if (title.trim() === '') return 'missing';
  if (title.length > LONGEST_TITLE) return 'tooLong';
  return PLAIN_TEXT.test(title) ? undefined : 'notPlainText';
}

/** The edition under other policies and pillars, in the order of their numbers; its programmes stay where they are. */
export function replaceOutline(catalogue: Catalogue, { policies, pillars }: Outline): Catalogue {
  const ordinalOf = ({ key }: Pillar): number => Number(key.split('-')[1]);
  const outlined = {
    ...catalogue,
    policies: policies
      .map(({ number, title }) => ({ number, title: title.trim() }))
      .sort((a, b) => a.number - b.number),
    pillars: pillars
      .map(({ key, policy, title }) => ({ key, policy, title: title.trim() }))
      .sort((a, b) => a.policy - b.policy || ordinalOf(a) - ordinalOf(b)),
  };
  return replaceProgrammes(outlined, catalogue.programmes);
}

/** A policy without a title yet, under the number after the last. */
export function createPolicy(policies: readonly Policy[]): Policy {
  return { number: Math.max(0, ...policies.map(({ number }) => number)) + 1, title: '' };
}

/** A pillar without a title yet, the next within a policy. */
export function createPillar(policy: number, pillars: readonly Pillar[]): Pillar {
  const ordinals = pillars
    .filter((pillar) => pillar.policy === policy)
    .map(({ key }) => Number(key.split('-')[1]));
  return { key: `${policy}-${Math.max(0, ...ordinals) + 1}`, policy, title: '' };
}

/** A policy (by its number) or pillar (by its key) that two states of an edition do not share. */
export interface OutlineChange {
  key: string;
  kind: 'added' | 'removed' | 'renamed';
  title: string;
}

/** What has to happen to one state's policies and pillars for them to become the other's. */
export function compareOutlines(before: Outline | null, after: Outline): OutlineChange[] {
  if (!before) return [];
  const [old, now] = [listTitles(before), listTitles(after)];
  return [
    ...[...now].flatMap(([key, title]): OutlineChange[] => {
      if (!old.has(key)) return [{ key, kind: 'added', title }];
      return old.get(key) === title ? [] : [{ key, kind: 'renamed', title }];
    }),
    ...[...old].flatMap(([key, title]): OutlineChange[] =>
      now.has(key) ? [] : [{ key, kind: 'removed', title }],
    ),
  ];
}

function listTitles({ policies, pillars }: Outline): Map<string, string> {
  return new Map([
    ...policies.map(({ number, title }) => [String(number), title] as const),
    ...pillars.map(({ key, title }) => [key, title] as const),
  ]);
}
