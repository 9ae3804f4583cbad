import { defineMessages } from '#ui/messages.ts';

/** Whether "no bias" may be claimed, in words for people who are no statisticians. */
export const biasMessages = defineMessages({
  ja: {
    title: '依頼した企業とのちがい',
    unlike: '「偏りがない」とは言えません。回答した企業の構成は、依頼した企業と異なります。',
    alike:
      '業種・規模・地域の構成については、「目立つ偏りは見られない」と言えます。すべての区分で、ちがいは小さい範囲（標準偏差の0.2倍以内）にあります。',
    unsure: '「偏りがない」とは言えません。このデータでは、偏りがないことを示せません。',
    fewAnswers: '有効回収が30に満たないため、判断できません。',
    wide: '回答が少なく、ちがいが小さいとは言い切れない区分があります。偏りが見つからないことは、偏りがないことを意味しません。',
    unknown: '業種・規模・地域が分からない企業が1割をこえる項目があります。',
    largest: 'ちがいの大きい区分: {list}',
    over: '{name}（回答に多い）',
    under: '{name}（回答に少ない）',
    caveat:
      '比べられるのは、依頼した全企業について分かっている業種・規模・地域だけです。回答の内容そのものに偏りがないことは、示せません。',
    indicator: 'R指標（代表性）',
    indicatorNote: '1 − 2·S(ρ̂)。1に近いほど、どの企業も同じくらい回答しています。',
    chance: '偏りがなくても偶然で下がる目安',
    chanceNote: '1 − 2·√(ρ(1−ρ)·区分の数/N)。R指標がこれに近ければ、偶然の範囲です。',
    maximal: '平均のずれの上限',
    maximalNote: 'S(ρ̂)/ρ。業種・規模・地域の偏りで平均がずれるのは、最大でも標準偏差のこの倍数まで。',
    test: '適合度 χ² = {statistic}（自由度 {df}）、p = {p}（Holm補正 {adjusted}）',
    unreliable: '期待度数の小さい区分があり、p値は目安です。',
    noTest: '区分が1つしかないため、比べられません。',
    partial: '部分R指標（項目） {value}',
    category: '区分',
    asked: '依頼',
    answered: '回答',
    difference: '標準化差',
    interval: '95%信頼区間',
    categoryPartial: '部分R指標',
    tableNote:
      '標準化差＝（回答での割合 − 依頼での割合）÷ 標準偏差。部分R指標は、プラスなら回答が多く、マイナスなら少ない区分。',
    table: '{dimension}ごとの比較の表',
  },
  en: {
    title: 'Against those who were asked',
    unlike:
      '“No bias” cannot be claimed. Those who answered are made up differently from those who were asked.',
    alike:
      'As far as industry, size and region go, “no notable bias” may be claimed: in every category the difference is small (within 0.2 standard deviations).',
    unsure: '“No bias” cannot be claimed: these data cannot show it.',
    fewAnswers: 'There are fewer than 30 valid answers.',
    wide: 'There are too few answers to be sure that the difference is small in every category. That no bias was found does not mean that there is none.',
    unknown: 'Of more than a tenth of the companies the industry, size or region is not known.',
    largest: 'Largest differences: {list}',
    over: '{name} (more among the answers)',
    under: '{name} (fewer among the answers)',
    caveat:
      'Only industry, size and region are known of everybody who was asked. That the answers themselves are without bias cannot be shown.',
    indicator: 'R-indicator',
    indicatorNote: '1 − 2·S(ρ̂). The closer to 1, the more alike is how often companies answer.',
    chance: 'What chance alone would give',
    chanceNote: '1 − 2·√(ρ(1−ρ)·categories/N). An R-indicator near it is within chance.',
    maximal: 'Largest error of a mean',
    maximalNote: 'S(ρ̂)/ρ, in standard deviations, on account of industry, size and region.',
    test: 'Goodness of fit χ² = {statistic} (df {df}), p = {p} (Holm {adjusted})',
    unreliable: 'Some expected counts are small; the p-value is a rough one.',
    noTest: 'There is one category only.',
    partial: 'Partial R-indicator (variable) {value}',
    category: 'Category',
    asked: 'Asked',
    answered: 'Answered',
    difference: 'Standardised difference',
    interval: '95 % interval',
    categoryPartial: 'Partial R',
    tableNote:
      'Standardised difference = (share of answers − share of asked) ÷ standard deviation. A positive partial R-indicator means that more answer, a negative one that fewer do.',
    table: 'Comparison by {dimension}',
  },
});
