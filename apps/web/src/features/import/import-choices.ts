import type { ImportCheck, ImportRequest, ImportWay } from '@maillon/api-contract'

/** What a person has chosen so far. */
export interface ImportChoices {
  /** By the place of the flow in the file. */
  readonly flows: { readonly [index: number]: { readonly as: ImportWay; readonly name: string } }
  /** By the account's key; null: later. */
  readonly accounts: { readonly [key: string]: string | null }
}

/** The same flow takes the place of its draft; one that only has the same name comes beside it; accounts as proposed. */
export function firstChoices(check: ImportCheck): ImportChoices {
  return {
    flows: Object.fromEntries(check.flows.map(({ index, name, existing }) => [index, { as: existing?.by === 'origin' ? 'replace' : 'new', name }])),
    accounts: Object.fromEntries(check.accounts.map(({ key, proposal }) => [key, proposal?.credentialId ?? null])),
  }
}

export function requestOf(text: string, check: ImportCheck, { flows, accounts }: ImportChoices): ImportRequest {
  return {
    text,
    flows: check.flows.map(({ index, name, existing }) => {
      const chosen = flows[index]
      const given = chosen?.name.trim() ?? ''
      return {
        index,
        as: chosen?.as ?? 'leave-out',
        ...(chosen?.as === 'new' && given !== '' && given !== name ? { name: given } : {}),
        existing: existing === null ? null : { id: existing.id, revision: existing.revision },
      }
    }),
    accounts: check.accounts.map(({ key }) => ({ key, credentialId: accounts[key] ?? null })),
  }
}

/** How many flows would be written. 0: there is nothing to press a button for. */
export function countChosen({ flows }: ImportChoices): number {
  return Object.values(flows).filter(({ as }) => as !== 'leave-out').length
}
