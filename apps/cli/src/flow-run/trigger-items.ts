import type { TriggerEvent } from '@maillon/plan'
import type { NodeDescriptor } from '@maillon/node-contract'

/** What a trigger gives when a person starts it: its own kind of event, now. A webhook, a watch and a form give their samples. */
export function triggerItems(descriptor: NodeDescriptor, now: number): TriggerEvent['items'] {
  const instant = new Date(now).toISOString()
  switch (descriptor.trigger) {
    case 'schedule':
      return [{ json: { instant } }]
    case 'webhook':
    case 'watch':
    case 'form':
      return (descriptor.sample?.['main'] ?? [{}]).map((json) => ({ json }))
    default:
      return [{ json: { startedAt: instant } }]
  }
}
