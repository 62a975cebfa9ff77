/** Flows that every workspace has by itself. */
export const systemTasks = ['clean-up', 'archive', 'sessions', 'daily-report'] as const
export type SystemTask = (typeof systemTasks)[number]
