import { addDays, tokyoDate, tokyoInstant, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import type { CollectionFields, Collection } from '#domain/records/collections.ts';
import type { NextStep } from '#domain/records/next-step.ts';
import type { Visit } from '#domain/records/visit.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { DemoCompany } from './companies.ts';
import type { DemoPerson } from './people.ts';

/** A record to be made, by whom and when. */
export interface DemoRecord<C extends Collection = Collection> {
  collection: C;
  id: string;
  fields: CollectionFields[C];
  madeBy: string;
  madeAt: Instant;
}

/** A company with the id of its account. */
export interface DemoAccount {
  id: string;
  company: DemoCompany;
  /** One of two records of one company. */
  isRepeated?: boolean;
}

export interface DemoContext {
  random: SeededRandom;
  /** An id as it is made at a time: tasks count from it. */
  newId: (at?: Instant) => string;
  now: Instant;
  coordinators: DemoPerson[];
  /** Keys of the catalogue's programmes, for what was shown during visits. */
  programmeKeys: string[];
  /** Those whose applications end within days. */
  endingSoon: string[];
  questionnaire: Questionnaire;
}

const PURPOSES = [
  '現状と課題の聞き取り',
  '補助金の相談',
  '工場の見学と改善の相談',
  '販路開拓の相談',
  '事業承継の進め方',
];
const NOTES = [
  '人手が足りず、受注を断ることがある。若手の採用と定着が一番の悩み。',
  '原材料の値上がりを価格に転嫁できていない。取引先との交渉の進め方を知りたい。',
  '専務が後を継ぐ予定だが、株式の移し方が決まっていない。',
  '県外の展示会に出たい。費用と手続きを調べて連絡する約束。',
  '検査工程に時間がかかる。画像検査の導入に関心がある。',
];
const STEPS = [
  '補助金の資料を送る',
  '専門家派遣の日程を決める',
  '見積書を確認する',
  '商談会の案内を送る',
  '金融機関に同行する',
];
const TIMES = ['09:30', '10:00', '11:00', '13:30', '14:30', '16:00'];

/** A week of visits around today, with the promises made on them. */
export function inventVisits(context: DemoContext, accounts: readonly DemoAccount[]): DemoRecord[] {
  const today = tokyoDate(context.now);
  const days = [-3, -2, -1, 0, 1, 2, 3];
  const visited = context.random.shuffle(accounts).slice(0, days.length * context.coordinators.length * 3);
  return visited.flatMap((account, index) => {
    const day = days[index % days.length]!;
    const person = context.coordinators[Math.floor(index / days.length) % context.coordinators.length]!;
    const time = TIMES[Math.floor(index / (days.length * context.coordinators.length)) * 2 + (index % 2)]!;
    return inventVisit(context, account, person, addDays(today, day), time, day < 0);
  });
}

function inventVisit(
  context: DemoContext,
  { id: accountId }: DemoAccount,
  person: DemoPerson,
  date: PlainDate,
  time: string,
  isPast: boolean,
): DemoRecord[] {
  const { random } = context;
  const visit: Visit = {
    accountId,
    status: isPast ? 'finished' : 'planned',
    plannedDate: date,
    plannedTime: time,
    purpose: random.pick(PURPOSES),
    participants: [person.userId],
  };
  const madeAt = tokyoInstant(addDays(date, -2), '17:00');
  const id = context.newId(madeAt);
  if (!isPast) return [{ collection: 'visits', id, fields: visit, madeBy: person.userId, madeAt }];

  const startedAt = tokyoInstant(date, time);
  const finishedAt = new Date(Date.parse(startedAt) + (40 + random.below(50)) * 60_000).toISOString();
  const issues = [
    random.pick(['labour', 'sales', 'finance']),
    random.pick(['productivity', 'succession', 'costs']),
  ];
  const programmes = random.shuffle(context.programmeKeys).slice(0, 1 + random.below(2));
  Object.assign(visit, {
    startedAt,
    finishedAt,
    notes: random.pick(NOTES),
    issues,
    programmes,
  } satisfies Partial<Visit>);
  const step: NextStep = {
    accountId,
    visitId: id,
    text: random.pick(STEPS),
    dueDate: addDays(date, 1 + random.below(7)),
    owner: person.userId,
    status: random.chance(0.3) ? 'done' : 'open',
  };
  if (step.status === 'done')
    Object.assign(step, { doneAt: finishedAt, doneBy: person.userId } satisfies Partial<NextStep>);
  return [
    { collection: 'visits', id, fields: visit, madeBy: person.userId, madeAt: finishedAt },
    {
      collection: 'nextSteps',
      id: context.newId(finishedAt),
      fields: step,
      madeBy: person.userId,
      madeAt: finishedAt,
    },
  ];
}
