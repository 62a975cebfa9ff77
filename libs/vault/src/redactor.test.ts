import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRedactor } from './redactor.js'

const secret = 'canary-Étoile+/2026!&'

it('masks a secret as it is and in every usual encoding', () => {
  const { text } = createRedactor([secret])
  const base64 = Buffer.from(secret).toString('base64')
  const forms = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ p: secret }).toString(),
    JSON.stringify({ p: secret }),
    base64,
    Buffer.from(secret).toString('base64url'),
    Buffer.from(secret).toString('hex'),
    Buffer.from(`user:${secret}`).toString('base64'),
    Buffer.from(`us:${secret}`).toString('base64'),
    Buffer.from(`u:${secret}`).toString('base64'),
    `eyJ.${Buffer.from(JSON.stringify({ password: secret })).toString('base64url')}.sig`,
  ]
  for (const form of forms) {
    const masked = text(`before ${form} after`)
    expect(masked).toContain('[•••]')
    expect(masked).not.toContain(secret)
    expect(masked).toMatch(/^before .* after$/)
    // What is left of the encoded form gives no part of the secret away.
    for (const part of masked.split(/[^A-Za-z0-9+/_-]+/)) expect(Buffer.from(part, 'base64').toString()).not.toContain('canary')
  }
})

it('finds a base64 form at any place of any text', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 12, maxLength: 40, unit: 'grapheme' }),
      fc.string({ maxLength: 20 }),
      fc.string({ maxLength: 20 }),
      (hidden, before, after) => {
        const whole = Buffer.from(before + hidden + after).toString('base64')
        expect(createRedactor([hidden]).text(whole)).toContain('[•••]')
      },
    ),
  )
})

it('masks keys and values of JSON, and errors as a whole', () => {
  const redactor = createRedactor([secret])
  expect(redactor.json({ list: [secret, 1, null], [secret]: true })).toEqual({ list: ['[•••]', 1, null], '[•••]': true })
  const error = redactor.error({
    code: 'X_Y_Z',
    kind: 'user',
    retryable: false,
    params: { value: secret, n: 1 },
    text: { fr: secret, en: secret },
    hint: { fr: secret, en: 'x' },
    details: `at ${secret}`,
  })
  expect(JSON.stringify(error)).not.toContain('canary')
  expect(error.params['n']).toBe(1)
})

it('does not turn everything into masks for a short secret or a word, and tells nothing by its length', () => {
  const { text, json } = createRedactor(['a', 'main', 'password'])
  expect(text('a banana in the mainframe')).toBe('a banana in the mainframe')
  expect(text('branch main is open')).toBe('branch [•••] is open')
  expect(json({ value: 'a', other: 'banana' })).toEqual({ value: '[•••]', other: 'banana' })
  expect(text('password')).toBe(text('main'))
})

it('learns secrets on the way', () => {
  const redactor = createRedactor()
  expect(redactor.text('token-123456')).toBe('token-123456')
  redactor.add(['token-123456'])
  expect(redactor.text('Bearer token-123456')).toBe('Bearer [•••]')
})

it('takes characters that mean something in patterns as they are', () => {
  const tricky = 'a.*+?^${}()|[]\\/-b'
  expect(createRedactor([tricky]).text(`x ${tricky} y axxb`)).toBe('x [•••] y axxb')
})
