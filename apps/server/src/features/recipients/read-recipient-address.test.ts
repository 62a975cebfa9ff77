import { expect, it } from 'vitest'
import { readRecipientAddress } from './read-recipient-address.js'

it.each([
  ['email', ' jeanne@exemple.fr ', 'jeanne@exemple.fr'],
  ['sms', '06 12 34 56 78', null],
  ['sms', '00 33 6 12.34-56 78', '+33612345678'],
  ['whatsapp', '+33612345678', '+33612345678'],
  ['email', 'jeanne@exemple', null],
  ['email', 'a@b.fr, c@d.fr', null],
  ['email', 'Jeanne <a@b.fr>', null],
  ['slack', 'hooks.slack.com/x', null],
  ['slack', 'javascript:alert(1)', null],
  ['webhook', 'https://user:secret@exemple.fr/x', null],
] as const)('reads an address of the type %s: %s', (type, text, whole) => {
  expect(readRecipientAddress(type, text)?.whole ?? null).toBe(whole)
})

it('shows only the host and the end of a webhook, which is a secret', () => {
  expect(readRecipientAddress('slack', 'https://hooks.slack.com/services/T0/B0/abcdef123456')).toEqual({ whole: 'https://hooks.slack.com/services/T0/B0/abcdef123456', shown: 'hooks.slack.com/…3456', isSecret: true })
})
