import { expect, it } from 'vitest'
import { readEgressRules } from './egress-rules.js'
import { ConfigError } from './server-config.js'

it('reads hosts, addresses and networks, each with or without a port', () => {
  expect(readEgressRules(['127.0.0.1:8080', '10.0.0.0/8', 'Intranet.local:443', 'db', '[::1]:9000', '[fd00::]/8']).allow).toEqual([
    { cidr: '127.0.0.1', port: 8080 }, { cidr: '10.0.0.0/8' }, { host: 'intranet.local', port: 443 }, { host: 'db' }, { cidr: '::1', port: 9000 }, { cidr: 'fd00::/8' },
  ])
})

it.each(['10.0.0.0/99', 'host:99999', 'a b', 'host:port', ''])('refuses %j and says so', (part) => {
  expect(() => readEgressRules([part])).toThrow(ConfigError)
})
