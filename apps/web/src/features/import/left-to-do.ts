import type { ImportCheck } from '@maillon/api-contract'
import { accountChoice, flowChoice, thingChoice, type ImportChoices } from './import-choices.js'

export const leftKinds = ['unfilled', 'account', 'accountUnnamed', 'recipient', 'group', 'variable', 'flow', 'file', 'packageMissing', 'packageOlder', 'steps', 'problems'] as const

/** Something that keeps an imported flow from running, or (unfilled) the import itself from being made. */
export interface LeftToDo {
  readonly kind: (typeof leftKinds)[number]
  readonly name: string
  /** Names of steps or flows that need it. */
  readonly users: string
  readonly count: number
}

/** Everything that this import can't do by itself, for the flows that aren't left out. */
export function leftToDo(check: ImportCheck, choices: ImportChoices): readonly LeftToDo[] {
  const taken = check.flows.filter((flow) => flowChoice(choices, flow).as !== 'leave-out')
  const left = (kind: LeftToDo['kind'], name: string, { users = [], count = 1 }: { readonly users?: readonly string[]; readonly count?: number } = {}): LeftToDo => ({ kind, name, users: users.join(', '), count })
  return [
    ...check.accounts.filter((account) => accountChoice(choices, account) === null).map(({ name, steps }) => left(name === '' ? 'accountUnnamed' : 'account', name, { users: steps })),
    ...thingsLeft(check, choices, new Set(taken.map(({ name }) => name))).map(({ kind, name, users }) => left(kind, name, { users })),
    ...check.files.filter(({ isHere }) => !isHere).map(({ name }) => left('file', name)),
    ...check.packages.filter(({ verdict }) => verdict !== 'here').map(({ name, wanted, verdict }) => left(verdict === 'older' ? 'packageOlder' : 'packageMissing', `${name} ${wanted}`)),
    ...taken.flatMap(({ name, unknownTypes }) => unknownTypes.map(({ type, nodes }) => left('steps', type, { users: nodes.map((node) => `${node} (${name})`), count: nodes.length }))),
    ...taken.filter(({ problems, isRefused }) => problems.length > 0 && !isRefused).map(({ name, problems }) => left('problems', name, { count: problems.length })),
  ]
}

type ThingLeft = Pick<LeftToDo, 'kind' | 'name'> & { readonly users: readonly string[] }

function thingsLeft(check: ImportCheck, choices: ImportChoices, taken: ReadonlySet<string>): readonly ThingLeft[] {
  return check.things.flatMap((thing): readonly ThingLeft[] => {
    const { kind, name, flows, inFile } = thing
    if (!flows.some((flow) => taken.has(flow))) return []
    const chosen = thingChoice(choices, thing)
    if (chosen.kind === 'recipient') return chosen.recipient.name.trim() === '' || chosen.recipient.address?.trim() === '' ? [{ kind: 'unfilled', name, users: flows }] : []
    if (chosen.kind === 'variable' || chosen.id !== null) return []
    const own = inFile === null ? undefined : check.flows[inFile]
    const isBrought = own !== undefined && (own.existing !== null || flowChoice(choices, own).as !== 'leave-out')
    return isBrought ? [] : [{ kind, name, users: flows }]
  })
}
