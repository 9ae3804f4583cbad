import type { OpenedParcel, Parcel, ParcelContent, SealedLetter } from '#protocol/parcels.ts';
import { askServer } from './http.ts';

/** Sends a sealed letter; no session is needed. @throws ApiProblem `parcel-unreadable`, `too-many-requests`; Unreachable */
export async function postParcel(letter: SealedLetter): Promise<void> {
  await askServer('/api/parcels', { method: 'POST', body: letter });
}

/** What devices sent in before their person left, unopened ones first. */
export async function listParcels(): Promise<Parcel[]> {
  return (await askServer<Parcel[]>('/api/parcels')).body;
}

/** Shows what is in a parcel; nothing is taken in. @throws ApiProblem, Unreachable */
export async function readParcel(id: string): Promise<ParcelContent> {
  return (await askServer<ParcelContent>(`/api/parcels/${id}`)).body;
}

/** Takes a parcel's changes in and shows what is in it. @throws ApiProblem, Unreachable */
export async function openParcel(id: string): Promise<OpenedParcel> {
  return (await askServer<OpenedParcel>(`/api/parcels/${id}/open`, { method: 'POST', body: {} })).body;
}
