import type { TriggerKind } from '@maillon/node-contract'

/** Whether somebody outside starts the flow at a moment of their own, at an address of this server. */
export function isCallTrigger(trigger: TriggerKind | undefined): boolean {
  return trigger === 'webhook' || trigger === 'form'
}
