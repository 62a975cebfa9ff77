import { describe, expect, it } from 'vitest'
import { isAddressAllowed, isAllowRule } from './address-rules.js'

const none = { allow: [] }
const allowed = (address: string, rules: Parameters<typeof isAddressAllowed>[0] = none, ...[hostname = 'x.test', port = 80]: [string?, number?]) =>
  isAddressAllowed(rules, { hostname, port, address })

describe('which addresses may be reached', () => {
  it('lets the public internet through', () => {
    for (const address of ['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '64:ff9b::0101:0101', '::ffff:8.8.8.8'])
      expect([address, allowed(address)]).toEqual([address, true])
  })

  it('refuses every private, local, shared, reserved, tunnelled and metadata address', () => {
    const refused = [
      '127.0.0.1',
      '127.8.8.8',
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '100.64.0.1',
      '100.100.100.200',
      '169.254.169.254',
      '169.254.170.2',
      '192.0.0.1',
      '192.0.0.192',
      '192.0.2.1',
      '198.18.0.1',
      '198.19.255.255',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
      '239.1.1.1',
      '240.0.0.1',
      '255.255.255.255',
      '192.88.99.1',
      '168.63.129.16',
      '::',
      '::1',
      '::127.0.0.1',
      '::ffff:127.0.0.1',
      '::ffff:a9fe:a9fe',
      '64:ff9b::a9fe:a9fe',
      '64:ff9b::7f00:1',
      '64:ff9b:1::a00:1',
      '2002:7f00:1::',
      '2002:a9fe:a9fe::1',
      '2001::1',
      '2001:db8::1',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'fec0::1',
      'ff02::1',
      '100::1',
      'not an address',
      '',
    ]
    for (const address of refused) expect([address, allowed(address)]).toEqual([address, false])
  })

  it('lets through what the administrator allows, and nothing beside it', () => {
    const rules = { allow: [{ cidr: '10.1.0.0/16', port: 5432 }, { host: 'Intranet.local' }, { cidr: '127.0.0.1' }, { host: '::1', port: 8080 }] }
    expect(allowed('10.1.2.3', rules, 'db', 5432)).toBe(true)
    expect(allowed('10.1.2.3', rules, 'db', 80)).toBe(false)
    expect(allowed('10.2.2.3', rules, 'db', 5432)).toBe(false)
    expect(allowed('192.168.0.9', rules, 'intranet.local')).toBe(true)
    expect(allowed('192.168.0.9', rules, 'other.local')).toBe(false)
    expect(allowed('127.0.0.1', rules)).toBe(true)
    expect(allowed('::ffff:127.0.0.1', rules)).toBe(true)
    expect(allowed('127.0.0.2', rules)).toBe(false)
    expect(allowed('::1', rules, '::1', 8080)).toBe(true)
  })

  it('tells rules that mean nothing', () => {
    expect([{ cidr: '10.0.0.0/8' }, { host: 'x', port: 80 }, { cidr: 'fd00::/8' }].map(isAllowRule)).toEqual([true, true, true])
    expect(
      [{}, { host: 'x', cidr: '10.0.0.0/8' }, { cidr: '10.0.0.0/99' }, { cidr: 'x' }, { host: 'x', port: 0 }, { host: 'x', port: 1.5 }].map(isAllowRule),
    ).toEqual([false, false, false, false, false, false])
  })
})
