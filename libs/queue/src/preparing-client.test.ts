import { expect, it } from 'vitest'
import { PreparingClient } from './preparing-client.js'

it('is lost without ending the process, whoever holds it', () => {
  expect(() => new PreparingClient().emit('error', new Error('Connection terminated unexpectedly'))).not.toThrow()
})
