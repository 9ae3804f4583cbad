/** What a phrase comes down to: the words that carry its matter, and whether it denies something. */
export interface PhraseStems {
  stems: readonly string[];
  /** Of each stem of a single Chinese character the one with what follows it: 足り of 足りない, as 全然足りない is written in one. */
  begun: ReadonlyMap<string, string>;
  isNegative: boolean;
  /** The phrase itself, folded. */
  folded: string;
}

const RUN = /([\p{Script=Han}々〆ヵヶ]+)|([ァ-ヴー]+)|([a-z0-9]+)|([ぁ-ゖー]+)/gu;
/** 「人手がない」: a particle parts what belongs to the word before from what is a word of its own. */
const PARTICLE = /^(?:から|まで|より|が|を|に|は|も|の|と|で|へ|や)/u;
/** 「人が、いない」「足りなくて」「足りん」「足らず」: the forms in which Japanese verbs and adjectives deny. */
const DENIAL = /な(?:い|く|か|し)|ませ|(?:^|[^て])ん|ず/u;
/**
 * Endings of verbs and adjectives, the longest first, as far as plain rules carry; what is left of
 * a word in hiragana is compared as a beginning, so that つぶれそう is found in つぶれかけて.
 */
const ENDING =
  /(?:たくな[いくか]\p{L}*|られな[いくか]\p{L}*|な(?:い|くて|かった|くなった)|ません|ました|まして|ます|たい|たく|そうだ?|すぎる?|している?|している|した|して|する|てる|ている|てしまう|った|って|んだ|い|く|る|た|て|う)$/u;
const LEAST_OF_A_WORD = 2;

/** The stems of a phrase in Japanese or English; regardless of width and case. */
export function listStems(phrase: string): PhraseStems {
  const folded = foldPhrase(phrase);
  const stems: string[] = [];
  const begun = new Map<string, string>();
  let isNegative = false;
  let isAfterWord = false;
  for (const [run, han, katakana, latin] of folded.matchAll(RUN)) {
    const word = han ?? katakana ?? latin;
    if (word !== undefined) {
      stems.push(word);
      isAfterWord = true;
      continue;
    }
    isNegative ||= DENIAL.test(run);
    if (run === folded) return { stems: [run.replace(ENDING, '') || run], begun, isNegative: false, folded };
    const before = stems.at(-1);
    if (isAfterWord && before?.length === 1 && !PARTICLE.test(run)) begun.set(before, before + run[0]!);
    const own = isAfterWord && !PARTICLE.test(run) ? '' : run.replace(PARTICLE, '');
    const stem = own.replace(PARTICLE_AT_END, '').replace(ENDING, '');
    if (stem.length >= LEAST_OF_A_WORD && !DENIAL.test(own)) stems.push(stem);
    isAfterWord = true;
  }
  return { stems, begun, isNegative, folded };
}

const PARTICLE_AT_END = /(?:から|まで|が|を|に|は|も|の|で)$/u;

/** A text as phrases are compared in it. */
export function foldPhrase(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('人財', '人材');
}

/**
 * The clauses of a text, each with what is asked of it: a phrase is found where one clause has all
 * of its stems, as 「人手は足りている。資金がない」 lacks no hands.
 */
export interface Clause {
  text: string;
  /** Runs of Chinese characters: a single one (売る) must be such a run, not a part of one (商売). */
  runs: ReadonlySet<string>;
  words: ReadonlySet<string>;
  isNegative: boolean;
}

/** The clauses of a text, in their order. */
export function listClauses(text: string): Clause[] {
  return foldPhrase(text)
    .split(/[。、.,!?！？\n;；]+/u)
    .flatMap((clause) => {
      if (clause.trim() === '') return [];
      const runs = new Set<string>();
      const words = new Set<string>();
      let isNegative = false;
      for (const [run, han, , latin] of clause.matchAll(RUN)) {
        if (han !== undefined) runs.add(han);
        else if (latin !== undefined) words.add(latin);
        else isNegative ||= DENIAL.test(run);
      }
      return [{ text: clause, runs, words, isNegative: isNegative || /[不未]|not?\b|n't\b/u.test(clause) }];
    });
}

/** Whether a clause says a phrase in whatever form of its verbs and adjectives, and in whatever order. */
export function hasStems(clause: Clause, { stems, begun, isNegative, folded }: PhraseStems): boolean {
  if (stems.length === 0 || (isNegative && !clause.isNegative)) return false;
  // One character alone says too little: 売 is in 売れない and in 売り場を直したい.
  if (stems.length === 1 && stems[0]!.length === 1) return clause.text.includes(folded);
  return stems.every((stem) => {
    if (/^[a-z0-9]/.test(stem)) return hasLatin(clause.words, stem);
    if (stem.length > 1) return clause.text.includes(stem);
    const withEnding = begun.get(stem);
    return clause.runs.has(stem) || (withEnding !== undefined && clause.text.includes(withEnding));
  });
}

/** English inflects at the end: a word of four letters or more is found in what begins with it. */
function hasLatin(words: ReadonlySet<string>, stem: string): boolean {
  if (words.has(stem)) return true;
  const base = stem.length > 4 ? stem.replace(/(?:ing|es|s|e)$/, '') : stem;
  return base.length >= 4 && [...words].some((word) => word.startsWith(base));
}
