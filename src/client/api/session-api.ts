import type {
  CentreDetails,
  CreatedPerson,
  LinkResponse,
  Person,
  SessionResponse,
  SignedInDevice,
  UpdateCentre,
} from '#protocol/session.ts';
import type { Role } from '#domain/access/permissions.ts';
import { askServer } from './http.ts';

/** Who is signed in on this device. @throws ApiProblem `not-signed-in`, Unreachable */
export async function fetchSession(): Promise<SessionResponse> {
  return (await askServer<SessionResponse>('/api/session', { timeoutMs: 15_000 })).body;
}

/** @throws ApiProblem `wrong-credentials`, `too-many-requests`; Unreachable */
export async function signIn(email: string, password: string): Promise<SessionResponse> {
  return (await askServer<SessionResponse>('/api/sign-in', { method: 'POST', body: { email, password } }))
    .body;
}

export async function signOut(): Promise<void> {
  await askServer('/api/sign-out', { method: 'POST', body: {} });
}

/** What an unused one-time link is for. @throws ApiProblem `link-unusable`, Unreachable */
export async function fetchLink(token: string): Promise<LinkResponse> {
  return (await askServer<LinkResponse>(`/api/links/${encodeURIComponent(token)}`)).body;
}

/** Uses a one-time link; the person is signed in afterwards. */
export async function spendLink(token: string, body: object): Promise<SessionResponse> {
  return (
    await askServer<SessionResponse>(`/api/links/${encodeURIComponent(token)}`, { method: 'POST', body })
  ).body;
}

/** Changes what the centre says of itself to companies. */
export async function updateCentre(changes: UpdateCentre): Promise<CentreDetails> {
  return (await askServer<CentreDetails>('/api/centre', { method: 'PATCH', body: changes })).body;
}

export async function listDevices(): Promise<SignedInDevice[]> {
  return (await askServer<SignedInDevice[]>('/api/devices')).body;
}

export async function revokeDevice(id: string): Promise<void> {
  await askServer(`/api/devices/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

export async function listPeople(): Promise<Person[]> {
  return (await askServer<Person[]>('/api/people')).body;
}

export interface NewPerson {
  email: string;
  name: string;
  role: Role;
  expertise: string[];
  areas?: string[];
}

/** Adds a person; the answer holds the one-time link to hand over. */
export async function createPerson(person: NewPerson): Promise<CreatedPerson> {
  return (await askServer<CreatedPerson>('/api/people', { method: 'POST', body: person })).body;
}

export async function updatePerson(
  userId: string,
  changes: Partial<Pick<NewPerson, 'name' | 'role' | 'expertise'>> & { active?: boolean },
): Promise<Person> {
  return (
    await askServer<Person>(`/api/people/${encodeURIComponent(userId)}`, { method: 'PATCH', body: changes })
  ).body;
}

/** A fresh one-time link with which a person sets their password. */
export async function createPasswordLink(userId: string): Promise<CreatedPerson> {
  return (
    await askServer<CreatedPerson>(`/api/people/${encodeURIComponent(userId)}/link`, {
      method: 'POST',
      body: {},
    })
  ).body;
}
