/** api: people and callers; worker: runs steps; scheduler: fires schedules. */
export const serverRoles = ['api', 'worker', 'scheduler'] as const
export type ServerRole = (typeof serverRoles)[number]
