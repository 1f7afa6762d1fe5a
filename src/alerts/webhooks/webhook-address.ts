import { BlockList, isIP } from 'node:net';

/** Ports a public endpoint may listen on: an open choice would make the service a port scanner. */
const PUBLIC_PORTS: ReadonlySet<string> = new Set(['', '443', '8443']);

const MAX_URL_LENGTH = 500;

/** IPv4 ranges that are not the public internet (IANA special-purpose registry, multicast, reserved). */
const NOT_PUBLIC_V4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]);

/** Global unicast is all that is public in IPv6: mapped, translated and compatible IPv4 forms fall outside it. */
const GLOBAL_UNICAST_V6 = blockList('ipv6', [['2000::', 3]]);

/** Inside global unicast: protocol assignments (Teredo, ORCHID), documentation, 6to4. */
const NOT_PUBLIC_V6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]);

/** May the service open a connection to this IP address on behalf of a subscriber? */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !NOT_PUBLIC_V4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return GLOBAL_UNICAST_V6.check(address, 'ipv6') && !NOT_PUBLIC_V6.check(address, 'ipv6');
}

/** The address in a URL's host when it is a literal: the URL parser has already undone octal, hex and short forms. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}

/**
 * Why a URL cannot be an endpoint; `undefined` when it can. Names are resolved and checked again at each connection,
 * since what a name points to may change after registration.
 */
export function refuseEndpointUrl(text: string, allowPrivate: boolean): string | undefined {
  if (text.length > MAX_URL_LENGTH) return `longer than ${MAX_URL_LENGTH} characters`;
  if (!URL.canParse(text)) return 'not an absolute URL';
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return 'a URL with a user name or password';
  if (allowPrivate && url.protocol === 'http:') return undefined;
  if (url.protocol !== 'https:') return 'only https is delivered to';
  if (allowPrivate) return undefined;
  if (!PUBLIC_PORTS.has(url.port)) return 'only ports 443 and 8443 are delivered to';
  const literal = literalAddress(url.hostname);
  if (literal !== undefined && !isPublicAddress(literal)) return 'not a public address';
  return undefined;
}

function blockList(family: 'ipv4' | 'ipv6', ranges: readonly [string, number][]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, family);
  return list;
}
