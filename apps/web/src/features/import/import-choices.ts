import type { ArrivingAccount, ArrivingFlow, ArrivingThing, CheckImportRequest, ImportCheck, ImportRequest, ImportWay, RecipientRequest, ThingChoice, VariableRequest } from '@maillon/api-contract'

export interface FlowChosen {
  readonly as: ImportWay
  readonly name: string
  /** The flow that stood here when it was chosen; null: none. Over another one, the choice says nothing. */
  readonly over: string | null
}

/** For a thing: something that is here (null: later), or something that is made with the import. */
export type ThingChosen =
  | { readonly kind: 'use'; readonly id: string | null }
  | { readonly kind: 'variable'; readonly variable: VariableRequest }
  | { readonly kind: 'recipient'; readonly recipient: RecipientRequest }

/** What a person has chosen so far. What isn't in it is as the check proposes. */
export interface ImportChoices {
  /** By the place of the flow in the file. */
  readonly flows: { readonly [index: number]: FlowChosen }
  /** By the account's key; null: later. */
  readonly accounts: { readonly [key: string]: string | null }
  readonly things: { readonly [key: string]: ThingChosen }
}

export const nothingChosen: ImportChoices = { flows: {}, accounts: {}, things: {} }

/** At first, the same flow takes the place of its draft; one that only has the same name comes beside it. */
export function flowChoice({ flows }: ImportChoices, { index, name, existing }: ArrivingFlow): FlowChosen {
  const over = existing?.id ?? null
  const chosen = flows[index]
  return chosen !== undefined && chosen.over === over ? chosen : { as: existing?.by === 'origin' ? 'replace' : 'new', name, over }
}

export function accountChoice({ accounts }: ImportChoices, { key, proposal }: ArrivingAccount): string | null {
  return Object.hasOwn(accounts, key) ? (accounts[key] ?? null) : (proposal?.credentialId ?? null)
}

export function thingChoice({ things }: ImportChoices, { key, proposal }: ArrivingThing): ThingChosen {
  return (Object.hasOwn(things, key) ? things[key] : undefined) ?? { kind: 'use', id: proposal?.id ?? null }
}

export function countChosen(check: ImportCheck, choices: ImportChoices): number {
  return check.flows.filter((flow) => flowChoice(choices, flow).as !== 'leave-out').length
}

/** For a check that tells the changes as they would be with these choices. */
export function choicesToCheck(check: ImportCheck, choices: ImportChoices): Omit<CheckImportRequest, 'text'> {
  return { accounts: chosenAccounts(check, choices), things: check.things.map((thing) => ({ key: thing.key, use: usedId(thingChoice(choices, thing)) })) }
}

/** The things stand in the order of the check: what is wrong with one is told by its place. */
export function requestOf(text: string, check: ImportCheck, choices: ImportChoices): ImportRequest {
  return {
    text,
    flows: check.flows.map((flow) => {
      const { index, name, existing } = flow
      const chosen = flowChoice(choices, flow)
      const given = chosen.name.trim()
      return { index, as: chosen.as, ...(chosen.as === 'new' && given !== '' && given !== name ? { name: given } : {}), existing: existing === null ? null : { id: existing.id, revision: existing.revision } }
    }),
    accounts: chosenAccounts(check, choices),
    things: check.things.map((thing): ThingChoice => {
      const chosen = thingChoice(choices, thing)
      return { key: thing.key, use: usedId(chosen), ...(chosen.kind === 'variable' ? { variable: chosen.variable } : {}), ...(chosen.kind === 'recipient' ? { recipient: chosen.recipient } : {}) }
    }),
  }
}

function chosenAccounts(check: ImportCheck, choices: ImportChoices): ImportRequest['accounts'] {
  return check.accounts.map((account) => ({ key: account.key, credentialId: accountChoice(choices, account) }))
}

function usedId(chosen: ThingChosen): string | null {
  return chosen.kind === 'use' ? chosen.id : null
}
