import type { ParamHints } from '@maillon/node-contract'
import { Type } from 'typebox'
import { withDefault } from './choice-param.js'
import { ui } from './param.js'

/** The schema of a list of `DirectoryChoice`: recipients and groups of the workspace's directory. Default: nobody. */
export function directoryParam(hints: ParamHints) {
  const choice = Type.Object({ kind: Type.Union([Type.Literal('recipient'), Type.Literal('group')]), id: Type.String({ maxLength: 200 }), name: Type.String({ maxLength: 200 }) })
  return withDefault(Type.Array(choice, { default: [], maxItems: 200, ...ui({ ...hints, widget: 'recipients', expression: false }) }))
}
