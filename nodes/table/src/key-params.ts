import { Type, ui, withDefault, type LocalizedText } from '@maillon/node-sdk'

/** The fields by which rows are the same. May be empty where the whole row counts. */
export function keyFieldsParam(label: LocalizedText, help: LocalizedText) {
  return withDefault(
    Type.Array(Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }), {
      default: [],
      maxItems: 20,
      ...ui({ label, help, widget: 'fields', expression: false }),
    }),
  )
}

export function ignoreKeyCaseParam() {
  return withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Majuscules et minuscules confondues', en: 'Ignore upper and lower case' }, advanced: true }) }))
}
