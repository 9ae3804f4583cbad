import type { Plugin } from 'vite';

/*
 * Vue for the company's page, whose scripts may weigh 45 KiB in all: what the page never
 * uses is left out when it is built. The staff app has Vue as it is.
 */

/** Functions of Vue by file that serve Suspense, Teleport, KeepAlive, Transition, static markup and directives. */
const UNUSED: Record<string, readonly string[]> = {
  'runtime-core.esm-bundler.js': [
    'mountStaticNode',
    'moveStaticNode',
    'removeStaticNode',
    'setTransitionHooks',
    'invokeDirectiveHook',
    'resolveAsset',
    'mountSuspense',
    'needTransition',
    'normalizeSuspenseChildren',
  ],
  // Nothing makes a Map or a Set reactive.
  'reactivity.esm-bundler.js': ['createInstrumentations'],
};

/** Conditions that never hold here. */
const NEVER: readonly [pattern: RegExp, value: string][] = [
  // Shapes of Teleport, Suspense and KeepAlive.
  [/\b(?:[\w$]+\.)*shapeFlag & (?:64|128|256|512)\b/g, '0'],
  [/\b(?:[\w$]+\.)*(?:s|parentS)uspense && [\w$.]*uspense\.(?:pendingBranch|activeBranch|deps)\b/g, 'false'],
  // Directives and transitions.
  [/\bif \((?:vnode\.)?dirs\)/g, 'if (false)'],
  [/\bdirs && /g, 'false && '],
  [/\bif \(vnode\.transition\)/g, 'if (false)'],
  // Custom elements.
  [/\bcurrentRenderingInstance\.ce \|\| [^)]*\)[^)]*\.ce\b/g, 'false'],
  [/\bif \((?:instance|vnode)\.ce\)/g, 'if (false)'],
  [/\broot\.ce && /g, 'false && '],
  // Faster methods for reactive arrays; without them the plain ones run on the proxy.
  [/arrayInstrumentations\[key\]/g, 'undefined'],
];

/** What the sources may therefore not take from Vue. */
const FORBIDDEN = /import \{[^}]*\b(?:withDirectives|Teleport|Suspense|KeepAlive|Transition|TransitionGroup|defineCustomElement|createStaticVNode)\b[^}]*\} from ["']vue["']/;

/**
 * Vite plugins that leave these parts of Vue out. The build fails when Vue has no such
 * function any more, so that an update is looked at, and when a source needs one of them.
 */
export function leanVue(): Plugin[] {
  const guard: Plugin = {
    name: 'lean-vue:guard',
    apply: 'build',
    // Templates are JavaScript by then.
    enforce: 'post',
    transform(code, id) {
      const found = id.includes('/src/') && FORBIDDEN.exec(code);
      if (found) this.error(`the company’s page is built without what this asks of Vue: ${found[0]}`);
    },
  };
  return [leaveOut(), guard];
}

function leaveOut(): Plugin {
  return {
    name: 'lean-vue',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      const names = Object.entries(UNUSED).find(([file]) => id.endsWith(`/${file}`))?.[1];
      if (!names) return undefined;
      const bodies = listBodies(this.parse(code), names);
      const missing = names.filter((name) => !bodies.some((body) => body.name === name));
      if (missing.length > 0) this.error(`Vue has no ${missing.join(', ')}`);
      let lean = code;
      for (const { start, end } of bodies.sort((a, b) => b.start - a.start)) lean = `${lean.slice(0, start)}{}${lean.slice(end)}`;
      for (const [pattern, value] of NEVER) lean = lean.replace(pattern, value);
      return { code: lean, map: null };
    },
  };
}

interface Body {
  name: string;
  start: number;
  end: number;
}

/** What of a syntax tree (ESTree) matters here. */
interface Node {
  type?: string;
  id?: { name?: string } | null;
  init?: { type: string; body: Node } | null;
  body?: Node;
  start: number;
  end: number;
}

function listBodies(tree: unknown, names: readonly string[]): Body[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const { type, id, init, body } = tree as Node;
  const found = type === 'FunctionDeclaration' ? body : init?.type === 'ArrowFunctionExpression' ? init.body : undefined;
  const name = id?.name;
  if (found && name !== undefined && names.includes(name)) return [{ name, start: found.start, end: found.end }];
  return Object.values(tree).flatMap((one) => listBodies(one, names));
}

/** Vue's number for a call that creates a node. */
const VNODE_CALL = 13;
/** What changes in a node, in Vue's bits: these of its props, or any of them. */
const NAMED_PROPS = 8;
const ANY_PROPS = 16;

/**
 * A step of Vue's template compiler that does not name the props that can change: one
 * question at a time has few to compare, and the names cost bytes.
 */
export function withoutPropNames(node: { type: number; codegenNode?: unknown }): (() => void) | undefined {
  // Of the element itself, or of the branches and lists it stands in; after they are compiled.
  return node.type === 0 ? () => dropNames(node, new Set()) : undefined;
}

function dropNames(node: unknown, seen: Set<unknown>): void {
  if (typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  const call = node as { type?: number; patchFlag?: number; dynamicProps?: unknown };
  if (call.type === VNODE_CALL && call.dynamicProps !== undefined && call.patchFlag !== undefined) {
    call.patchFlag = (call.patchFlag & ~NAMED_PROPS) | ANY_PROPS;
    call.dynamicProps = undefined;
  }
  for (const [member, value] of Object.entries(node)) if (member !== 'loc') dropNames(value, seen);
}
