import type { Plugin } from 'vite';

/*
 * Vue for the company's page, whose scripts may weigh 45 KiB in all: what the page never
 * uses, and a bundler cannot know to be unused, is left out when it is built. The staff
 * app has Vue as it is.
 */

/** What is emptied, by file of Vue: functions, and the faster methods of reactive arrays. */
const UNUSED: Record<string, readonly string[]> = {
  // Suspense, Transition, directives, static markup, rendering on a server, and modifiers of v-model.
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
    'getInnerChild$1',
    'getTransitionRoot',
    'useSSRContext',
    'getModelModifiers',
    // What a vnode or a component could be besides.
    'isAsyncWrapper',
    'isKeepAlive',
    'isTeleport',
    'isSuspense',
    'setScopeId',
    // Hooks of vnodes.
    'invokeVNodeHook',
    // What an app can be given besides its root.
    'use',
    'mixin',
    'component',
    'directive',
    'runWithContext',
  ],
  // Also custom elements, and a root within an SVG.
  'runtime-dom.esm-bundler.js': [
    'insertStaticContent',
    'shouldSetAsPropForVueCE',
    'shouldPreserveTextareaResizeStyle',
    'resolveRootNamespace',
  ],
  // Styles that say the same are only written once more; nothing else compares values.
  'shared.esm-bundler.js': ['looseEqual'],
  // Nothing makes a Map or a Set reactive, the plain methods of arrays do the same more slowly,
  // and nothing is watched in its depth or for a while only.
  'reactivity.esm-bundler.js': [
    'createInstrumentations',
    'arrayInstrumentations',
    'traverse',
    'pause',
    'resume',
  ],
};

/**
 * What is never so where nothing of this is used, in Vue's core: vnodes that are a Suspense, a Teleport or kept alive,
 * that have directives, hooks or a transition, custom elements, components that load, and updates that a Suspense holds back.
 */
const NEVER = [
  /\b(?:[\w$]+\.)*shapeFlag & (?:64|128|256|512)\b/g,
  /(?<=if \()(?:vnode\.)?(?:dirs|transition)(?=\))/g,
  /\bdirs(?= && invokeDirectiveHook)/g,
  /(?<=\|\| )dirs(?=\))/g,
  /(?:\bmoveType !== 2 && )?(?<![.\w])shapeFlag & 1 && (?:dirs|transition)\b(?!\.| &&)/g,
  /\btransition && !transition\.persisted/g,
  /\b(?:parentS|s)uspense && (?:parentS|s)uspense\.pendingBranch/g,
  /\bneedCallTransitionHooks(?= (?:&&|\|\|))/g,
  /(?<!const )\bvnodeHook = [^();]*\.onVnode\w+/g,
  /\bn1\.el && n1\.el\._isVueCE\b/g,
  /(?<=if \()(?:vnode|instance|root)\.ce\b/g,
  /(?<!!)\b(?:instance|subComponent)\.asyncDep\b(?= &&|\) \{)/g,
];

/** What the sources may therefore not use. */
const FORBIDDEN = [
  /import \{[^}]*\b(?:withDirectives|Teleport|Suspense|KeepAlive|Transition|TransitionGroup|defineCustomElement|createStaticVNode)\b[^}]*\} from ["']vue["']/,
  /\b__scopeId\b|\bonVnode[A-Z]/,
  /\b(?:ref|reactive)\(new (?:Weak)?(?:Map|Set)\b/,
  /\bdeep: (?:true|!0)|\breactive\(/,
];

/**
 * Vite plugins that leave these parts of Vue out. The build fails when Vue has no such part
 * any more, so that an update is looked at, and when a source needs one of them.
 */
export function leanVue(): Plugin[] {
  return [leaveOut(), loadPlainly(), guardSources()];
}

/** What is loaded later brings neither styles nor scripts of its own: the browser's `import` does for it. */
function loadPlainly(): Plugin {
  return {
    name: 'lean-vue:load-plainly',
    apply: 'build',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : undefined,
  };
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
      for (const { start, end } of bodies.sort((a, b) => b.start - a.start))
        lean = `${lean.slice(0, start)}{}${lean.slice(end)}`;
      if (id.endsWith('/runtime-core.esm-bundler.js'))
        for (const condition of NEVER) {
          if (lean.search(condition) === -1) this.error(`Vue has no ${condition.source}`);
          lean = lean.replaceAll(condition, '0');
        }
      return { code: lean, map: null };
    },
  };
}

function guardSources(): Plugin {
  return {
    name: 'lean-vue:guard',
    apply: 'build',
    // Templates are JavaScript by then.
    enforce: 'post',
    transform(code, id) {
      if (!id.includes('/src/')) return;
      const found = FORBIDDEN.map((pattern) => pattern.exec(code)).find((match) => match !== null);
      if (found) this.error(`the company’s page is built without what this asks of Vue: ${found[0]}`);
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
  init?: Node | null;
  /** Of a method, of a class or an object. */
  key?: { name?: string };
  value?: Node | null;
  body?: Node;
  start: number;
  end: number;
}

function listBodies(tree: unknown, names: readonly string[]): Body[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const { type, id, init, key, value, body } = tree as Node;
  const method = value?.type === 'FunctionExpression' ? value.body : undefined;
  const declared = {
    FunctionDeclaration: body,
    ArrowFunctionExpression: init?.body,
    ObjectExpression: init,
    MethodDefinition: method,
    Property: method,
  };
  const found = declared[(init?.type ?? type) as keyof typeof declared];
  const name = id?.name ?? key?.name;
  if (found && name !== undefined && names.includes(name))
    return [{ name, start: found.start, end: found.end }];
  return Object.values(tree).flatMap((one) => listBodies(one, names));
}
