import type { ParamHints } from '@maillon/node-contract'
import { Type } from 'typebox'
import { choiceParam, withDefault } from './choice-param.js'
import { ui } from './param.js'

const choice = Type.Object({
  kind: choiceParam<'recipient' | 'group'>({ recipient: { fr: 'destinataire', en: 'recipient' }, group: { fr: 'groupe', en: 'group' } }, { label: { fr: 'Sorte', en: 'Kind' } }),
  id: Type.String({ maxLength: 200, ...ui({ label: { fr: 'Identifiant', en: 'Id' }, expression: false }) }),
  name: Type.String({ maxLength: 200, ...ui({ label: { fr: 'Nom', en: 'Name' }, expression: false }) }),
})

/** The schema of a list of `DirectoryChoice`: recipients and groups of the workspace's directory. Default: nobody. */
export function directoryParam(hints: ParamHints) {
  return withDefault(Type.Array(choice, { default: [], maxItems: 200, ...ui({ ...hints, widget: 'recipients', expression: false }) }))
}
