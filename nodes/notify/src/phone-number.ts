import { userError } from '@maillon/node-sdk'

/** A number as Twilio takes it (E.164); blanks, dots and dashes are how people write. @throws UserError at `field` */
export function phoneNumber(text: string, field: string): string {
  const digits = text.replace(/[\s.()\u00a0\u202f/-]/g, '').replace(/^00/, '+')
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits
  throw userError({
    code: 'NOTIFY_NUMBER_INVALID',
    text: { fr: `« ${text.slice(0, 50)} » n’est pas un numéro complet.`, en: `“${text.slice(0, 50)}” is not a complete number.` },
    hint: { fr: 'Écrivez-le avec l’indicatif du pays : +33612345678.', en: 'Write it with the country code: +15551234567.' },
    field,
  })
}
