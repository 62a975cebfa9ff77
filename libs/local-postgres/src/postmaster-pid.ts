/** What a running postmaster writes into `postmaster.pid`. */
export interface PostmasterPid {
  readonly pid: number
  readonly dataDir: string
  readonly port: number
  /** False while it starts up or shuts down. */
  readonly ready: boolean
}

/** Read the file's lines (pid, data directory, start time, port, socket folder, address, shared memory key, status); null where it isn't complete yet. */
export function parsePostmasterPid(text: string): PostmasterPid | null {
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  const dataDir = lines[1]
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0 || dataDir === undefined) return null
  return { pid, dataDir, port, ready: lines[7]?.trim() === 'ready' }
}
