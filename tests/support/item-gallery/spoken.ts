import type { Page } from '@playwright/test';

const SPOKEN_ROLES = [
  'group',
  'radiogroup',
  'radio',
  'checkbox',
  'textbox',
  'combobox',
  'button',
  'progressbar',
];

interface AxNode {
  ignored: boolean;
  nodeId: string;
  childIds?: string[];
  role?: { value?: string };
  name?: { value?: string };
  description?: { value?: string };
  properties?: { name: string; value: { value?: unknown } }[];
}

/** What Chromium tells a screen reader of a page's controls, in reading order: `role: name | description, state`. */
export async function listSpoken(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const walk = (node: AxNode | undefined): void => {
    if (!node) return;
    if (!node.ignored && SPOKEN_ROLES.includes(node.role?.value ?? '')) lines.push(describe(node));
    for (const child of node.childIds ?? []) walk(byId.get(child));
  };
  walk(nodes[0]);
  return lines;
}

function describe({ role, name, description, properties = [] }: AxNode): string {
  const stateOf = (state: string): string =>
    String(properties.find((property) => property.name === state)?.value.value ?? '');
  const said = [name?.value?.replace(/\s+/g, ' ').trim(), description?.value?.trim()]
    .filter(Boolean)
    .join(' | ');
  const states = [
    stateOf('checked') === 'true' ? 'checked' : '',
    stateOf('disabled') === 'true' ? 'disabled' : '',
    role?.value === 'textbox' && stateOf('invalid') === 'true' ? 'invalid' : '',
  ];
  return [`${role?.value}: ${said}`, ...states].filter(Boolean).join(', ');
}
