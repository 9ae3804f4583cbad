import type { RouteLocationNormalized, RouteRecordNormalized } from 'vue-router';
import type { Right } from '#domain/access/permissions.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import type { NavigationEntry } from './route-meta.ts';

/** One main screen of the app, as its route declares it. */
export interface Destination extends Pick<NavigationEntry, 'icon' | 'bar'> {
  /** The route's name. */
  name: string;
  label: LocalisedText;
  /** Its own path, and others whose pages belong under this screen. */
  paths: readonly string[];
}

/** The main screens among the routes that a person may open, in the order of the navigation. */
export function listDestinations(
  routes: readonly Pick<RouteRecordNormalized, 'name' | 'path' | 'meta'>[],
  can: (right: Right) => boolean,
  hasUnsent: boolean,
): Destination[] {
  return routes
    .flatMap(({ name, path, meta }) => {
      const { navigation } = meta;
      return navigation && mayOpen(meta, can, hasUnsent) ? [{ name, path, meta, navigation }] : [];
    })
    .sort((one, other) => one.navigation.order - other.navigation.order)
    .map(({ name, path, meta, navigation: { icon, bar, under = [], label = meta.title } }) => ({
      name: String(name),
      label,
      icon,
      bar,
      paths: [path, ...under],
    }));
}

/** Whether a person may open a route: by their role, or to see what they recorded before it changed. */
export function mayOpen(
  { requires, whileUnsent }: Pick<RouteLocationNormalized['meta'], 'requires' | 'whileUnsent'>,
  can: (right: Right) => boolean,
  hasUnsent: boolean,
): boolean {
  return requires === undefined || can(requires) || (whileUnsent === true && hasUnsent);
}

/** Whether a page's path belongs under a main screen: `/visits/…` under Today, `/accounts/…` under companies. */
export function isUnder({ paths }: Pick<Destination, 'paths'>, path: string): boolean {
  return paths.some((own) => path === own || (own !== '/' && path.startsWith(`${own}/`)));
}
