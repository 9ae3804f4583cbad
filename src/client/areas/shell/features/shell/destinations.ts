import {
  Building2,
  CalendarCheck,
  ChartBarStacked,
  ClipboardList,
  FileUp,
  HandHelping,
  Landmark,
  NotebookPen,
  RefreshCw,
  TrendingUp,
  Users,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { Action } from '#domain/access/permissions.ts';
import type { ShellKey } from './shell-messages.ts';

/** One main screen of the app. */
export interface Destination {
  /** The route's name and the key of its label. */
  name: ShellKey;
  icon: Component;
  /** Paths whose pages belong under this screen, without the slash at the end. */
  paths: readonly string[];
  requires?: Action;
  /** Also for a role without that, as long as something recorded waits unsent on the device. */
  whileUnsent?: true;
  /** In the phone's bottom bar; the others stand in the side bar and, on a phone, in the settings. */
  inBottomBar: boolean;
}

const DESTINATIONS: readonly Destination[] = [
  { name: 'today', icon: CalendarCheck, paths: ['', '/visits'], inBottomBar: true },
  {
    name: 'accounts',
    icon: Building2,
    paths: ['/accounts', '/responses'],
    requires: 'sync.pull',
    inBottomBar: true,
  },
  {
    name: 'programmes',
    icon: Landmark,
    paths: ['/programmes'],
    requires: 'documents.read',
    inBottomBar: true,
  },
  {
    name: 'sync',
    icon: RefreshCw,
    paths: ['/sync'],
    requires: 'sync.push',
    whileUnsent: true,
    inBottomBar: true,
  },
  { name: 'leads', icon: HandHelping, paths: ['/leads'], requires: 'sync.pull', inBottomBar: false },
  { name: 'surveys', icon: ClipboardList, paths: ['/surveys'], requires: 'surveys.read', inBottomBar: false },
  { name: 'tables', icon: ChartBarStacked, paths: ['/tables'], requires: 'sync.pull', inBottomBar: false },
  { name: 'trends', icon: TrendingUp, paths: ['/trends'], requires: 'documents.read', inBottomBar: false },
  { name: 'upkeep', icon: NotebookPen, paths: ['/upkeep'], requires: 'catalogue.edit', inBottomBar: false },
  { name: 'people', icon: Users, paths: ['/people'], requires: 'people.manage', inBottomBar: false },
  { name: 'import', icon: FileUp, paths: ['/import'], requires: 'accounts.import', inBottomBar: false },
];

/** The main screens that a person may open, in the order of the navigation. */
export function listDestinations(can: (action: Action) => boolean, hasUnsent: boolean): Destination[] {
  return DESTINATIONS.filter(
    ({ requires, whileUnsent }) => requires === undefined || can(requires) || (whileUnsent && hasUnsent),
  );
}

/** Whether a page's path belongs under a main screen: `/visits/…` under Today, `/accounts/…` under companies. */
export function isUnder(destination: Destination, path: string): boolean {
  return destination.paths.some((own) => path === (own || '/') || (own !== '' && path.startsWith(`${own}/`)));
}
