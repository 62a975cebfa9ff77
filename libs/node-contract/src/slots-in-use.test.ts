import { expect, it } from 'vitest'
import { slotsInUse } from './slots-in-use.js'

const label = { fr: 'x', en: 'x' }
const slot = (name: string, usedWhen?: { param: string; key?: string; is: string[] }) => ({ slot: name, types: ['t'], label, required: true, ...(usedWhen === undefined ? {} : { usedWhen }) })
const descriptor = {
  params: { type: 'object', properties: { channels: { type: 'array', default: [{ channel: 'slack' }] }, kind: { enum: ['a', 'b'], default: 'a' } } },
  credentials: [slot('always'), slot('slack', { param: 'channels', key: 'channel', is: ['slack'] }), slot('teams', { param: 'channels', key: 'channel', is: ['teams'] }), slot('a', { param: 'kind', is: ['a'] })],
}
const names = (params: object) => slotsInUse(descriptor, params as never).map((one) => one.slot)

it('asks for the accounts that the parameters need, by their defaults too', () => {
  expect(names({})).toEqual(['always', 'slack', 'a'])
  expect(names({ channels: [{ channel: 'teams' }, { channel: 'slack' }], kind: 'b' })).toEqual(['always', 'slack', 'teams'])
  expect(names({ channels: [{}], kind: 'b' })).toEqual(['always'])
  expect(names({ channels: 'wrong', kind: '{{item.kind}}' })).toEqual(['always', 'a'])
})
