/** What becomes of the instants that passed while no server was up. `one`: a single run for the latest of them. */
export const catchUpPolicies = ['skip', 'one', 'all'] as const
export type CatchUpPolicy = (typeof catchUpPolicies)[number]
