import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../package-process/', import.meta.url))

export interface ProcessWish {
  /** Folders that it may read, absolute. */
  readonly readable: readonly string[]
  /** The module of the definitions, absolute. */
  readonly entry: string
  readonly memoryMiB: number
}

/** The command that runs a package: Node under its permission model, without a network of its own where this machine can give it none. */
export function processCommand({ readable, entry, memoryMiB }: ProcessWish): readonly [string, ...string[]] {
  const node = [
    process.execPath,
    ...['--experimental-permission', '--no-warnings', '--no-addons', '--disable-proto=delete', `--max-old-space-size=${memoryMiB}`, '--max-semi-space-size=8'],
    ...[program, ...readable.map((folder) => `${folder}/`)].map((folder) => `--allow-fs-read=${folder}`),
    ...[`${program}child.mjs`, entry],
  ] as const
  const [first, ...rest] = [...wrapper(), ...node]
  return [first ?? process.execPath, ...rest]
}

/** Whether the machine's kernel takes the network away from packages. False: only the program itself refuses it. */
export function isNetworkTaken(): boolean {
  return wrapper()[0] === 'unshare'
}

let known: readonly string[] | null = null

const endsWithServer = ['setpriv', '--pdeathsig', 'KILL', '--']
const ways: readonly (readonly string[])[] = [['unshare', '--net', '--', ...endsWithServer], ['unshare', '--map-root-user', '--net', '--', ...endsWithServer], endsWithServer, []]

/**
 * By util-linux, as far as this machine allows it (containers and other systems may not): `unshare` begins the process in an empty network,
 * `setpriv` has the kernel end it when the server is killed.
 */
function wrapper(): readonly string[] {
  known ??= process.platform === 'linux' ? (ways.find(([command, ...args]) => command === undefined || spawnSync(command, [...args, 'true'], { stdio: 'ignore', timeout: 5000 }).status === 0) ?? []) : []
  return known
}
