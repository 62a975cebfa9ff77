import { expect, it } from 'vitest'
import { deviceName } from './device-name.js'

it('tells browser and system in their own names, whatever else the text claims', () => {
  expect(deviceName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe('Edge · Windows')
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E Safari/604.1')).toBe('Safari · iPhone')
  expect(deviceName('curl/8.5')).toBe('curl/8.5')
  expect(deviceName('  ')).toBeNull()
})
