import type { RouteLocationNormalized, RouteLocationRaw } from 'vue-router';
import { newId } from '#client/storage/new-id.ts';

/**
 * For the `beforeEnter` of a page that makes a record: its id stands in the address before
 * anything is typed, so that a reload at any moment goes on with the same record.
 */
export function withRecordId({ path, query }: RouteLocationNormalized): true | RouteLocationRaw {
  return typeof query['id'] === 'string' && query['id'] !== ''
    ? true
    : { path, query: { ...query, id: newId() } };
}
