import { isAllowRule, type EgressAllowRule, type EgressRules } from '@maillon/node-host'
import { ConfigError } from './server-config.js'

/**
 * MAILLON_ALLOW_HOSTS as rules: `host`, `host:port`, `10.0.0.0/8`, `10.0.0.0/8:5432`, `[::1]:8080`.
 * @throws ConfigError naming the part that can't be read
 */
export function readEgressRules(parts: readonly string[]): EgressRules {
  return { allow: parts.map(readRule) }
}

function readRule(part: string): EgressAllowRule {
  const found = /^(\[[0-9a-f:.]+\](?:\/\d+)?|[^:\s]+)(?::(\d{1,5}))?$/i.exec(part)
  const place = found?.[1]?.replace(/^\[(.*)\]/, '$1') ?? ''
  const port = found?.[2] === undefined ? {} : { port: Number(found[2]) }
  const rule = { ...(place.includes('/') || /^[\d.]+$/.test(place) || place.includes(':') ? { cidr: place } : { host: place.toLowerCase() }), ...port }
  if (place === '' || !isAllowRule(rule)) throw new ConfigError(`MAILLON_ALLOW_HOSTS: “${part}” is not a host, an address or a network with an optional port (127.0.0.1:8080, 10.0.0.0/8)`)
  return rule
}
