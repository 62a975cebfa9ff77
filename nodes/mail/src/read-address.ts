import { userError } from '@maillon/node-sdk'

/** One person's address, apart from the name: it is never put together into a list that would be parsed again. */
export interface MailAddress {
  readonly name: string
  readonly address: string
}

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f]/
const bare = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/
const named = /^(?:"([^"]*)"|([^"<>,;:]*))\s*<([^<>]*)>$/

/**
 * Read exactly one address: `jeanne@exemple.fr` or `Jeanne Dupont <jeanne@exemple.fr>`.
 * Lists, groups, quoted local parts and line breaks are refused, since each of them can smuggle a second recipient in.
 *
 * @throws UserError at `field`
 */
export function readAddress(text: string, field: string): MailAddress {
  const trimmed = text.trim()
  const match = named.exec(trimmed)
  const address = (match === null ? trimmed : (match[3] ?? '')).trim()
  if (control.test(text) || address.length > 320 || !bare.test(address)) throw refused(text, field)
  return { name: (match?.[1] ?? match?.[2] ?? '').trim(), address }
}

/** Each element by itself; blank ones (an expression that gave nothing) are refused too. */
export function readAddresses(texts: readonly string[], field: string): readonly MailAddress[] {
  return texts.map((text, index) => readAddress(text, `${field}/${index}`))
}

function refused(text: string, field: string) {
  const shown = text.slice(0, 80)
  const several = /[,;]/.test(text)
  return userError({
    code: 'MAIL_ADDRESS_INVALID',
    text: text.trim() === '' ? { fr: 'Il manque une adresse.', en: 'An address is missing.' } : { fr: `« ${shown} » n’est pas une adresse de courriel.`, en: `“${shown}” is not a mail address.` },
    hint: several
      ? { fr: 'Mettez une seule adresse par ligne.', en: 'Put a single address on each line.' }
      : { fr: 'Écrivez par exemple jeanne@exemple.fr ou Jeanne Dupont <jeanne@exemple.fr>.', en: 'Write for example jane@example.com or Jane Doe <jane@example.com>.' },
    field,
  })
}
