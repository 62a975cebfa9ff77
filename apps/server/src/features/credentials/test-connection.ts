import { MaillonError, type LocalizedText } from '@maillon/kernel'
import type { Egress } from '@maillon/node-host'
import type { OpenedCredential } from '@maillon/vault'

const patienceMs = 10_000
/** Over all steps of a login; what takes longer is told as silence. */
const altogetherMs = 30_000

/** The node packages that know how to try a kind of credential; loaded when somebody presses the button. */
const packages: { readonly [type: string]: () => Promise<{ readonly connectionTests: object }> } = {
  smtp: () => import('@maillon/node-mail'),
  imap: () => import('@maillon/node-mail'),
  ftp: () => import('@maillon/node-remote'),
  sftp: () => import('@maillon/node-remote'),
  s3: () => import('@maillon/node-remote'),
  postgres: () => import('@maillon/node-sql'),
  mysql: () => import('@maillon/node-sql'),
}

/** With what keeps a refresh token that takes the place of the old one. */
type TestedCredential = OpenedCredential & { readonly renew?: (refreshToken: string) => Promise<void> }

type ConnectionTest = (credential: TestedCredential, context: object) => Promise<{ readonly text: LocalizedText }>

/**
 * Log in as the nodes do, through the same rules for addresses, without sending or changing anything.
 * @returns what was found; null for credentials that no node package tries
 * @throws MaillonError whose sentence names the cause of a refusal
 */
export async function testConnection(credential: TestedCredential, egress: Egress): Promise<LocalizedText | null> {
  const load = Object.hasOwn(packages, credential.type) ? packages[credential.type] : undefined
  if (load === undefined) return null
  const tests = (await load()).connectionTests as { readonly [type: string]: ConnectionTest }
  const test = tests[credential.type]
  if (test === undefined) return null
  const signal = AbortSignal.timeout(altogetherMs)
  const context = {
    signal,
    patienceMs,
    now: () => Date.now(),
    resolveHost: (host: string, port: number) => egress.resolveHost(host, port),
    http: { request: (request: Parameters<Egress['request']>[0]) => egress.request(request, { signal }) },
  }
  try {
    return (await test(credential, context)).text
  } catch (error) {
    if (signal.aborted) throw new MaillonError({ code: 'CREDENTIAL_TEST_SILENT', kind: 'operational', retryable: false, params: { host: credential.hosts[0] ?? '' } }, { cause: error })
    throw error
  }
}
