/**
 * Words that companies, sheets and the vocabulary write in Chinese characters, by how they are read: whoever types
 * しょうてんがい or トッキョ means the same. Words of two readings that are as usual in hiragana for something else (ちょうど, こうして) are left out.
 */
const NOUNS = `
しきんぐり資金繰り しきん資金 うんてんしきん運転資金 ゆうし融資 ぎんこう銀行 しんようきんこ信用金庫 かりいれ借入 しゃっきん借金 へんさい返済 きんり金利 りそく利息
ほしょうりょう保証料 ほしょうにん保証人 ほしょう保証 たんぽ担保 ほじょきん補助金 ほじょ補助 じょせいきん助成金 とうし投資 とうしか投資家 しゅっし出資 じょうじょう上場 あかじ赤字 むりし無利子
ていり低利 しはらい支払 うりかけ売掛 げんきん現金 りえき利益 こていひ固定費 けいひ経費 ぜいきん税金 しょうひぜい消費税 かくていしんこく確定申告 しんこく申告
けっさん決算 きちょう記帳 ちょうぼ帳簿 けいり経理 かいけい会計 ぼき簿記 ざいむ財務 ぜいむ税務 じむ事務
ひとでぶそく人手不足 ひとで人手 じんざい人材 じんざいいくせい人材育成 いくせい育成 けんしゅう研修 さいよう採用 しんそつ新卒 きゅうじん求人 ぼしゅう募集 おうぼ応募 こよう雇用 しゅうしょく就職
しゃいん社員 じゅうぎょういん社員 しんじん新人 わかて若手 わかもの若手 ていちゃく定着 りしょく離職 たいしょく退職 ていねん定年 こうれいしゃ高齢者 こうれいか高齢化 ちゅうこうねん中高年 さいしゅうしょく再就職
しょうがいしゃ障害者 しょうがい障害 じょせい女性 こそだて子育て いくじ育児 かいご介護 ざんぎょう残業 きゅうりょう給料 ちんあげ賃上げ ちんぎん賃金 さいていちんぎん最低賃金 せいしゃいん正社員 せいきこよう正規雇用 ひせいき非正規
がいこくじん外国人 じっしゅうせい実習生 こうこうせい高校生 がくせい学生 だいがくせい大学生 しょくばたいけん職場体験 しょくば職場 ろうむ労務 しゃかいほけん社会保険 はたらきかた働き方 りょうりつ両立 ぎのう技能 しょくにん職人 じゅくれん熟練
はんろかいたく販路開拓 はんろ販路 はんばい販売 えいぎょう営業 うりあげ売上 うりさき売り先 とりひきさき取引先 とりひき取引 ちゅうもん注文 じゅちゅう受注 はっちゅう発注 したうけ下請 もとうけ元請 おろし卸 しじょう市場
しゅとけん首都圏 とうきょう東京 かんとう関東 かんさい関西 なごや名古屋 おおさか大阪 けんがい県外 ぜんこく全国 ひゃっかてん百貨店 りょうはんてん量販店 てんじかい展示会 みほんいち見本市 しょうだんかい商談会 しょうだん商談
つうしんはんばい通信販売 つうはん通販 せんでん宣伝 こうこく広告 ちめいど知名度 こうりてん小売店 こうり小売 しょうてんがい商店街 しょうてん商店 あきてんぽ空き店舗 てんぽ店舗 みせづくり店づくり しょうこうかい商工会 くみあい組合 きょうどうくみあい協同組合
かんこうきゃく観光客 かんこう観光 りょかん旅館 おんせん温泉 みんしゅく民宿 しゅくはく宿泊 ゆうきゃく誘客 しんかんせん新幹線 おみやげ土産 みやげ土産 みりょく魅力
せつびとうし設備投資 せつび設備 きかい機械 ろうきゅうか老朽化 こうしん更新 しゅうり修理 こうじょう工場 そうこ倉庫 れいぞうこ冷蔵庫 れいとうこ冷凍庫 しゃりょう車両 かっぷ割賦 ぞうせつ増設 しんせつ新設 こうどか高度化
でんきだい電気代 でんき電気 でんりょく電力 こうねつひ光熱費 ねんりょう燃料 ねんりょうひ燃料費 とうゆ灯油 じゅうゆ重油 げんざいりょう原材料 ざいりょう材料 げんりょう原料 しいれ仕入 ねあげ値上げ ねあがり値上がり こうとう高騰 かかくてんか価格転嫁 ぶっかだか物価高 しょうえね省エネ せつでん節電
せいさんせい生産性 せいさん生産 げんばかいぜん現場改善 げんば現場 かいぜん改善 ひんしつ品質 こうりつか効率化 こうりつ効率 のうき納期 ざいこ在庫 こうてい工程 むだ無駄 ぎょうむ業務
じぎょうしょうけい事業承継 しょうけい承継 こうけいしゃ後継者 あととり後継者 あとつぎ後継者 いんたい引退 はいぎょう廃業 そうぞく相続 じぎょうけいかく事業計画 じぎょうけいぞく事業継続 じぎょう事業
しんしょうひん新商品 しんせいひん新製品 しょうひんかいはつ商品開発 しょうひん商品 せいひん製品 かいはつ開発 けんきゅうかいはつ研究開発 けんきゅう研究 だいがく大学 さんがくかん産学官 さんがくれんけい産学連携 きょうどうけんきゅう共同研究 きょうどう共同 れんけい連携 しさく試作 しんぎじゅつ新技術 ぎじゅつ技術
とっきょ特許 しょうひょう商標 ちてきざいさん知的財産 ちざい知財 いしょう意匠 とうろく登録 かつよう活用 にんてい認定 しょうにん承認 けいえいかくしん経営革新 けいえい経営 けいかく計画
のうしょうこうれんけい農商工連携 ろくじさんぎょう６次産業 のうさんぶつ農産物 のうか農家 のうぎょう農業 さんにゅう参入 しんぶんや新分野 しんじぎょう新事業 たかくか多角化 かこうひん加工品 かこう加工 しょくひん食品 すいさんかこう水産加工 すいさん水産 ぎょぎょう漁業 りょうし漁師 やさい野菜 くだもの果物 にほんしゅ日本酒
でんとうこうげい伝統工芸 でんとう伝統 こうげいひん工芸品 こうげい工芸 しっき漆器 つがるぬり津軽塗
いりょうきき医療機器 いりょう医療 ふくし福祉 けんこうしょくひん健康食品 けんこう健康 たいようこう太陽光 ふうりょくはつでん風力発電 ふうりょく風力 はつでん発電 ちちゅうねつ地中熱 ちくでんち蓄電池 さいせいかのう再生可能 さいえね再エネ でんきじどうしゃ電気自動車 じどうしゃ自動車 げんしりょく原子力 げんぱつ原発 しょくぶつこうじょう植物工場 かんきょう環境
けんせつぎょう建設業 けんせつ建設 どぼく土木 こうきょうこうじ公共工事 こうじ工事
かいがい海外 ゆしゅつ輸出 ぼうえき貿易 たいわん台湾 ちゅうごく中国 ほんこん香港 かんこく韓国 がいこく外国 ほうにち訪日
さいがい災害 ぼうさい防災 じしん地震 つなみ津波 ていでん停電 おおゆき大雪 すいがい水害 たいふう台風 しんさい震災 ひさい被災 ふっきゅう復旧 ふっこう復興
そうぎょう創業 かいぎょう開業 どくりつ独立 きぎょう起業 きぎょうか起業家 ちいきしげん地域資源 ちいき地域 じもと地元 せんもんか専門家 そうだん相談 はけん派遣 しえん支援 せいど制度 まどぐち窓口 しんだん診断
ろせんばす路線バス ろせん路線 てつどう鉄道 うんそう運送 うんてんしゅ運転手 じょうほうか情報化 じょうほう情報 くるま車 さかな魚 おかね金
でじたるデジタル ぱそこんパソコン しすてむシステム ねっとネット ほーむぺーじホームページ りーすリース ぶらんどブランド でざいんデザイン ほてるホテル ろぼっとロボット ふぁんどファンド いんばうんどインバウンド いんたーんインターン ほたてホタテ ばいおますバイオマス びーしーぴーBCP`;

/** Verbs and adjectives, which are words of their own only behind a noun: じんざいがたりない. */
const PREDICATES = `
たりない足りない たりず足りず たりん足りん あつまらない集まらない こない来ない きてほしい来てほしい きてくれない来てくれない いない居ない みつからない見つからない
やめる辞める やめて辞めて やめた辞めた そだたない育たない そだてたい育てたい ふやしたい増やしたい ふえない増えない へらしたい減らしたい へらない減らない へった減った へって減って
うれない売れない うりたい売りたい うりこみたい売り込みたい ひろげたい広げたい つくりたい作りたい はじめたい始めたい ひらきたい開きたい だしたい出したい かりたい借りたい かえせない返せない かしてくれない貸してくれない はらえない払えない うけたい受けたい とりたい取りたい かいたい買いたい いれたい入れたい なおしたい直したい
ふるい古い ふるく古く こわれた壊れた こわれそう壊れそう たかい高い たかすぎる高すぎる たかくて高くて あがった上がった あがって上がって さがった下がった おちた落ちた おちて落ちて くるしい苦しい きびしい厳しい わからない分からない できない出来ない つぎたい継ぎたい ゆずりたい譲りたい たかめたい高めたい しりたい知りたい まなびたい学びたい くみたい組みたい`;

const NOUN_OF = readTable(NOUNS);
const PREDICATE_OF = readTable(PREDICATES);
const LONGEST = Math.max(...[...NOUN_OF.keys(), ...PREDICATE_OF.keys()].map(({ length }) => length));
/** In hiragana alone, nothing as short is a word of its own without doubt. */
const LEAST_OF_A_READING = 3;

function readTable(table: string): ReadonlyMap<string, string> {
  return new Map([...table.matchAll(/([ぁ-ゖー]+)([^\s]+)/gu)].map(([, reading, word]) => [reading!, word!]));
}

/** What may stand behind a noun: the end, a particle, what makes it a verb, or another word. */
const PARTICLE = /^(?:から|まで|より|への|での|との|だけ|など|とか|が|を|に|は|も|の|と|で|へ|や|さ)/u;
const VERB = /^(?:し(?:たい|て|た|な|ま|よ|$)|する|でき|だ|です)/u;

const HIRAGANA = /(?<![ぁ-ゖー])[ぁ-ゖー]{3,}/gu;
const KATAKANA = /[ァ-ヴー]{3,}/gu;
const KANA = /[ぁ-ゖァ-ヴ]{3}/u;

/** A text, of one width, with the words that are written as they are read in their usual characters. */
export function writeKanaWords(text: string): string {
  if (!KANA.test(text)) return text;
  return text.replace(KATAKANA, (run) => writeWholeRun(toHiragana(run)) ?? run).replace(HIRAGANA, writeRun);
}

/** A run that begins with a noun, with what else follows it by particles; any other as it is. */
function writeRun(run: string): string {
  let written = '';
  let rest = run;
  for (;;) {
    const noun = findNoun(rest);
    if (noun === undefined) return written + writePredicate(rest, written !== '');
    written += NOUN_OF.get(noun)!;
    rest = rest.slice(noun.length);
    if (findNoun(rest) !== undefined) continue;
    const [particle = ''] = PARTICLE.exec(rest) ?? [];
    written += particle;
    rest = rest.slice(particle.length);
  }
}

function writePredicate(rest: string, isBehindNoun: boolean): string {
  if (isBehindNoun)
    for (let length = Math.min(LONGEST, rest.length); length >= LEAST_OF_A_READING; length -= 1) {
      const word = PREDICATE_OF.get(rest.slice(0, length));
      if (word !== undefined) return word + rest.slice(length);
    }
  return rest;
}

/** The longest noun at the beginning that ends where a word can end. */
function findNoun(run: string): string | undefined {
  for (let length = Math.min(LONGEST, run.length); length >= LEAST_OF_A_READING; length -= 1) {
    const reading = run.slice(0, length);
    const rest = run.slice(length);
    if (!NOUN_OF.has(reading)) continue;
    if (rest === '' || PARTICLE.test(rest) || VERB.test(rest) || findNoun(rest) !== undefined) return reading;
  }
  return undefined;
}

/** In katakana only what is nothing but such words: シキングリ, but not デザイン. */
function writeWholeRun(run: string): string | undefined {
  let written = '';
  for (let rest = run; rest !== '';) {
    const noun = findNoun(rest);
    if (noun === undefined) return undefined;
    written += NOUN_OF.get(noun)!;
    rest = rest.slice(noun.length);
  }
  return written;
}

/** ァ to ぁ; the long sound has one sign. */
function toHiragana(run: string): string {
  return run.replace(/[ァ-ヴ]/gu, (sign) => String.fromCodePoint(sign.codePointAt(0)! - 0x60));
}
