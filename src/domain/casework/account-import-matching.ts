import { foldCompanyName, foldText } from '#domain/canonical/text.ts';
import type { Account } from '#domain/records/account.ts';

/** Old and variant forms of characters that names are written with, beside the usual ones. */
const VARIANTS = new Map(
  [
    '高髙',
    '崎﨑嵜',
    '辺邊邉',
    '斎齋',
    '斉齊',
    '沢澤',
    '浜濱濵',
    '広廣',
    '国國',
    '真眞',
    '恵惠',
    '桜櫻',
    '蔵藏',
    '竜龍',
    '栄榮',
    '円圓',
    '寿壽',
    '島嶋嶌',
    '滝瀧',
    '淵渕渊',
    '徳德',
    '富冨',
    '桑桒',
    '館舘',
    '関關',
    '吉𠮷',
    '浅淺',
    '豊豐',
    '万萬',
    '与與',
    '鉄鐵',
    '塩鹽',
    '郷鄕',
    '晃晄',
    '曽曾',
    '桧檜',
    '峰峯',
    '橋槗',
  ].flatMap((forms) => [...forms].map((form) => [form, [...forms][0]!] as const)),
);

/** A company's name as duplicates are found: without legal form, width, punctuation and old characters. */
export function matchableName(name: string): string {
  return withUsualCharacters(foldCompanyName(name).replace(/[・･.,'’\-‐–—]/g, ''));
}

function matchableAddress(address: string): string {
  return withUsualCharacters(
    foldText(address)
      .replace(/^〒?\d{3}-?\d{4}/, '')
      .replace(/^青森県/, '')
      .replace(/丁目|番地?の?|号|[‐–—ー−]/g, '-')
      .replace(/-+$/, ''),
  );
}

function withUsualCharacters(text: string): string {
  return [...text].map((character) => VARIANTS.get(character) ?? character).join('');
}

/** How two companies were recognised as one. */
export type MatchReason = 'corporateNumber' | 'nameAndPlace' | 'name';

/** Companies among which duplicates are looked for, each with what the searcher knows it by. */
export class AccountIndex<Key> {
  private readonly byNumber = new Map<string, Key>();
  private readonly byName = new Map<string, { key: Key; account: Partial<Account> }[]>();

  add(key: Key, account: Partial<Account>): void {
    if (account.corporateNumber && !this.byNumber.has(account.corporateNumber))
      this.byNumber.set(account.corporateNumber, key);
    const name = matchableName(account.name ?? '');
    if (name === '') return;
    const same = this.byName.get(name);
    if (same) same.push({ key, account });
    else this.byName.set(name, [{ key, account }]);
  }

  /**
   * The company that this one repeats: by 法人番号; else by the same name and the same
   * municipality or address, or by the name alone where one of the two has no place.
   * Companies with two different numbers are never one.
   */
  find(account: Partial<Account>): { key: Key; reason: MatchReason } | undefined {
    const numbered =
      account.corporateNumber === undefined ? undefined : this.byNumber.get(account.corporateNumber);
    if (numbered !== undefined) return { key: numbered, reason: 'corporateNumber' };
    const sameName = (this.byName.get(matchableName(account.name ?? '')) ?? []).filter(
      ({ account: other }) => !account.corporateNumber || !other.corporateNumber,
    );
    const samePlace = sameName.find(({ account: other }) => isSamePlace(account, other));
    if (samePlace) return { key: samePlace.key, reason: 'nameAndPlace' };
    const placeless = sameName.find(({ account: other }) => !hasPlace(account) || !hasPlace(other));
    return placeless && { key: placeless.key, reason: 'name' };
  }
}

function hasPlace({ municipality, address }: Partial<Account>): boolean {
  return Boolean(municipality ?? address);
}

function isSamePlace(one: Partial<Account>, other: Partial<Account>): boolean {
  if (one.municipality && other.municipality) return one.municipality === other.municipality;
  return (
    Boolean(one.address && other.address) &&
    matchableAddress(one.address!) === matchableAddress(other.address!)
  );
}
