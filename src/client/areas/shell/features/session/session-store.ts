import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { hasRight, ROLES, type Right } from '#domain/access/permissions.ts';
import { closeWorkspace, openWorkspace, tellWorkspace, type Session } from '#client/records/workspace.ts';
import { findRemembered, forgetRemembered, remember as rememberWord } from '#client/storage/device-memory.ts';
import type { ProblemCode } from '#protocol/problems.ts';
import type { UpdateCentre } from '#protocol/session.ts';
import { isSignOutDue, noteSignOutDue, signInAfterDue, tryDueSignOut } from './due-sign-out.ts';

/** Where the device remembers who works on it, so that the app starts without a network. */
const STORAGE_KEY = 'banso.session';

/** So long after a sign-out that did not reach the server the next attempt is made. */
const SIGN_OUT_RETRY_MS = 15_000;

const NOT_SIGNED_IN: ProblemCode = 'not-signed-in';
/** The server's word, and the only one, on which a device gives up what it holds. */
const ENDED: readonly string[] = ['person-dismissed', 'device-revoked'] satisfies ProblemCode[];

/** Loaded when first needed: the first screen works without the server. */
const loadApi = (): Promise<SessionApi> => import('#client/api/session-api.ts');
type SessionApi = typeof import('#client/api/session-api.ts');

const endLogin = async (): Promise<void> => (await loadApi()).signOut();

/**
 * Who is signed in. The device believes what it last heard: recording goes on without
 * a network and also when the login has run out; only syncing then waits (`expired`).
 */
export const useSessionStore = defineStore('session', () => {
  const session = ref<Session | null>(null);
  const expired = ref(false);
  /** What the person has on this device could not be opened. */
  const hasOpeningFailed = ref(false);
  /** The server has not heard yet that the last person signed out here. */
  const isSignOutUnheard = ref(false);
  let nextAttempt: ReturnType<typeof setTimeout> | undefined;
  const isSignedIn = computed(() => session.value !== null);

  function can(right: Right): boolean {
    return session.value !== null && hasRight(session.value.user.role, right);
  }

  /** Opens the workspace of the person whom this device remembers, if any. Needs no network. */
  async function restore(): Promise<void> {
    if (isSignOutDue()) {
      window.addEventListener('online', () => void endDueLogin());
      void endDueLogin();
    }
    const remembered = readRemembered();
    if (!remembered) return;
    window.addEventListener('storage', followOtherTabs);
    await open(remembered);
    session.value = remembered;
  }

  async function open(person: Session): Promise<void> {
    hasOpeningFailed.value = true;
    await openWorkspace(person);
    hasOpeningFailed.value = false;
  }

  /** Asks the server whether the login still holds and whether the role has changed. */
  async function refresh(): Promise<void> {
    if (!session.value) return;
    try {
      hear(await (await loadApi()).fetchSession());
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === NOT_SIGNED_IN) expired.value = true;
      if (typeof code === 'string' && ENDED.includes(code)) await end();
    }
  }

  /**
   * What happened in another tab holds here too: nobody's records stay open after they have signed out.
   * Storage that was cleared as a whole (no key) is no sign-out, see `watchDevice`.
   */
  function followOtherTabs({ key, newValue }: StorageEvent): void {
    if (!session.value || key !== STORAGE_KEY) return;
    const other = parseRemembered(newValue);
    if (other?.user.id === session.value.user.id && other.centre.id === session.value.centre.id) {
      session.value = other;
      tellWorkspace(other);
      return;
    }
    closeWorkspace();
    startAfresh();
  }

  /** Takes in what the server says of who is signed in: the role may have changed, or the login be somebody else's. */
  function hear(fresh: Session): void {
    if (!session.value) return;
    expired.value = fresh.user.id !== session.value.user.id;
    // Who has signed out, here or in another tab, is not brought back by an answer that was on its way.
    if (!expired.value && findRemembered(STORAGE_KEY) !== undefined) remember(fresh);
  }

  /** @throws ApiProblem, Unreachable */
  async function signIn(email: string, password: string): Promise<void> {
    await beginWith((api) => api.signIn(email, password));
  }

  /** Uses a one-time link (first administrator, or setting a password) and signs in. @throws ApiProblem, Unreachable */
  async function spendLink(token: string, body: object): Promise<void> {
    await beginWith((api) => api.spendLink(token, body));
  }

  /** Changes what the centre says of itself. @throws ApiProblem, Unreachable */
  async function updateCentre(changes: UpdateCentre): Promise<void> {
    const centre = await (await loadApi()).updateCentre(changes);
    if (session.value?.centre.id === centre.id) remember({ ...session.value, centre });
  }

  /**
   * Signs out on the server where it can be reached, else as soon as it can, and on this
   * device in any case. The person's database stays, with what waits to be sent, for their
   * return.
   */
  async function signOut(): Promise<void> {
    // First of all: nobody is remembered while a login is due to be ended, however this page dies.
    forgetRemembered(STORAGE_KEY);
    noteSignOutDue();
    await tryDueSignOut(endLogin);
    closeWorkspace();
    startAfresh();
  }

  /**
   * Signs out and takes everything of this person off the device. What the server does not have is
   * sealed to the centre first, so that nothing is lost and nobody here can read it.
   *
   * @throws when it could not be sealed; the records then stay as they are, and so does the person.
   */
  async function clearAndSignOut(): Promise<void> {
    const left = session.value;
    if (!left) return;
    await (await import('./leave-device.ts')).leaveDevice(left);
    await signOut();
  }

  /** The person has left the centre, or the device was signed out for good: nothing of theirs stays open here. */
  async function end(): Promise<void> {
    try {
      await clearAndSignOut();
    } catch (error) {
      // Never lose a record: without a key to seal it to, it waits here, closed.
      console.error('the records could not be sealed', error);
      await signOut();
    }
  }

  /** Ends a login that somebody has signed out of without a network: now, or when there is one. */
  async function endDueLogin(): Promise<void> {
    isSignOutUnheard.value = isSignOutDue();
    if (!isSignOutUnheard.value) return;
    await tryDueSignOut(endLogin);
    isSignOutUnheard.value = isSignOutDue();
    clearTimeout(nextAttempt);
    // Not every browser tells that the network is back.
    if (isSignOutUnheard.value) nextAttempt = setTimeout(() => void endDueLogin(), SIGN_OUT_RETRY_MS);
  }

  async function beginWith(request: (api: SessionApi) => Promise<Session>): Promise<void> {
    const api = await loadApi();
    try {
      await begin(await signInAfterDue(endLogin, () => request(api)));
    } finally {
      isSignOutUnheard.value = isSignOutDue();
    }
  }

  async function begin(fresh: Session): Promise<void> {
    const before = session.value?.user.id;
    // The workspace first: the app appears as soon as somebody is signed in.
    if (before === undefined) await open(fresh);
    remember(fresh);
    expired.value = false;
    if (before !== undefined && before !== fresh.user.id) startAfresh();
  }

  function remember({ user, centre, sealingKey }: Session): void {
    session.value = sealingKey === undefined ? { user, centre } : { user, centre, sealingKey };
    tellWorkspace(session.value);
    rememberWord(STORAGE_KEY, JSON.stringify(session.value));
  }

  /** Remembers once more who works here: the browser's data was cleared. */
  function rememberAgain(): void {
    if (session.value) remember(session.value);
  }

  return {
    session,
    expired,
    hasOpeningFailed,
    rememberAgain,
    isSignOutUnheard,
    isSignedIn,
    can,
    restore,
    refresh,
    hear,
    signIn,
    spendLink,
    updateCentre,
    signOut,
    clearAndSignOut,
    end,
  };
});

/** Loads the app anew: nothing of one person may stay in memory for the next. */
function startAfresh(): void {
  location.assign(import.meta.env.BASE_URL);
}

function readRemembered(): Session | null {
  return parseRemembered(findRemembered(STORAGE_KEY));
}

function parseRemembered(text: string | null | undefined): Session | null {
  if (!text) return null;
  try {
    return findSession(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The session in what an older version of the app may have left; a few lines, where a schema would weigh 2 KiB. */
function findSession(value: Partial<Session> | null): Session | null {
  if (!value?.user || !value.centre) return null;
  const { user, centre, sealingKey } = value;
  const isWhole = [user.id, user.name, user.email, centre.id, centre.name, centre.contact ?? ''].every(
    (text) => typeof text === 'string',
  );
  if (!isWhole || !ROLES.includes(user.role)) return null;
  return typeof sealingKey === 'string' ? { user, centre, sealingKey } : { user, centre };
}
