import { isIPv6 } from 'node:net';

export interface LoginLimitOptions {
  /** Requests one address may make in a row. */
  readonly burst: number;
  /** Requests per second that come back to one address. */
  readonly perSecond: number;
  /** Addresses remembered; the one idle longest is forgotten first. */
  readonly addresses: number;
}

/**
 * One address gets 300 login requests at once and 5 more every second; a whole IPv6 /64 counts as one address.
 * With challenges that live 60 s this bounds what one address can leave in the table to 600 rows.
 */
const LOGIN_LIMIT: LoginLimitOptions = { burst: 300, perSecond: 5, addresses: 10_000 };

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * A token bucket per client address, in the memory of this process: with `n` API processes an address may do `n`
 * times as much, which still bounds it. It protects the challenge table and the signature checks, nothing secret.
 */
export class LoginLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly options: LoginLimitOptions = LOGIN_LIMIT) {}

  /**
   * Counts one request.
   * @param now monotonic milliseconds
   * @returns 0 when it may go on, else the seconds to wait
   */
  take(address: string, now: number): number {
    const id = networkOf(address);
    const bucket = this.refilled(id, now);
    this.remember(id, bucket);
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / this.options.perSecond);
    bucket.tokens -= 1;
    return 0;
  }

  private refilled(id: string, now: number): Bucket {
    const bucket = this.buckets.get(id);
    if (bucket === undefined) return { tokens: this.options.burst, filledAt: now };
    const gained = (Math.max(0, now - bucket.filledAt) / 1000) * this.options.perSecond;
    return {
      tokens: Math.min(this.options.burst, bucket.tokens + gained),
      filledAt: Math.max(bucket.filledAt, now),
    };
  }

  /** Keeps the map in order of last use, so that its first entry is the one idle longest. */
  private remember(id: string, bucket: Bucket): void {
    this.buckets.delete(id);
    this.buckets.set(id, bucket);
    if (this.buckets.size <= this.options.addresses) return;
    const [idle] = this.buckets.keys();
    if (idle !== undefined) this.buckets.delete(idle);
  }
}

/** One customer usually holds a whole /64 of IPv6, so single addresses of it are not told apart. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(?<v4>\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.groups?.['v4'];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':').toLowerCase();
}
