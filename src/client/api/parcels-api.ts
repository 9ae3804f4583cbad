import type { OpenedParcel, Parcel, SealedLetter } from '#protocol/parcels.ts';
import { askServer } from './http.ts';

/** Sends a sealed letter; no session is needed. @throws ApiProblem `parcel-unreadable`, `too-many-requests`; Unreachable */
export async function postParcel(letter: SealedLetter): Promise<void> {
  await askServer('/api/parcels', { method: 'POST', body: letter });
}

/** What devices sent in before their person left, unopened ones first. */
export async function listParcels(): Promise<Parcel[]> {
  return (await askServer<Parcel[]>('/api/parcels')).body;
}

/** Takes a parcel's changes in and shows what is in it. @throws ApiProblem, Unreachable */
export async function openParcel(id: string): Promise<OpenedParcel> {
  return (await askServer<OpenedParcel>(`/api/parcels/${id}/open`, { method: 'POST', body: {} })).body;
}
