import { DASHES, withPlainDashes } from '#domain/canonical/dashes.ts';
import { withArabicNumbers } from '#domain/canonical/kanji-numbers.ts';
import { foldName } from '#domain/canonical/text.ts';
import type { Account } from '#domain/records/account.ts';
import { withFullLegalForm, withoutLegalForm } from './legal-forms.ts';

/** What lists add behind a name: that a row is of the head office, or how the company was called before. */
const BESIDE_NAME =
  /[\s\u3000]+(?:本社|本店|本部)\s*$|[\s\u3000]*[(（](?:本社|本店|本部|旧.{1,40})[)）]\s*$/u;
/** Behind kana a hyphen stands for the sign of long vowels: it lies on the same key. */
const LONG_VOWEL = new RegExp(`(?<=[ぁ-ん])[${DASHES}]`, 'g');

function foldWhole(name: string): string {
  return foldName(name.replace(BESIDE_NAME, '')).replace(LONG_VOWEL, 'ー');
}

/** A company's name as duplicates are found: without legal form, width, punctuation and old characters. */
export function matchableName(name: string): string {
  return withoutLegalForm(foldWhole(name)).replace(IN_NAMES, '');
}
const IN_NAMES = new RegExp(`[・.,'’${DASHES}]`, 'g');

/**
 * A company's name in full: 「㈱八戸水産」 is 「株式会社八戸水産」, but neither 「有限会社八戸水産」 nor
 * 「八戸水産株式会社」, which may be other companies.
 */
function fullName(name: string): string {
  return withFullLegalForm(foldWhole(name)).replace(/[.,]/g, '');
}

/** Where a company is: its municipality's code, and the rest of the address; either may be unknown. */
export interface Place {
  municipality?: string | undefined;
  street?: string | undefined;
}

const KANJI = '〇一二三四五六七八九十百';
const HAS_KANJI = new RegExp(`[${KANJI}]`);
/** Numbers of blocks and houses in kanji; 一番町 becomes 1番町 on both sides of a comparison. */
const NUMBER = new RegExp(
  `[${KANJI}]+(?=丁目|番|号|地割|[-の][\\d${KANJI}])|(?<=(?:[\\d${KANJI}]|番地?|号)[-の])[${KANJI}]+(?=$|[-の番号])`,
  'g',
);

/** The rest of an address, beyond the municipality, as it is compared. */
export function matchableStreet(address: string): string {
  const plain = withPlainDashes(foldName(address));
  return (HAS_KANJI.test(plain) ? plain.replace(NUMBER, withArabicNumbers) : plain)
    .replace(/大?字|\((?:本社|本店|本部)\)$|号室|第(?=\d+地割)/g, '')
    .replace(/(?<=\d)階/g, 'f')
    .replaceAll('、', ',')
    .replace(/丁目|番地?の?|号の?|(?<=\d)の(?=\d)/g, '-')
    .replace(/-+(?!\d)/g, '');
}

/** By what a company was recognised without a doubt. */
export type MatchReason = 'corporateNumber' | 'nameAndPlace';

/** Why a company may be the same one without being so for certain. */
export type DoubtReason = 'several' | 'otherLegalForm' | 'otherAddress' | 'noAddress';

/** What is known of a company: which one it is, which ones it may be and why that is not certain, or nothing. */
export type Recognition<Key> =
  | { key: Key; reason: MatchReason; account: Partial<Account> }
  | { candidates: Candidate<Key>[]; doubt: DoubtReason }
  | undefined;

/** A company that may be meant. */
export interface Candidate<Key> {
  key: Key;
  account: Partial<Account>;
  doubt: DoubtReason;
  /** Whether the two are said to be in different places. */
  isElsewhere: boolean;
}

/**
 * Companies among which duplicates are looked for, each with what the searcher knows it by. One can be added under
 * several identities (`listFormerIdentities`), what it is by now first; it stays one company.
 */
export class AccountIndex<Key> {
  private readonly byNumber = new Map<string, { key: Key; account: Partial<Account> }[]>();
  private readonly byName = new Map<string, { key: Key; account: Partial<Account> }[]>();

  /**
   * @param described what was read of companies before: reading costs more than comparing. Indexes that hold the same
   *   companies share one.
   */
  constructor(
    private readonly readPlace: (account: Partial<Account>) => Place,
    private readonly described = new WeakMap<Partial<Account>, Described>(),
  ) {}

  add(key: Key, account: Partial<Account>): void {
    if (account.corporateNumber) append(this.byNumber, account.corporateNumber, { key, account });
    const { name } = this.describe(account);
    if (name !== '') append(this.byName, name, { key, account });
  }

  /**
   * The company that this one is: by 法人番号, or by exactly the same name at exactly the same
   * address, where that is one company only. Another legal form, another address or none, or several
   * such companies are a doubt, which a person has to resolve. Companies with two different numbers
   * are never one.
   */
  find(account: Partial<Account>): Recognition<Key> {
    const { name } = this.describe(account);
    const numbered = bestOfEach(
      this.byNumber.get(account.corporateNumber ?? '') ?? [],
      (one) => this.describe(one.account).name === name,
    );
    const [first] = numbered;
    // A number beside the name and place of another company is that of one of the two.
    const others =
      first && numbered.length === 1 && this.describe(first.account).name !== name
        ? (this.byName.get(name) ?? []).filter(
            ({ key, account: other }) => key !== first.key && this.isSamePlace(account, other),
          )
        : [];
    if (first && numbered.length + others.length === 1) return { ...first, reason: 'corporateNumber' };
    if (first)
      return {
        candidates: [...numbered, ...others].map((one) => ({ ...one, doubt: 'several', isElsewhere: false })),
        doubt: 'several',
      };
    const sameName = (this.byName.get(name) ?? []).filter(
      ({ account: other }) => !account.corporateNumber || !other.corporateNumber,
    );
    const compared = bestOfEach(
      sameName.map((one) => ({ ...one, ...this.compare(account, one.account) })),
      ({ doubt }) => doubt === undefined,
    );
    const [exact, ...more] = compared.filter(({ doubt }) => doubt === undefined);
    if (exact && more.length === 0) return { key: exact.key, reason: 'nameAndPlace', account: exact.account };
    const candidates = compared.map((one) => ({ ...one, doubt: one.doubt ?? ('several' as const) }));
    const [only] = candidates;
    return only && { candidates, doubt: candidates.length > 1 ? 'several' : only.doubt };
  }

  /** Whether two companies are called exactly alike at exactly the same address. */
  isSamePlace(one: Partial<Account>, other: Partial<Account>): boolean {
    return this.compare(one, other).doubt === undefined;
  }

  private describe(account: Partial<Account>): Described {
    const known = this.described.get(account);
    if (known) return known;
    const name = account.name ?? '';
    const { readPlace } = this;
    let place: Place | undefined;
    const described: Described = {
      name: matchableName(name),
      // Most companies are alone with their name, and are never compared.
      readFullName: () => fullName(name),
      readPlace: () => (place ??= readPlace(account)),
    };
    this.described.set(account, described);
    return described;
  }

  private compare(
    one: Partial<Account>,
    other: Partial<Account>,
  ): { doubt: DoubtReason | undefined; isElsewhere: boolean } {
    const [left, right] = [this.describe(one), this.describe(other)];
    const [here, there] = [left.readPlace(), right.readPlace()];
    const isOtherStreet = differ(here.street, there.street);
    const isElsewhere =
      differ(here.municipality, there.municipality) ||
      (isOtherStreet && !saysMore(here.street, there.street));
    const doubt =
      left.readFullName() !== right.readFullName()
        ? 'otherLegalForm'
        : isElsewhere || isOtherStreet
          ? 'otherAddress'
          : !here.street || !there.street
            ? 'noAddress'
            : undefined;
    return { doubt, isElsewhere };
  }
}

/** What is compared of a company. */
export interface Described {
  name: string;
  readFullName: () => string;
  readPlace: () => Place;
}

/** Whether a company is called exactly as another, legal form included. */
export function hasSameFullName(one: Partial<Account>, other: Partial<Account>): boolean {
  return fullName(one.name ?? '') === fullName(other.name ?? '');
}

/** Of each company the identity that fits, else the first. */
function bestOfEach<Key, One extends { key: Key }>(ones: readonly One[], fits: (one: One) => boolean): One[] {
  if (ones.length < 2) return [...ones];
  const best = new Map<Key, One>();
  for (const one of ones) {
    const known = best.get(one.key);
    if (!known || (!fits(known) && fits(one))) best.set(one.key, one);
  }
  return [...best.values()];
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return Boolean(one && other) && one !== other;
}

/** Whether one of two streets only says more than the other: the house's number, or a building behind it. */
function saysMore(one = '', other = ''): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const more = long.slice(short.length);
  return long.startsWith(short) && !(/\d$/.test(short) && /^[-\d]/.test(more));
}

function append<Key, Value>(index: Map<Key, Value[]>, key: Key, value: Value): void {
  const listed = index.get(key);
  if (listed) listed.push(value);
  else index.set(key, [value]);
}

/**
 * What a row says of a company beyond what one of its former identities said: that it was called so, and was there,
 * is known, and what the company is by now was decided when the records were merged.
 */
export function withoutFormer(row: Partial<Account>, former: Partial<Account>): Partial<Account> {
  const left: Partial<Account> = { ...row };
  if (matchableName(row.name ?? '') === matchableName(former.name ?? '')) {
    delete left.name;
    delete left.nameKana;
  }
  const isSameStreet = matchableStreet(row.address ?? '') === matchableStreet(former.address ?? '');
  if (isSameStreet && !differ(row.municipality, former.municipality)) {
    delete left.municipality;
    delete left.postalCode;
    delete left.address;
  }
  if (row.phone === former.phone) delete left.phone;
  return left;
}
