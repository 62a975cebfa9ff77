import { Type, ui, withDefault } from '@maillon/node-sdk'

/** Names with values, as rows of a form. */
export function pairsParam(label: { fr: string; en: string }, more: { advanced?: boolean; showWhen?: { param: string; is: string[] } } = {}) {
  return withDefault(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 500, ...ui({ label: { fr: 'Nom', en: 'Name' } }) }),
        value: Type.Unknown({ ...ui({ label: { fr: 'Valeur', en: 'Value' } }) }),
      }),
      { default: [], maxItems: 200, ...ui({ label, ...more }) },
    ),
  )
}
