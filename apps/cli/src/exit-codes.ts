/**
 * What the shell is told.
 * 0: all is well. 1: what was looked at is not well (a flow is wrong, its run failed, the server refused, there is a difference and
 * `--exit-code`). 2: the command itself was wrong (words, files, settings, no token). 3: the server couldn't be reached: try again later.
 */
export const exitCodes = { ok: 0, failed: 1, usage: 2, unreachable: 3 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
