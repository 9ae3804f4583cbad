import type { ProblemCode } from '#protocol/problems.ts';
import { foldText } from '#domain/canonical/text.ts';
import { COMMON_PASSWORD_STEMS } from './common-passwords.ts';

export const MIN_PASSWORD_LENGTH = 12;

/** Rows and columns of keyboards, digits and the alphabet; a walk goes along one of them, either way. */
const WALKS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnmqwertyuiop',
  'qwertyuiop[]qwertyuiop',
  'asdfghjkl;asdfghjkl',
  'zxcvbnm,./zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  'qazwsxedcrfvtgbyhnujmikolp',
  '!@#$%^&*()!@#$%^&*()',
  '!"#$%&\'()!"#$%&\'()',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'aiueokakikukekosasisuseso',
];
const MIN_WALK_LENGTH = 4;
/** What must remain of a password when everything that can be foretold is taken out. */
const MIN_UNFORESEEN_LENGTH = 5;

/**
 * Why a password cannot be used, or undefined when it can. It needs twelve
 * characters; it must not be a common one, nor made up of common words,
 * keyboard walks, repetitions and the person's own name or address.
 */
export function findPasswordFault(
  password: string,
  ownWords: readonly string[] = [],
): Extract<ProblemCode, 'password-too-short' | 'password-too-common'> | undefined {
  if ([...password].length < MIN_PASSWORD_LENGTH) return 'password-too-short';
  return isForeseeable(password, ownWords) ? 'password-too-common' : undefined;
}

function isForeseeable(password: string, ownWords: readonly string[]): boolean {
  const folded = foldText(password);
  if (isRepetition(folded)) return true;
  const words = [...COMMON_PASSWORD_STEMS, ...ownWords.flatMap(wordsOf)];
  // The longest first, so that "passwordpass" does not leave "pass" behind.
  const stripped = [...words]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ' '), unleet(folded, words));
  const unforeseen = withoutWalks(stripped.replace(/(.)\1+/gu, '$1')).replace(
    /(?:19|20)\d\d|[^\p{L}\p{N}]/gu,
    '',
  );
  return [...unforeseen].length < MIN_UNFORESEEN_LENGTH || new Set(folded).size < MIN_UNFORESEEN_LENGTH;
}

/** One piece of at most half the length, over and over: `abcabcabcabc`, also when the last is cut short. */
function isRepetition(text: string): boolean {
  for (let size = 1; size <= text.length / 2; size += 1) {
    if (
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .startsWith(text)
    )
      return true;
  }
  return false;
}

/** The text with the usual digits for letters undone (`p@ssw0rd`), where that shows a common word. */
function unleet(text: string, words: readonly string[]): string {
  const plain = text.replace(/[@013457$]/g, (sign) => LEET[sign] ?? sign);
  return words.some((word) => plain.includes(word) && !text.includes(word)) ? plain : text;
}
const LEET: Record<string, string> = {
  '@': 'a',
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  $: 's',
};

function wordsOf(text: string): string[] {
  return text
    .split(/[\s@._+-]+/)
    .map(foldText)
    .filter((word) => word.length >= 3);
}

function withoutWalks(text: string): string {
  let rest = '';
  for (let index = 0; index < text.length;) {
    const length = walkLengthAt(text, index);
    rest += length >= MIN_WALK_LENGTH ? ' ' : text.slice(index, index + 1);
    index += length >= MIN_WALK_LENGTH ? length : 1;
  }
  return rest;
}

const WALKS_BOTH_WAYS = WALKS.flatMap((walk) => [walk, [...walk].reverse().join('')]);

function walkLengthAt(text: string, start: number): number {
  let length = 0;
  while (start + length < text.length && isOnWalk(text.slice(start, start + length + 1))) length += 1;
  return length;
}

function isOnWalk(piece: string): boolean {
  return WALKS_BOTH_WAYS.some((walk) => walk.includes(piece));
}
