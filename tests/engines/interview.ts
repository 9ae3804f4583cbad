import type { InterviewAnswers } from '#tests/e2e/steps.ts';
import { pause, type Person } from './person.ts';

const GO_ON = { role: 'button', name: /^(次へ|このまま次へ)$/ } as const;
const REVIEW = '回答の確認';
/** As long as a person looks at a row that has come to lie where the last tap was. */
const LOOK_MS = 600;

/**
 * Goes through the questions from the one that is shown, answering what is asked: to the review, or
 * as many as `most`.
 */
export async function answerInterview(
  person: Person,
  answers: InterviewAnswers,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  for (let screens = 0; screens < Math.min(most, 60); screens += 1) {
    const { text: title } = await person.until('a question or the review is shown', async () => {
      const heading = await person.see({ selector: 'h1' });
      return heading.text === REVIEW || (await person.isSeen(GO_ON)) ? heading : null;
    });
    if (title === REVIEW) return;
    for (const [code, answer] of Object.entries(answers)) await giveAnswer(person, code, answer);
    await person.press(GO_ON);
    await person.until(`there is another question than ${title}`, async () => {
      const { text } = await person.see({ selector: 'h1' });
      return text !== title;
    });
  }
  if (most === Number.POSITIVE_INFINITY) throw new Error('the interview does not end');
}

/** Gives the answer to an item if it is on the screen. */
async function giveAnswer(person: Person, code: string, answer: InterviewAnswers[string]): Promise<void> {
  if (typeof answer === 'string') {
    const select = { selector: `select[id="${code}"]` };
    if (await person.isSeen(select)) await person.choose(select, answer);
    else await chooseIfThere(person, `input[type="radio"][name="${code}"][value="${answer}"]`);
  } else if (Array.isArray(answer)) {
    for (const option of answer)
      await chooseIfThere(person, `input[type="checkbox"][name="${code}-${option}"]`);
  } else if ('text' in answer && typeof answer.text === 'string') {
    const field = { selector: `[id="${code}"]` };
    if (await person.isSeen(field)) await person.type(field, answer.text);
  } else {
    for (const [row, options] of Object.entries(answer as Record<string, string | string[]>)) {
      if (!(await person.isSeen({ selector: `input[name="${code}-${row}"]` }))) continue;
      await pause(LOOK_MS);
      for (const option of [options].flat())
        await chooseIfThere(person, `input[name="${code}-${row}"][value="${option}"]`);
    }
  }
}

async function chooseIfThere(person: Person, selector: string): Promise<void> {
  if (await person.isSeen({ selector })) await person.check({ selector });
}
