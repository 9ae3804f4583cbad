import { isIPv4 } from 'node:net';

/**
 * Whom an address belongs to, by which attempts are counted: in IPv6 one connection has a whole /64
 * to choose from. An IPv4 address that is written as one of IPv6 is itself, in either spelling.
 */
export function networkOf(address: string): string {
  if (isIPv4(address)) return address;
  const groups = expand(address.split('%', 1)[0]!);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address (RFC 4291 §2.2). */
function expand(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const left = groupsOf(head);
  const right = groupsOf(tail ?? '');
  const gap = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => 0);
  return [...left, ...gap, ...right];
}

function groupsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!isIPv4(group)) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
