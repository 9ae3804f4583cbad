import { fillText } from '#domain/canonical/fill-text.ts';
import type { Language, LocalisedText } from '#domain/canonical/language.ts';

/** What stands in a report book beside the questionnaire's own words. */
const WORDS = {
  total: { ja: '全体', en: 'Total' },
  unanswered: { ja: '無回答', en: 'No answer' },
  refused: { ja: '答えたくない', en: 'Refused' },
  dontKnow: { ja: 'わからない', en: 'Do not know' },
  notShown: { ja: '表示できず（アプリの版が古い）', en: 'Not shown (app too old)' },
  group: { ja: '区分', en: 'Group' },
  question: { ja: '設問', en: 'Question' },
  answer: { ja: '回答', en: 'Answer' },
  count: { ja: '件数', en: 'Count' },
  weightedCount: { ja: '件数（重み付き）', en: 'Weighted count' },
  percent: { ja: '％', en: '%' },
  low: { ja: '95％区間 下', en: '95 % interval, low' },
  high: { ja: '95％区間 上', en: '95 % interval, high' },
  mean: { ja: '平均', en: 'Mean' },
  sd: { ja: '標準偏差', en: 'Standard deviation' },
  n: { ja: 'n', en: 'n' },
  weightedBase: { ja: '重み付きn', en: 'Weighted n' },
  letters: { ja: '有意差', en: 'Differences' },
  small: { ja: '少', en: 'few' },
  hidden: { ja: 'n={limit}未満のため表示しません', en: 'not shown: n below {limit}' },
  survey: { ja: '調査', en: 'Survey' },
  by: { ja: '分類', en: 'Attribute' },
  simple: { ja: 'なし（単純集計）', en: 'None (simple table)' },
  base: { ja: '母数', en: 'Base' },
  asked: {
    ja: '設問の対象となった回答（無回答には「わからない」「答えたくない」を含みます）',
    en: 'Responses to which the question applies (no answer includes "do not know" and "refused")',
  },
  answered: { ja: '設問に答えた回答（無回答は除く）', en: 'Responses that answered the question' },
  responses: { ja: '有効回答', en: 'Responses' },
  responsesValue: { ja: '{n}件', en: '{n}' },
  period: { ja: '受付', en: 'Received' },
  periodValue: { ja: '{from} ～ {to}', en: '{from} to {to}' },
  filter: { ja: '絞り込み', en: 'Filter' },
  noFilter: { ja: 'なし（すべての回答）', en: 'None (all responses)' },
  weighting: { ja: '重み', en: 'Weights' },
  unweighted: { ja: '重み付けなし', en: 'Unweighted' },
  weighted: {
    ja: '{name}（割合は重み付き、nは重みなし）',
    en: '{name} (percentages are weighted, n is not)',
  },
  dataVersion: { ja: 'データ版', en: 'Data version' },
  dataVersionValue: {
    ja: '{hash}（調査票 第{revision}版）',
    en: '{hash} (questionnaire revision {revision})',
  },
  madeAt: { ja: '作成', en: 'Made at' },
  tables: { ja: '集計表', en: 'Tables' },
  tablesValue: { ja: '{n}表', en: '{n}' },
  testing: { ja: '検定', en: 'Tests' },
  noTests: { ja: '行っていません', en: 'None' },
  withTests: {
    ja: 'クロス集計は、セルごとに調整済み残差（Holm法で補正、5％水準）、表ごとにカイ二乗検定（期待度数が小さいときはモンテカルロ法、複数回答は2次補正の検定）、区分どうしの比較（Holm法で補正、小文字5％・大文字1％水準）。単純集計は95％信頼区間（Wilson法）。',
    en: 'Cross tables: adjusted residuals by cell (Holm, 5 %), χ² by table (by simulation where expected counts are small, the second-order adjusted test for several answers), groups compared with each other (Holm; small letters 5 %, capitals 1 %). Simple tables: 95 % intervals (Wilson).',
  },
  intervals: { ja: '95％信頼区間（Wilson法）', en: '95 % intervals (Wilson)' },
  lettersRule: {
    ja: '有意差の文字は、その文字の区分より割合が高いことを示します（比率の差の検定、Holm法で補正、小文字は5％、大文字は1％水準）。',
    en: 'Letters: the percentage is higher than that of the group of the letter (test of proportions, Holm; small letters 5 %, capitals 1 %).',
  },
  caution: { ja: '注意', en: 'Caution' },
  invented: {
    ja: '作られた見本データ {n}件が含まれています。実際の調査結果ではありません。',
    en: 'Contains {n} invented sample responses. Not the result of a real survey.',
  },
  contents: { ja: '目次', en: 'Contents' },
  overview: { ja: '調査概要', en: 'About the survey' },
  toContents: { ja: '目次へ戻る', en: 'Back to the contents' },
  number: { ja: '番号', en: 'No.' },
  table: { ja: '表', en: 'Table' },
  omitted: { ja: '作れなかった表', en: 'Tables that could not be made' },
  lacks: {
    ja: '{heading}：見られる設問の中にありません（{names}）',
    en: '{heading}: no such question that may be seen ({names})',
  },
  several: {
    ja: '複数回答のため、割合の合計は100を超えることがあります。',
    en: 'Several answers were possible, so percentages may add up to more than 100.',
  },
  rounding: {
    ja: '「-」は該当なし、「0.0」は0.05％未満です。四捨五入のため、合計が100にならないことがあります。',
    en: '"-" is nobody, "0.0" less than 0.05 %. Percentages are rounded and need not add up to 100.',
  },
  smallRule: {
    ja: '「少」は n={small} 未満の区分で、参考としてお読みください。n={hidden} 未満の区分は割合を表示しません（読み誤りを避けるためで、回答者を伏せるためではありません）。',
    en: '"few": n below {small}, to be read with care. Percentages of groups with n below {hidden} are not shown (because they mislead; this does not protect respondents).',
  },
  marks: {
    ja: '矢印は、全体との差のうち検定（調整済み残差、Holm法で補正、5％水準）で確かめたもの：↑↑ {large}ポイント以上高い、↑ {notable}ポイント以上高い、↓ {notable}ポイント以上低い、↓↓ {large}ポイント以上低い（n={small}以上の区分）。',
    en: 'Arrows: differences from the total that a test bears (adjusted residuals, Holm, 5 %): ↑↑ {large} points and more above, ↑ {notable} and more above, ↓ {notable} and more below, ↓↓ {large} and more below (groups with n of {small} and more).',
  },
  ranks: {
    ja: '①②③は、各行で多い順の上位{n}つです。',
    en: '①②③: the {n} most frequent answers of each row.',
  },
  emptyGroups: {
    ja: '回答のない区分は省いています（{names}）。',
    en: 'Groups without responses are left out ({names}).',
  },
  totalRule: {
    ja: '全体には、分類に答えていない回答も含みます。',
    en: 'The total includes responses without an answer to the attribute.',
  },
  pair: { ja: '{label}：{value}', en: '{label}: {value}' },
  inUnit: { ja: '{label}（{unit}）', en: '{label} ({unit})' },
  comma: { ja: '、', en: ', ' },
  chiSquare: {
    ja: 'カイ二乗検定：χ²={statistic}、自由度{df}、{p}、クラメールのV={v}',
    en: 'χ² test: χ² = {statistic}, df = {df}, {p}, Cramér’s V = {v}',
  },
  notValid: {
    ja: '（期待度数5未満のセルが{n}個あるため参考です）',
    en: ' ({n} cells with expected counts below 5: read with care)',
  },
  monteCarlo: {
    ja: 'モンテカルロ法による検定（{n}回）：{p}',
    en: 'Test by simulation ({n} replicates): {p}',
  },
  multipleAnswer: {
    ja: '複数回答の検定（2次補正）：χ²={statistic}、自由度{df}、{p}',
    en: 'Test for several answers (second-order adjusted): χ² = {statistic}, df = {df}, {p}',
  },
  raoScott: {
    ja: '重み付きの検定（Rao–Scott 2次補正）：F={statistic}、自由度{df1}と{df2}、{p}',
    en: 'Weighted test (Rao–Scott, second order): F = {statistic}, df = {df1} and {df2}, {p}',
  },
  notTested: {
    ja: '検定はできませんでした（比べる区分または回答が足りません）',
    en: 'No test was possible (too few groups or answers to be compared)',
  },
} satisfies Record<string, LocalisedText>;

export type BookWord = keyof typeof WORDS;
export type SayWord = (word: BookWord, parameters?: Record<string, string | number>) => string;

/** The words of a book in a language; `{name}` stands for a parameter. */
export function wordsOfBook(language: Language): SayWord {
  return (word, parameters) => fillText(WORDS[word][language], parameters);
}
