import { describe, expect, it } from 'vitest'
import { addressKey } from './login-throttle.js'

describe('the address that guesses are counted by', () => {
  it('is the network of 64 bits for IPv6, however it is written', () => {
    for (const address of ['2001:db8:1:2::1', '2001:DB8:1:2:ffff::9', '2001:0db8:0001:0002:0:0:0:7']) expect(addressKey(address)).toBe('2001:db8:1:2::/64')
    expect(addressKey('::1')).toBe('0:0:0:0::/64')
    expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'))
  })

  it('is the address itself for IPv4, also where it is wrapped', () => {
    expect(addressKey('192.0.2.7')).toBe('192.0.2.7')
    expect(addressKey('::ffff:192.0.2.7')).toBe('192.0.2.7')
  })
})
