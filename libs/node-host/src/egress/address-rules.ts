/**
 * Which addresses outgoing connections may reach. Pure.
 *
 * 1. Only public unicast addresses; everything private, local, shared, reserved, multicast or metadata is refused.
 * 2. An IPv6 address that carries an IPv4 one (mapped, NAT64) is judged by that one; other tunnels (6to4, Teredo) are refused.
 * 3. A name is refused as a whole when any of its addresses is.
 * 4. The administrator's rules allow single hosts, addresses or networks, each for one port or all.
 */
import ipaddr from 'ipaddr.js'

/** One thing that the administrator allows. Exactly one of `host` (a name or address, as in the URL) and `cidr`. */
export interface EgressAllowRule {
  readonly host?: string
  /** `10.1.0.0/16`, or a single address. */
  readonly cidr?: string
  /** Absent: every port. */
  readonly port?: number
}

export interface EgressRules {
  readonly allow: readonly EgressAllowRule[]
}

export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
  /** Where the service listens at another port than the one asked for (HTTP only); the rules judge the one asked for. Absent: at that one. */
  readonly port?: number
}

/** All addresses of a host name. @throws the resolver's error where there is none. */
export type HostLookup = (hostname: string) => Promise<readonly ResolvedAddress[]>

type Address = ipaddr.IPv4 | ipaddr.IPv6

// Public by their range, but answering with secrets of the machine: the wire server of Azure.
const refusedAlthoughPublic: ReadonlySet<string> = new Set(['168.63.129.16'])

/** Whether a connection to this address may be made. `hostname` is as in the URL, lower case, without brackets. */
export function isAddressAllowed(rules: EgressRules, target: { readonly hostname: string; readonly port: number; readonly address: string }): boolean {
  if (!ipaddr.isValid(target.address)) return false
  const address = effective(ipaddr.parse(target.address))
  if (address !== null && address.range() === 'unicast' && !refusedAlthoughPublic.has(address.toString())) return true
  return rules.allow.some((rule) => matches(rule, target))
}

function matches(rule: EgressAllowRule, target: { readonly hostname: string; readonly port: number; readonly address: string }): boolean {
  if (rule.port !== undefined && rule.port !== target.port) return false
  if (rule.host !== undefined) return withoutBrackets(rule.host.toLowerCase()) === target.hostname
  return rule.cidr !== undefined && isIn(target.address, rule.cidr)
}

function isIn(text: string, cidr: string): boolean {
  const network = parseNetwork(cidr)
  const address = effective(ipaddr.parse(text)) ?? ipaddr.parse(text)
  if (network === null || network.address.kind() !== address.kind()) return false
  return address.kind() === 'ipv4'
    ? (address as ipaddr.IPv4).match(network.address as ipaddr.IPv4, network.bits)
    : (address as ipaddr.IPv6).match(network.address as ipaddr.IPv6, network.bits)
}

function parseNetwork(cidr: string): { readonly address: Address; readonly bits: number } | null {
  if (ipaddr.isValidCIDR(cidr)) {
    const [address, bits] = ipaddr.parseCIDR(cidr)
    return { address, bits }
  }
  if (!ipaddr.isValid(cidr)) return null
  const address = ipaddr.parse(cidr)
  return { address, bits: address.kind() === 'ipv4' ? 32 : 128 }
}

const nat64 = ipaddr.parseCIDR('64:ff9b::/96')

/** The address that a packet ends at; null: a tunnel that we don't look into. */
function effective(address: Address): Address | null {
  if (address.kind() === 'ipv4') return address
  const six = address as ipaddr.IPv6
  if (six.isIPv4MappedAddress()) return six.toIPv4Address()
  if (six.match(nat64)) return ipaddr.fromByteArray(six.toByteArray().slice(12))
  // `::/96` (IPv4-compatible, long out of use) counts as unicast in the library; hosts may still map it.
  return six
    .toByteArray()
    .slice(0, 12)
    .every((byte) => byte === 0)
    ? null
    : six
}

/** `[::1]` as `::1`. */
export function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname
}

/** A rule that can't mean anything (for the start-up check): neither or both of host and cidr, a malformed network, a wrong port. */
export function isAllowRule(rule: EgressAllowRule): boolean {
  if ((rule.host === undefined) === (rule.cidr === undefined)) return false
  if (rule.cidr !== undefined && parseNetwork(rule.cidr) === null) return false
  return rule.port === undefined || (Number.isInteger(rule.port) && rule.port >= 1 && rule.port <= 65535)
}
