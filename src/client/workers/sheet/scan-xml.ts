/** Who hears what stands in an XML text; names come without their prefixes. */
export interface XmlListener {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
  text(text: string): void;
}

const TOKEN =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<[?!][^>]*>|<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Goes through an XML text as machines write it. A worker has no parser of its own for that.
 *
 * @returns whether the text is whole: what was opened in it is closed
 */
export function scanXml(xml: string, listener: XmlListener): boolean {
  let depth = 0;
  for (const [, data, slash, name, attributes = '', end, text] of xml.matchAll(TOKEN)) {
    if (data !== undefined) listener.text(data);
    else if (text !== undefined) listener.text(decode(text));
    else if (name !== undefined) {
      if (!slash) listener.open(local(name), readAttributes(attributes));
      if (slash || end) listener.close(local(name));
      depth += (slash ? 0 : 1) - (slash || end ? 1 : 0);
    }
  }
  return depth === 0;
}

function readAttributes(written: string): Map<string, string> {
  return new Map(
    [...written.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [
      local(name),
      decode(double ?? single ?? ''),
    ]),
  );
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
    name === undefined
      ? String.fromCodePoint(decimal === undefined ? parseInt(hex as string, 16) : Number(decimal))
      : (ENTITIES[name as string] ?? (whole as string)),
  );
}
