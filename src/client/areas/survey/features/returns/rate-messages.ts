import type { RateCode } from '#domain/fieldwork/returns/response-rates.ts';
import type { UnitDisposition } from '#domain/fieldwork/returns/unit-disposition.ts';
import { defineMessages } from '#ui/messages.ts';

/** What the rates are called. */
export const rateNames = defineMessages<RateCode>({
  ja: {
    returned: '回収率（有効回収 ÷ 発送）',
    returnedOfReached: '回収率（宛先不明を除く）',
    RR1: 'RR1 回答率（最小）',
    RR2: 'RR2 回答率（一部回答を含む）',
    RR3: 'RR3 回答率（対象の割合を推定）',
    RR4: 'RR4 回答率（推定、一部回答を含む）',
    RR5: 'RR5 回答率（最大）',
    RR6: 'RR6 回答率（最大、一部回答を含む）',
    COOP1: 'COOP1 協力率',
    REF1: 'REF1 拒否率',
    CON1: 'CON1 接触率',
  },
  en: {
    returned: 'Return rate (valid ÷ sent)',
    returnedOfReached: 'Return rate (without undeliverable)',
    RR1: 'RR1 response rate (minimum)',
    RR2: 'RR2 response rate (with partial)',
    RR3: 'RR3 response rate (estimated eligible)',
    RR4: 'RR4 response rate (estimated, with partial)',
    RR5: 'RR5 response rate (maximum)',
    RR6: 'RR6 response rate (maximum, with partial)',
    COOP1: 'COOP1 cooperation rate',
    REF1: 'REF1 refusal rate',
    CON1: 'CON1 contact rate',
  },
});

/** How each is defined, in the letters of AAPOR's Standard Definitions. */
export const rateDefinitions = defineMessages<RateCode>({
  ja: {
    returned: '（完了＋一部回答）÷ 発送したすべて',
    returnedOfReached: '（完了＋一部回答）÷（発送 − 宛先不明）',
    RR1: 'I ÷（I＋P＋R＋NC＋O＋U）',
    RR2: '（I＋P）÷（I＋P＋R＋NC＋O＋U）',
    RR3: 'I ÷（I＋P＋R＋NC＋O＋e·U）',
    RR4: '（I＋P）÷（I＋P＋R＋NC＋O＋e·U）',
    RR5: 'I ÷（I＋P＋R＋NC＋O）',
    RR6: '（I＋P）÷（I＋P＋R＋NC＋O）',
    COOP1: 'I ÷（I＋P＋R＋O）',
    REF1: 'R ÷（I＋P＋R＋NC＋O＋U）',
    CON1: '（I＋P＋R＋O）÷（I＋P＋R＋NC＋O＋U）',
  },
  en: {
    returned: '(complete + partial) ÷ all sent',
    returnedOfReached: '(complete + partial) ÷ (sent − undeliverable)',
    RR1: 'I ÷ (I + P + R + NC + O + U)',
    RR2: '(I + P) ÷ (I + P + R + NC + O + U)',
    RR3: 'I ÷ (I + P + R + NC + O + e·U)',
    RR4: '(I + P) ÷ (I + P + R + NC + O + e·U)',
    RR5: 'I ÷ (I + P + R + NC + O)',
    RR6: '(I + P) ÷ (I + P + R + NC + O)',
    COOP1: 'I ÷ (I + P + R + O)',
    REF1: 'R ÷ (I + P + R + NC + O + U)',
    CON1: '(I + P + R + O) ÷ (I + P + R + NC + O + U)',
  },
});

/** On what the rates rest. */
export const rateBasis = defineMessages({
  ja: {
    limits:
      'I（完了）は、尋ねた必須の設問の{completeFrom}％以上、P（一部回答）は{partialFrom}％以上に答えた回答。',
    source: '回答率の定義は AAPOR Standard Definitions（2023）による。',
    given: 'e = {e}（与えた値）。',
    observed:
      'e = {e}：対象かどうか分からない企業のうち対象とみなす割合。対象かどうか分かった企業での割合（I＋P＋R＋NC＋O）÷（I＋P＋R＋NC＋O＋NE）と同じとみなした。',
    assumed: 'e = 1：対象かどうか分かった企業がまだないため、すべて対象とみなした。',
  },
  en: {
    limits:
      'I (complete): answers to {completeFrom} % or more of the required questions asked; P (partial): to {partialFrom} % or more.',
    source: 'Response rates as defined by the AAPOR Standard Definitions (2023).',
    given: 'e = {e} (given).',
    observed:
      'e = {e}: the share of companies of unknown eligibility that is taken to be eligible, as among those known: (I + P + R + NC + O) ÷ (I + P + R + NC + O + NE).',
    assumed: 'e = 1: of no company is it known yet, so all are taken to be eligible.',
  },
});

/** What became of a company, with the letter under which it enters the rates. */
export const unitDispositionNames = defineMessages<UnitDisposition>({
  ja: {
    complete: '完了（I）',
    partial: '一部回答（P）',
    breakOff: '途中まで（R）',
    refusal: '拒否（R）',
    blank: '白紙（R）',
    contacted: '連絡はついた（NC）',
    other: 'そのほか（O）',
    undeliverable: '宛先不明（U）',
    noReply: '返答なし（U）',
    notEligible: '対象外・廃業（NE）',
    late: '締切後の回答（NC）',
  },
  en: {
    complete: 'Complete (I)',
    partial: 'Partial (P)',
    breakOff: 'Broken off (R)',
    refusal: 'Refused (R)',
    blank: 'Blank (R)',
    contacted: 'Contacted (NC)',
    other: 'Other (O)',
    undeliverable: 'Undeliverable (U)',
    noReply: 'No reply (U)',
    notEligible: 'Not eligible, closed (NE)',
    late: 'Answered after the period (NC)',
  },
});
