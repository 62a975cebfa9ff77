/**
 * What is watched: a run that failed for good; failures that come again and again; a schedule that is late or was missed; no success for
 * hours; steps that wait too long in a lane; a lane that somebody paused and forgot.
 */
export const alertKinds = ['failure', 'repeated', 'late', 'silence', 'queue-age', 'lane-paused'] as const
export type AlertKind = (typeof alertKinds)[number]

/** How an alert ended. `gone`: nobody watches that any more (the flow was switched off or deleted, the rule changed). */
export const alertEnds = ['recovered', 'by-hand', 'gone'] as const
export type AlertEnd = (typeof alertEnds)[number]

/** Kinds that are about a lane instead of a flow. */
export function isAboutLanes(kind: AlertKind): boolean {
  return kind === 'queue-age' || kind === 'lane-paused'
}
