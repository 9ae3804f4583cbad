import type { Answers } from '#domain/questionnaire/model.ts';

/** What companies write to the issue that they name first; invented, and of nobody. */
const DETAILS: Record<string, readonly string[]> = {
  labour: [
    '若い人の応募がなく、現場の高齢化が進んでいる',
    '募集しても応募がない',
    '人件費が上がり、採用が難しい',
    '技能を教える人が足りない',
  ],
  sales: [
    '県外への売り先が見つからない',
    '取引先が減り、新しい販路を探している',
    '通信販売を始めたいが進め方が分からない',
  ],
  finance: ['返済の負担が重い', '設備を入れたいが借入れが増やせない'],
  productivity: ['手書きの作業が多く、時間がかかる', '段取り替えに時間を取られる'],
  succession: ['後継者がいない', '息子が継ぐか決まっていない'],
  costs: ['燃料と資材の値上がりを価格に転嫁できない'],
  digital: ['パソコンに詳しい人がいない'],
};
/** Why they found the support as they say. */
const REASONS: Record<string, readonly string[]> = {
  satisfied: ['担当の方が親身に話を聞いてくれた', '専門家の助言が具体的だった', '対応が早かった'],
  somewhat_satisfied: ['相談はしやすかったが、書類が多い', '助言は役に立った'],
  somewhat_dissatisfied: ['申請の手続きが複雑だった', '結果が出るまで時間がかかった'],
  dissatisfied: ['希望した支援が受けられなかった'],
};

/**
 * Answers with words of their own, of about a third of those who may say some. It draws nothing: who
 * writes what follows from the company's place in the list, so that all other answers stay as they are.
 */
export function withWords(answers: Answers, index: number): Answers {
  const { issues, satisfaction } = answers;
  const first = Array.isArray(issues) ? issues[0] : undefined;
  const detail = pick(DETAILS, first, index);
  const reason = pick(REASONS, typeof satisfaction === 'string' ? satisfaction : undefined, index);
  return {
    ...answers,
    ...(detail !== undefined && index % 3 === 0 && { issues_detail: detail }),
    ...(reason !== undefined && index % 2 === 0 && { satisfaction_reason: reason }),
  };
}

function pick(
  words: Readonly<Record<string, readonly string[]>>,
  code: string | undefined,
  index: number,
): string | undefined {
  const own = code === undefined || !Object.hasOwn(words, code) ? [] : words[code]!;
  return own[Math.floor(index / 6) % (own.length || 1)];
}
