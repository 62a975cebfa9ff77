import { userError } from '@maillon/node-sdk'

/** A value where only a text can stand (a query, a header, a form). @throws UserError at `field` for lists and objects */
export function plainText(value: unknown, field: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw userError({
    code: 'HTTP_VALUE_INVALID',
    text: { fr: 'Une liste ou un objet ne peut pas être envoyé ici.', en: 'A list or an object cannot be sent here.' },
    hint: { fr: 'Choisissez un texte, un nombre ou un oui ou non.', en: 'Choose a text, a number or a yes or no.' },
    field,
  })
}
