import { writeKanaWords } from './kana-readings.ts';
import { isWishInOrder, WISH } from './wish-order.ts';

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
const PARTICLE_AT_END = /(?:から|まで|が|を|に|は|も|の|で)$/u;
/** 「人が、いない」「足りなくて」「足りん」「足らず」「足りね」: the forms in which Japanese verbs and adjectives deny. */
const DENIAL =
  /な(?:い|く(?![しす])|か)|(?<!っぱ)なし|ませ|(?:^|[^てさなほ])ん(?=$|ので|のよ|けど|から|が|し|よ|わ|です|もん|く|ば|と(?!か))|ず|ね(?:え|ぇ|く|$)/u;
/** A denial with all that follows it, and what joins it to a verb: つかまら of つかまらない, でき of できていない. */
const DENIED = /(?:てい?)?(?:な(?:い|く|か|し)|ませ|ん|ず|ね).*$/u;
/** What makes a problem of a word that is none by itself: 県内だけ, 電話ばかり, 五百万ほしい. */
const LIMIT = /だけ|ばかり|しか|^ほし/u;
/** 「赤字ではない」「補助金はいらない」「資金は足りている」「創業して50年」: that there is no problem, in a clause that names one. */
const NO_PROBLEM = new RegExp(
  [
    '(?:では|じゃ)な[いく](?!か)',
    '(?:資金|お金|補助金|融資|人手|雇用)以外',
    '(?:賃金|給料|給与|時給)[はもを]上げた(?!い)|直った|(?:社長|専務|担当者?)は(?:今日は)?(?:留守|不在)|社員[はが]?(?:\\d|[一二三四五六七八九十])+[人名](?:です|$)',
    '(?:借入金?|借金|赤字|故障|不良|残業|退職者?|離職|滞納|被害|影響|無駄)[はがも](?:特に|ほとんど|まったく)?(?:な[いく]|少な)',
    '(?:資金|お金|金|余裕|後継者|人手|社員|場所|土地|客)[はも](?:十分|十分に)?(?:あ|い)(?:る|ります|ます)$',
    '(?:必要|問題|心配|困りごと|困り事|困ったこと|悩み|不満|不安|不自由|支障|興味)[はがも]?(?:な[いく]|ありません)',
    'いらない|いりません|要らない|要りません|[はも]不要|関係(?:は)?な[いく]|気はな[いく]|気にならない|気にしてい?ない',
    '(?:困|落ち|下が|遅れ|壊れ|考え|響い)っ?ては?い?(?:ない|ません)',
    '困ってい?る?ことは?(?:特に|特別|別に)?な[いく]',
    '[はも](?:まだ|皆|みな|全部|すべて)?新し(?:い|く)(?:です|し|$)',
    '(?:間に合|足り|決ま|揃|そろ|うまくい)っ?て(?:いる|います|る$|おり)',
    '(?:備え|準備|対策)[はが]できて',
    '(?:返し|払い|済ませ|やり)終わ|完済',
    '控えたい|こりごり|手を出しません|(?:借り|受け|借金し|手を出し)たく(?:は|も)?(?:な[いく]|あり)|[はも](?:望みません|考えておら)',
    '[はを][^がも]{0,8}[らかわさまばがな出せて]ずに$',
    '(?:借りる|頼む|頼る|雇う|買う|入れる|増やす|使う|する)つもり(?:は|も)?(?:な[いく]|あり)',
    'てい?たけ(?:れ)?ど(?:も)?(?:もう)?(?:やめ|止め|終わ)',
    '大丈夫|順調|好調|何とかな(?:る|っ)|なんとかな(?:る|っ)|片[付づ][いけ](?:た|て)|解決した|解消した|改善した(?!い)|落ち着いた|満足して|繁盛して|手いっぱい|手一杯|満室で|吸収でき|転嫁でき|うまくいって|得意(?!先|さん)|よく売れて|助かって|黒字で|済んだ|たばかり',
    '(?:創業|設立|開業|起業|独立)(?:して|から|は)?(?:[\\d一二三四五六七八九十]|明治|大正|昭和|平成|令和)',
    "\\b(?:no|not|never|without)\\b|n't\\b",
  ].join('|'),
  'u',
);
/**
 * Endings of verbs and adjectives, the longest first, as far as plain rules carry; what is left of
 * a word in hiragana is compared as a beginning, so that つぶれそう is found in つぶれかけて.
 */
const ENDING =
  /(?:たくな[いくか]\p{L}*|られな[いくか]\p{L}*|な(?:い|くて|かった|くなった)|ません|ました|まして|ます|たい|たく|そうだ?|すぎる?|している?|している|した|して|する|てる|ている|てしまう|った|って|んだ|い|く|る|た|て|う)$/u;
const LEAST_OF_A_WORD = 2;
/** Up to this long a word of katakana has to stand alone: エコ is not in エコノミー. */
const SHORT_KATAKANA = 3;

/** The stems of a phrase in Japanese or English; regardless of width and case. */
export function listStems(phrase: string): PhraseStems {
  return listStemsOfFolded(foldPhrase(phrase));
}

/** The stems of each of many phrases of one line, folded all at once. */
export function listStemsOfLines(phrases: readonly string[]): PhraseStems[] {
  const lines = foldPhrase(phrases.join('\n')).split('\n');
  const tails = new Map<string, Tail>();
  return lines.length === phrases.length
    ? lines.map((line) => listStemsOfFolded(line, tails))
    : phrases.map(listStems);
}

function listStemsOfFolded(folded: string, tails = new Map<string, Tail>()): PhraseStems {
  const stems: string[] = [];
  const begun = new Map<string, string>();
  let isNegative = false;
  let isAfterWord = false;
  for (const [run, han, katakana, latin] of folded.matchAll(RUN)) {
    const word = han ?? katakana ?? latin;
    if (word !== undefined) {
      stems.push(word);
    } else if (run === folded) {
      return { stems: [run.replace(ENDING, '') || run], begun, isNegative: false, folded };
    } else if (isAfterWord) {
      const tail = tails.get(run) ?? readTail(run);
      tails.set(run, tail);
      const before = stems.at(-1);
      if (tail.isEnding && before?.length === 1) begun.set(before, before + run[0]!);
      isNegative ||= tail.isDenial;
      if (tail.stem.length >= LEAST_OF_A_WORD) stems.push(tail.stem);
    } else {
      // Before the first word nothing is denied, it is a part of one: どんぶり, りんご.
      const stem = run.replace(PARTICLE_AT_END, '').replace(ENDING, '');
      if (stem.length >= LEAST_OF_A_WORD) stems.push(stem);
    }
    isAfterWord = true;
  }
  return { stems, begun, isNegative, folded };
}

/** What follows a word in hiragana; the same few thousand times in a vocabulary. */
interface Tail {
  /** It belongs to the word itself: 足りない. */
  isEnding: boolean;
  isDenial: boolean;
  /** A word of its own in it, or nothing. */
  stem: string;
}

function readTail(run: string): Tail {
  const isEnding = !PARTICLE.test(run);
  const isDenial = DENIAL.test(run);
  const [limit] = LIMIT.exec(run) ?? [];
  if (limit !== undefined || isEnding) return { isEnding, isDenial, stem: limit ?? '' };
  const own = run.replace(PARTICLE, '');
  const stem = DENIAL.test(own)
    ? own.replace(DENIED, '')
    : own.replace(PARTICLE_AT_END, '').replace(ENDING, '');
  return { isEnding, isDenial, stem };
}

/** Spellings of one word, and what is said in Aomori for it: 東京さ売りたい, 人が来ねえ, わげもの. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/全然/gu, 'まるで'],
  // 「売れないか」「作れませんか」 asks for what 「売りたい」 wishes.
  [
    /(?<=[えけげせてねべめれいきちにみりび])(?:ないか|ねえか|ねか|ませんか)(?=[とな。、?？!！]|$|ね|相談|聞|考)/gmu,
    'たいか',
  ],
  [/ね[くぐ](?=[てな])/gu, 'なく'],
  [/(?<=[高安古苦多低悪重強弱薄書])ぐ/gu, 'く'],
  [/(?<=働)ぎ/gu, 'き'],
  // 客っこ来ない, 年寄りばりだ, 借りてえ.
  [/(?<=\p{Script=Han})(?<![根端隅人])っこ(?=\p{Script=Han})/gu, ' '],
  // 客減った, 人来ない: what is said without a particle is two words.
  [/(?<=[客魚人金店銭手])(?=[減増来入集足戻離獲借出辞](?![がをはものにでとや])[ぁ-ゖ])/gu, ' '],
  [/(?<=[\p{Script=Han}ァ-ヴーりて])ばり(?=[でだのしはが\p{Script=Han}])/gu, 'ばかり'],
  [/(?<=[いきしちにびみりえけせてねべめれ]|見|出)て[えぇ](?=$|[\s、。なのんとっけがかじよわ])/gmu, 'たい'],
  [/(?<![ぁ-ゖ])て(?:[ぁぇっ]|え|こ)?(?=[がはも]?足[りん])/gu, '手'],
  [/(?<=[ぁ-ゖ\p{Script=Han}])(?<![すだよかてまた])ね[えぇ](?!\p{Script=Han})/gu, 'ない'],
  [/(?<=[ァ-ヴーA-Za-z\p{Script=Han}])(?<![高長重強深広多])さ(?=\p{Script=Han})/gu, 'に'],
  [/(?<=[がはも]|^)居(?=[なねるて])/gmu, 'い'],
  [/わ[げけ]もの?|わげ(?:もん|しゅ|衆)|若[ぇえ](?:もん|の|衆)/gu, '若手'],
  [/障がい|障碍/gu, '障害'],
  [/ばっかり?/gu, 'ばかり'],
  [/(?<=[\p{Script=Han}][がはも])ふる(?=い|く)/gu, '古'],
  [/人財/gu, '人材'],
  [/出来(?=[るなまずたて])/gu, 'でき'],
  [/(?<=[がもはを\p{Script=Han}])無(?=[いくし])/gu, 'な'],
  [/欲し(?=[いく])/gu, 'ほし'],
  [/子供/gu, '子ども'],
  [/(?:解|判|わか)(?=ら(?:な|ん|ず|ね))/gu, '分か'],
  [/お店/gu, '店'],
  [/電気(?:料金|料)|電力(?:料金|代)/gu, '電気代'],
  [/お?得意(?:様|さま|さん)/gu, '得意先'],
  [/お?客(?:さん|様|さま)|お客|顧客/gu, '客'],
  [/[造創](?=[らりるれろっ])/gu, '作'],
  [/従業員|スタッフ/gu, '社員'],
  [/若い(?:人|者|子|方|衆)|若者/gu, '若手'],
  [/跡継ぎ|後継ぎ|後継者|跡取り?/gu, '後継者'],
  [/インターネット/gu, 'ネット'],
  [/値段/gu, '価格'],
  [/潰れ/gu, 'つぶれ'],
  [/儲か/gu, 'もうか'],
  [/売り?上げ?/gu, '売上'],
  [/仕入れ/gu, '仕入'],
  [/借り?入れ?/gu, '借入'],
  [/買い?[換替]え?/gu, '買い替え'],
  [/取り?引き?/gu, '取引'],
  [/下請け/gu, '下請'],
  [/支払い/gu, '支払'],
  [/資金操り|資金ぐり/gu, '資金繰り'],
  [/人出不足/gu, '人手不足'],
  [/\bcan['’]t\b/giu, 'cannot'],
  [/\b(lab|neighb|col|flav)or/gu, '$1our'],
  [/クルマ/gu, '車'],
  [/リンゴ|林檎/gu, 'りんご'],
  [/ニンニク|大蒜/gu, 'にんにく'],
  [/ほたて|帆立貝?/gu, 'ホタテ'],
  [/ナガイモ|長芋|長いも/gu, 'ながいも'],
];
/** IT, AI, EV: two letters are a word of their own in capitals or beside Japanese, and „it“ elsewhere. */
const TWO_LETTERS = /(?<![A-Za-z0-9])[A-Za-z]{2}(?![A-Za-z0-9])/gu;
const JAPANESE = /[\p{Script=Han}ぁ-ゖァ-ヴ]/u;

/** Whether nothing else stands on the line. */
function isLine(text: string, at: number, length: number): boolean {
  const end = text.indexOf('\n', at);
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, end < 0 ? undefined : end);
  return line.trim().length === length;
}

/** A text as phrases are compared in it. */
export function foldPhrase(text: string): string {
  const wide = writeKanaWords(text.normalize('NFKC'));
  const marked = wide.replace(TWO_LETTERS, (word, at: number) => {
    const isAbbreviation =
      word === word.toUpperCase() ||
      isLine(wide, at, word.length) ||
      JAPANESE.test(wide[at - 1] ?? '') ||
      JAPANESE.test(wide[at + 2] ?? '');
    return isAbbreviation ? `${word}0` : word;
  });
  return SPELLINGS.reduce(
    (folded, [spelling, usual]) => folded.replace(spelling, usual),
    marked.toLowerCase(),
  );
}

/**
 * The clauses of a text, each with what is asked of it: a phrase is found where one clause has all
 * of its stems, as 「人手は足りているが資金がない」 lacks no hands.
 */
export interface Clause {
  text: string;
  /** Runs of one script; a stem of one Chinese character or of short katakana must be such a run, not a part of one (商売). */
  runs: ReadonlySet<string>;
  words: ReadonlySet<string>;
  /** That what it names is no problem. */
  isDenied: boolean;
}

/** Where one statement ends and another begins: punctuation, ずに (海外には出ずに国内で), and が, ので, けど behind a predicate before a noun. */
const BETWEEN_CLAUSES =
  /[。、.,!?！？\n;；]+|(?<=(?:では|じゃ)なく)て?|(?<=[らかわさまばがな出せて]ずに)(?=[\p{Script=Han}ァ-ヴ])|(?<=(?:金|融資|人手|雇用)以外)[でにのは]*|(?<=[るいた])(?:けれども?|けど|ので|から|が|し|ところ)(?!大丈夫|問題|心配|安心|十分)(?=[\p{Script=Han}ァ-ヴ])/u;
/** Nobody says more different things; an endless note must not hold up the screen. */
const MOST_CLAUSES = 300;

/** The different clauses of a text, in their order. */
export function listClauses(text: string): Clause[] {
  return [...new Set(foldPhrase(text).split(BETWEEN_CLAUSES))]
    .filter((clause) => clause.trim() !== '')
    .slice(0, MOST_CLAUSES)
    .map((clause) => {
      const runs = new Set<string>();
      const words = new Set<string>();
      for (const [run, han, katakana, latin] of clause.matchAll(RUN)) {
        if (han !== undefined || katakana !== undefined) runs.add(run);
        else if (latin !== undefined) words.add(latin);
      }
      return { text: clause, runs, words, isDenied: NO_PROBLEM.test(clause) };
    });
}

/** Whether a clause says a phrase in whatever form of its verbs and adjectives, and in whatever order. */
export function hasStems(clause: Clause, { stems, begun, isNegative, folded }: PhraseStems): boolean {
  if (stems.length === 0) return false;
  // One character alone says too little: 売 is in 売れない and in 売り場を直したい.
  if (stems.length === 1 && stems[0]!.length === 1)
    return (
      ((stems[0] === folded ? clause.runs.has(folded) : clause.text.includes(folded)) &&
        (isNegative || !clause.isDenied)) ||
      saysVerb(clause, begun.get(stems[0]!), folded, isNegative)
    );
  if (!stems.every((stem) => hasStem(clause, stem, begun.get(stem)))) return false;
  if (!isWishInOrder(clause.text, { stems, begun, folded })) return false;
  if (/^[a-z0-9 ]+$/.test(folded)) return !clause.isDenied || stems.some((stem) => ENGLISH_DENIAL.test(stem));
  return isNegative ? isDeniedBehind(clause.text, stems.at(-1)!) : !clause.isDenied;
}

/** 「受けたくない」 is no 受けきれない. */
const NOT_WANTED = /たくな[いく]/u;

/** Whether a clause has a verb written with one Chinese character, denied or wished for as in the phrase: 貸してけね says 貸せない no more than 借りる says 借りたい. */
function saysVerb(clause: Clause, verb: string | undefined, folded: string, isNegative: boolean): boolean {
  if (verb === undefined) return false;
  if (isNegative)
    return isDeniedBehind(NOT_WANTED.test(folded) ? clause.text : clause.text.replace(NOT_WANTED, ''), verb);
  if (clause.isDenied || !WISH.test(folded)) return false;
  for (let at = clause.text.indexOf(verb); at >= 0; at = clause.text.indexOf(verb, at + 1)) {
    const [tail] = /^[ぁ-ゖー]*/u.exec(clause.text.slice(at + verb.length))!;
    if (WISH.test(verb.slice(1) + tail)) return true;
  }
  return false;
}

const ENGLISH_DENIAL = /^(?:no|not|cannot|without|never)$/;

function hasStem({ text, runs, words }: Clause, stem: string, withEnding: string | undefined): boolean {
  if (/^[a-z0-9]/.test(stem)) return hasLatin(words, stem);
  if (stem.length === 1) {
    if (withEnding === undefined) return runs.has(stem);
    return text.includes(withEnding) || (runs.has(stem) && hasVerb(text, stem, withEnding[1]!));
  }
  if (/^[ァ-ヴー]/.test(stem) && stem.length <= SHORT_KATAKANA) return runs.has(stem);
  return text.includes(stem) || saysInTwo(text, stem);
}

const PARTICLES = ['の', 'が', 'を', 'は', 'も'];

/** Whether a compound of four Chinese characters is said in two words: 中期の計画 for 中期計画. */
function saysInTwo(text: string, stem: string): boolean {
  // Asked of thousands of phrases at each key, of which hardly one begins here.
  if (stem.length !== 4 || !text.includes(stem.slice(0, 2))) return false;
  const halves = splitCompound(stem);
  return halves !== undefined && PARTICLES.some((particle) => text.includes(halves.join(particle)));
}

/** The two words of a compound of four Chinese characters. */
export function splitCompound(stem: string): readonly [string, string] | undefined {
  return /^\p{Script=Han}{4}$/u.test(stem) ? [stem.slice(0, 2), stem.slice(2)] : undefined;
}

/** What can follow the Chinese character of one verb or adjective: 売り, 売れ, 売っ, but 出し is another verb than 出る. */
const CONJUGATIONS = [
  'かきくけこい',
  'がぎぐげごい',
  'さしすせそ',
  'たちつてとっ',
  'なにぬねのん',
  'ばびぶべぼん',
  'まみむめもん',
  'らりるれろっ',
  'わいうえおっ',
  'なまてたるずねんよられ',
  'いくかけさすげ',
];

/** Whether a verb's character stands alone in the text with an ending that its own can become; 来 has all of them. */
function hasVerb(text: string, verb: string, ending: string): boolean {
  for (let at = text.indexOf(verb); at >= 0; at = text.indexOf(verb, at + 1)) {
    const next = text[at + 1] ?? '';
    if (/\p{Script=Han}/u.test(`${text[at - 1] ?? ''}${next}`)) continue;
    if (verb === '来' || !/[ぁ-ゖ]/.test(next)) return true;
    if (next === ending || CONJUGATIONS.some((row) => row.includes(next) && row.includes(ending)))
      return true;
  }
  return false;
}

/** 「応募が全然ない」: the denial stands behind the word, with an adverb between at most. */
const TAIL = /^[ぁ-ゖー]*(?:(?:全然|全く|一切|殆|中々|余|誰|一人|何)[ぁ-ゖー]*)?/u;

/** Whether what follows a word denies it: 「後継者はいる」 does not, whatever else the clause denies. */
function isDeniedBehind(text: string, stem: string): boolean {
  for (let at = text.indexOf(stem); at >= 0; at = text.indexOf(stem, at + 1)) {
    const [tail] = TAIL.exec(text.slice(at + stem.length, at + stem.length + 24)) ?? [''];
    if (DENIAL.test(tail)) return true;
  }
  return false;
}

/** English inflects at the end: a word of five letters or more is found in what begins with it. */
function hasLatin(words: ReadonlySet<string>, stem: string): boolean {
  if (words.has(stem)) return true;
  const base = stem.length > 4 ? stem.replace(/(?:ing|es|s|e)$/, '') : stem;
  return (
    base.length >= 4 && [...words].some((word) => word.startsWith(base) && word.length <= base.length + 4)
  );
}
