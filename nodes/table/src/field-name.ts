import { userError } from '@maillon/node-sdk'

const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** @throws UserError at `pointer` where a name can't be one of a field. */
export function mustBeFieldName(name: string, pointer: string): void {
  if (!forbidden.has(name)) return
  throw userError({
    code: 'DATA_FIELD_FORBIDDEN',
    text: { fr: `« ${name} » ne peut pas servir de nom de champ.`, en: `“${name}” cannot be used as a field name.` },
    hint: { fr: 'Choisissez un autre nom.', en: 'Choose another name.' },
    field: pointer,
  })
}

/** @throws UserError where two columns would get one name. */
export function mustDiffer(names: readonly string[], pointerOf: (index: number) => string): void {
  names.forEach((name, index) => {
    mustBeFieldName(name, pointerOf(index))
    if (names.indexOf(name) === index) return
    throw userError({
      code: 'TABLE_NAME_TWICE',
      text: { fr: `Deux colonnes s’appelleraient « ${name} ».`, en: `Two columns would be called “${name}”.` },
      hint: { fr: 'Donnez un autre nom à l’une d’elles.', en: 'Give one of them another name.' },
      field: pointerOf(index),
    })
  })
}
