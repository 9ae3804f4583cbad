import { exclusively } from '#client/browser/exclusively.ts';
import { findRemembered, forgetRemembered, remember } from '#client/storage/device-memory.ts';

/** Stands while a person has signed out here and the server has not heard of it: its cookie still opens everything. */
const DUE_KEY = 'banso.sign-out-due';

const LOCK = 'banso-sign-out';

/** The login belongs to the browser, so a sign-out that comes late would end the login of whoever signed in meanwhile: one at a time. */
let turn: Promise<unknown> = Promise.resolve();

/** Asks the server to end the login of this browser. @throws ApiProblem, Unreachable */
export type EndLogin = () => Promise<void>;

/** Whether somebody signed out here and the server has not heard of it. */
export function isSignOutDue(): boolean {
  return findRemembered(DUE_KEY) !== undefined;
}

/** Notes that the login has to be ended, before anything is tried: a page that dies meanwhile has it noted. */
export function noteSignOutDue(): void {
  remember(DUE_KEY, '1');
}

/** Ends the login where that is due and the server can be reached; it stays due otherwise. Never throws. */
export function tryDueSignOut(endLogin: EndLogin): Promise<void> {
  return inTurn(() => endIfDue(endLogin));
}

/**
 * Signs in after the former login has been ended, if that is due. Where it cannot be
 * ended, the new login replaces it in this browser and nothing is due any longer, so
 * that no late sign-out ends the new one; only a sign-in that failed leaves it due.
 *
 * @throws what the sign-in throws.
 */
export function signInAfterDue<T>(endLogin: EndLogin, signIn: () => Promise<T>): Promise<T> {
  return inTurn(async () => {
    await endIfDue(endLogin);
    const isStillDue = isSignOutDue();
    forgetRemembered(DUE_KEY);
    try {
      return await signIn();
    } catch (error) {
      if (isStillDue) noteSignOutDue();
      throw error;
    }
  });
}

async function endIfDue(endLogin: EndLogin): Promise<void> {
  if (!isSignOutDue()) return;
  try {
    await endLogin();
  } catch (error) {
    // Only the server's word that there is no such login ends it as well.
    if (!(error instanceof Error && 'status' in error && error.status === 401)) return;
  }
  forgetRemembered(DUE_KEY);
}

function inTurn<T>(task: () => Promise<T>): Promise<T> {
  const mine = turn.then(() => exclusively(LOCK, task));
  turn = mine.catch(() => {});
  return mine;
}
