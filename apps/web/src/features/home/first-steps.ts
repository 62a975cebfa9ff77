export const firstSteps = ['flow', 'run', 'credential', 'activate'] as const
export type FirstStep = (typeof firstSteps)[number]

/** What has been done already. */
export interface Progress {
  readonly flows: number
  readonly runs: number
  readonly credentials: number
  readonly activeFlows: number
}

export interface FirstStepState {
  readonly step: FirstStep
  readonly isDone: boolean
}

/** The four steps to a flow that works by itself. */
export function firstStepsOf(progress: Progress): readonly FirstStepState[] {
  const done: { readonly [S in FirstStep]: boolean } = {
    flow: progress.flows > 0,
    run: progress.runs > 0,
    credential: progress.credentials > 0,
    activate: progress.activeFlows > 0,
  }
  return firstSteps.map((step) => ({ step, isDone: done[step] }))
}
