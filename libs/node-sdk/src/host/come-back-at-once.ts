import type { Json } from '@maillon/kernel'
import type { Resumed, SuspendUntil } from '../context.js'

/** How a wait ends where nobody waits (dry runs, tests): the time is over; the usual button was pressed and nothing corrected. */
export function comeBackAtOnce(until: SuspendUntil): Resumed {
  if (until.for === 'time') return { by: 'time' }
  const { about } = until
  if (about === undefined) return { by: 'answer', answer: {} }
  const [usual] = about.choices
  const values: readonly (readonly [string, Json])[] = (about.fields ?? []).map(({ name, value }) => [name, value])
  return { by: 'answer', answer: { ...(usual === undefined ? {} : { choice: usual.id }), ...(values.length === 0 ? {} : { values: Object.fromEntries(values) }) } }
}
