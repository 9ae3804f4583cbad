import type { Component } from 'vue';
import type { Right } from '#domain/access/permissions.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';

/** The place of a main screen in the navigation. */
export interface NavigationEntry {
  icon: Component;
  /** From small to large, over all areas; steps of ten leave room between. */
  order: number;
  /** The phone's bottom bar, or only the side bar and, on a phone, the settings. A wide screen's side bar shows both. */
  bar: 'bottom' | 'side';
  /** Paths whose pages belong under this screen beside those under its own. */
  under?: readonly string[];
  /** Where the page's title is too long for the navigation. */
  label?: LocalisedText;
}

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name in the window's title, and in the navigation. */
    title: LocalisedText;
    /** Shown to people who have not signed in, without the navigation. */
    public?: boolean;
    /** A task that fills the phone: the bottom bar steps aside. */
    fullScreen?: boolean;
    /** What the person's role must allow. */
    requires?: Right;
    /** Also open to a role without that, as long as something recorded waits unsent on the device. */
    whileUnsent?: true;
    /** For one of the app's main screens. */
    navigation?: NavigationEntry;
  }
}
