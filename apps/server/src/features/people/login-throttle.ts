import { isIPv6 } from 'node:net'
import { ThrottleStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'

const windowMs = 15 * 60_000

/** How many tries of a kind in 15 minutes. Those of an address are many: a whole office may stand behind one. */
const limits = { account: 10, address: 50, factor: 10, 'reset account': 3, 'reset address': 20, link: 30 } as const
export type ThrottleKind = keyof typeof limits

export interface Try {
  readonly kind: ThrottleKind
  readonly of: string
}

/**
 * Counts tries that may be guesses, in the database and so over all servers of the installation.
 * 1. A try is counted before it is looked at, so that a burst of parallel guesses is counted in full.
 * 2. Whether the account exists makes no difference to what is counted or answered.
 */
@Injectable()
export class LoginThrottle {
  constructor(@Inject(ThrottleStore) private readonly store: ThrottleStore) {}

  /** Milliseconds to wait; 0: go on. */
  async begin(...tries: readonly Try[]): Promise<number> {
    const counted = await this.store.count(tries.map(keyOf), windowMs)
    const waits = tries.map((one) => {
      const found = counted.get(keyOf(one))
      return found === undefined || found.count <= limits[one.kind] ? 0 : Math.max(1, windowMs - found.ageMs)
    })
    return Math.max(0, ...waits)
  }

  /** It was the right person: what was counted against them starts from zero. */
  async forget(one: Try): Promise<void> {
    await this.store.forget(keyOf(one))
  }

  /** Takes one try back: an address isn't to blame for the people behind it who come in. */
  async giveBack(one: Try): Promise<void> {
    await this.store.giveBack(keyOf(one))
  }
}

/** One machine has all of an IPv6 network of 64 bits to itself. */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)
  if (mapped?.[1] !== undefined) return mapped[1]
  const [head = '', tail = ''] = address.split('%', 1).join('').split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === '' ? [] : tail.split(':')
  const groups = address.includes('::') ? [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last] : first
  return `${groups.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')).join(':')}::/64`
}

function keyOf({ kind, of }: Try): string {
  return `${kind} ${kind.endsWith('address') || kind === 'link' ? addressKey(of) : of}`.slice(0, 500)
}
