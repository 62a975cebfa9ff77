/** What the shell is told: all is well; the flow is wrong or its run failed; the command itself was wrong (words, files). */
export const exitCodes = { ok: 0, failed: 1, usage: 2 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
