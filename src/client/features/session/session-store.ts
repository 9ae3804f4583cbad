import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { isAllowed, type Action } from '#domain/access/permissions.ts';
import * as v from 'valibot';
import { ApiProblem } from '#client/api/http.ts';
import * as api from '#client/api/session-api.ts';
import { closeWorkspace, openWorkspace, type Session } from '#client/storage/workspace.ts';
import { sessionSchema } from '#protocol/session.ts';

/** Where the device remembers who works on it, so that the app starts without a network. */
const STORAGE_KEY = 'banso.session';

/**
 * Who is signed in. The device believes what it last heard: recording goes on without
 * a network and also when the login has run out; only syncing then waits (`expired`).
 */
export const useSessionStore = defineStore('session', () => {
  const session = ref<Session | null>(null);
  const expired = ref(false);
  const isSignedIn = computed(() => session.value !== null);

  function can(action: Action): boolean {
    return session.value !== null && isAllowed(session.value.user.role, action);
  }

  /** Opens the workspace of the person whom this device remembers, if any. Needs no network. */
  async function restore(): Promise<void> {
    const remembered = readRemembered();
    if (!remembered) return;
    await openWorkspace(remembered);
    session.value = remembered;
  }

  /** Asks the server whether the login still holds and whether the role has changed. */
  async function refresh(): Promise<void> {
    if (!session.value) return;
    try {
      const fresh = await api.fetchSession();
      if (fresh.user.id === session.value.user.id) remember(fresh);
      expired.value = fresh.user.id !== session.value.user.id;
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'not-signed-in') expired.value = true;
    }
  }

  /** @throws ApiProblem, Unreachable */
  async function signIn(email: string, password: string): Promise<void> {
    await begin(await api.signIn(email, password));
  }

  /** Uses a one-time link (first administrator, or setting a password) and signs in. @throws ApiProblem, Unreachable */
  async function spendLink(token: string, body: object): Promise<void> {
    await begin(await api.spendLink(token, body));
  }

  /**
   * Signs out on the server where it can be reached, and on this device in any case.
   * The person's database stays, with what waits to be sent, for their return.
   */
  async function signOut(): Promise<void> {
    await api.signOut().catch(() => {});
    localStorage.removeItem(STORAGE_KEY);
    closeWorkspace();
    startAfresh();
  }

  async function begin(fresh: Session): Promise<void> {
    const before = session.value?.user.id;
    // The workspace first: the app appears as soon as somebody is signed in.
    if (before === undefined) await openWorkspace(fresh);
    remember(fresh);
    expired.value = false;
    if (before !== undefined && before !== fresh.user.id) startAfresh();
  }

  function remember({ user, centre }: Session): void {
    session.value = { user, centre };
    localStorage.setItem(STORAGE_KEY, JSON.stringify(session.value));
  }

  return { session, expired, isSignedIn, can, restore, refresh, signIn, spendLink, signOut };
});

/** Loads the app anew: nothing of one person may stay in memory for the next. */
function startAfresh(): void {
  location.assign(import.meta.env.BASE_URL);
}

function readRemembered(): Session | null {
  const text = localStorage.getItem(STORAGE_KEY);
  if (!text) return null;
  try {
    const parsed = v.safeParse(sessionSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
