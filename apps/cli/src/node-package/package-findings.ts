import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalizedText } from '@maillon/kernel'
import type { PackageFile, PackageManifest } from '@maillon/node-host'

/** Something about what would be published. `error`: it is not packed. */
export interface PackageFinding {
  readonly severity: 'error' | 'warning'
  readonly text: LocalizedText
}

const secretNames = /(?:^|\/)(?:\.env(?:\..+)?|\.npmrc|\.netrc|id_(?:rsa|ed25519|ecdsa)|.+\.(?:pem|key|p12|pfx|keystore))$/i
const secretTexts: readonly (readonly [string, RegExp])[] = [
  ['private key', /-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-----/],
  ['AWS', /\bAKIA[0-9A-Z]{16}\b/],
  ['npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['GitHub', /\bgh[pousr]_[A-Za-z0-9]{36,}\b/],
  ['Slack', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['password', /\b(?:password|passwd|secret|api_?key|token)["']?\s*[:=]\s*["'][^"'\s{}$]{12,}["']/i],
]
const largeBytes = 2 * 1024 * 1024

/** What an author should know before others can read it: secrets, size, hosts that the code names and the manifest doesn't. */
export async function packageFindings(folder: string, manifest: PackageManifest, files: readonly PackageFile[]): Promise<readonly PackageFinding[]> {
  const size = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
  const hosts = await hostsIn(join(folder, 'src'))
  const undeclared = hosts.filter((host) => !manifest.permissions.hosts.some((rule) => rule === '*' || rule === host || (rule.startsWith('*.') && host.endsWith(rule.slice(1)))))
  return [
    ...files.flatMap(secretsIn),
    ...(files.some(({ path }) => /^licen[cs]e/i.test(path)) || manifest.license !== '' ? [] : [warning('Il n’y a pas de licence.', 'There is no licence.')]),
    ...(size > largeBytes ? [warning(`Le paquet fait ${megabytes(size)} Mo : n’y mettez que ce qui sert.`, `The package has ${megabytes(size)} MB: put in only what is needed.`)] : []),
    ...undeclared.map((host) => warning(`Le code nomme l’hôte ${host}, que maillon.permissions.hosts ne déclare pas : tout appel y sera refusé.`, `The code names the host ${host}, which maillon.permissions.hosts doesn’t declare: calls to it will be refused.`)),
  ]
}

function secretsIn({ path, bytes }: PackageFile): readonly PackageFinding[] {
  if (secretNames.test(path)) return [error(`${path} ressemble à un fichier de secrets.`, `${path} looks like a file of secrets.`)]
  const text = Buffer.from(bytes).toString('latin1')
  // Bundled code is full of `token: "…"`; an author's secret there also stands in what they wrote.
  const rules = path.endsWith('.js') && text.length > 200_000 ? secretTexts.slice(0, -1) : secretTexts
  return rules.filter(([, form]) => form.test(text)).map(([kind]) => error(`${path} contient ce qui ressemble à un secret (${kind}).`, `${path} holds what looks like a secret (${kind}).`))
}

async function hostsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  const found = new Set<string>()
  for (const entry of entries.filter((one) => one.isFile() && /\.[cm]?[jt]s$/.test(one.name))) {
    const text = await readFile(join(entry.parentPath, entry.name), 'utf8')
    for (const [, host = ''] of text.matchAll(/https?:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)) found.add(host.toLowerCase())
  }
  return [...found]
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1)
}

function error(fr: string, en: string): PackageFinding {
  return { severity: 'error', text: { fr, en } }
}

function warning(fr: string, en: string): PackageFinding {
  return { severity: 'warning', text: { fr, en } }
}
