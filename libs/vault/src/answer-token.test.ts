import fc from 'fast-check'
import { expect, it } from 'vitest'
import { signAnswer, verifyAnswer } from './answer-token.js'

const key = new Uint8Array(32).fill(7)
const subject = { runId: '0190c8a4-7b1e-7c3a-9f00-1234567890ab', node: 4, suspensions: 1 }

it('reads back what was signed, for any run, node and number', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.nat(), fc.nat(), (runId, node, suspensions) => {
      const token = signAnswer(key, { runId, node, suspensions })
      expect(token).toMatch(/^[A-Za-z0-9_.-]+$/)
      expect(verifyAnswer(key, token)).toEqual({ runId, node, suspensions })
    }),
  )
})

it('knows nothing of a token with one character changed, taken away or added', () => {
  const token = signAnswer(key, subject)
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
      const changed = token.slice(0, at) + character + token.slice(at + 1)
      expect(verifyAnswer(key, changed)).toEqual(changed === token ? subject : null)
      expect(verifyAnswer(key, token.slice(0, at) + token.slice(at + 1))).toBeNull()
      expect(verifyAnswer(key, token + character)).toBeNull()
    }),
  )
})

it('knows nothing of tokens of another key, of other waits with its MAC, or of any text', () => {
  const token = signAnswer(key, subject)
  expect(verifyAnswer(new Uint8Array(32).fill(8), token)).toBeNull()
  const [, mac] = token.split('.')
  const [other] = signAnswer(key, { ...subject, suspensions: 2 }).split('.')
  expect(verifyAnswer(key, `${other}.${mac}`)).toBeNull()
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(verifyAnswer(key, text)).toBeNull()
    }),
  )
  expect(verifyAnswer(key, 'a'.repeat(10_000))).toBeNull()
})

it('refuses a key that is too short to sign with', () => {
  expect(() => signAnswer(new Uint8Array(8), subject)).toThrow()
})
