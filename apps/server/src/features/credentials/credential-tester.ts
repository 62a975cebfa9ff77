import type { CredentialTestResult } from '@maillon/api-contract'
import { isMaillonError, MaillonError, type Locale } from '@maillon/kernel'
import { errorSentence, messageOf } from '@maillon/messages'
import type { Egress } from '@maillon/node-host'
import type { StoredCredential } from '@maillon/storage'
import type { OpenedCredential } from '@maillon/vault'
import { Inject, Injectable } from '@nestjs/common'
import { EGRESS } from '../../platform/tokens.js'
import { StoredCredentialReader } from './stored-credential-reader.js'
import { testConnection } from './test-connection.js'

const patienceMs = 10_000

const withToken: ReadonlySet<string> = new Set(['login-token', 'cortex', 'oauth2-client', 'oauth2-code', 'google-service-account'])

/** The test button: uses a credential as a node would, through the same rules for addresses, and says what came of it. */
@Injectable()
export class CredentialTester {
  constructor(
    @Inject(StoredCredentialReader) private readonly reader: StoredCredentialReader,
    @Inject(EGRESS) private readonly egress: Egress,
  ) {}

  async test(stored: StoredCredential, locale: Locale): Promise<CredentialTestResult> {
    try {
      const credential = this.reader.openStored(stored)
      const renew = (refreshToken: string) => this.reader.renew(stored.workspaceId, credential.id, { refreshToken })
      const found = await testConnection({ ...credential, renew }, this.egress)
      if (found !== null) return { ok: true, message: found[locale] }
      const { code, params } = await this.#use(credential, stored.workspaceId)
      return { ok: true, message: messageOf(code, params, locale) }
    } catch (error) {
      if (!isMaillonError(error)) throw error
      const { sentence, hint } = errorSentence(error.info, locale)
      return { ok: false, message: hint === null ? sentence : `${sentence} ${hint}` }
    }
  }

  async #use(credential: OpenedCredential, workspaceId: string): Promise<{ readonly code: string; readonly params: { readonly [name: string]: string | number } }> {
    const [host = ''] = credential.hosts
    switch (credential.type) {
      // Anything more would post a message to people; what a proxy lets through is seen at the first call.
      case 'webhook-url':
      case 'http-proxy': {
        const { hostname, port, protocol } = new URL(String(credential.values['url'] ?? credential.values['address']))
        await this.egress.resolveHost(hostname, port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port))
        return { code: 'CREDENTIAL_TEST_ADDRESS', params: { host } }
      }
      default:
        return host === '' ? { code: 'CREDENTIAL_TEST_CALLER', params: {} } : this.#get(credential, { host, workspaceId })
    }
  }

  async #get(credential: OpenedCredential, { host, workspaceId }: { readonly host: string; readonly workspaceId: string }): Promise<{ readonly code: string; readonly params: { readonly [name: string]: string | number } }> {
    const attached = credential.type === 'tls-certificate' ? { certificate: credential } : { credential }
    const onRenewed = (refreshToken: string) => this.reader.renew(workspaceId, credential.id, { refreshToken })
    const response = await this.egress.request({ url: addressOf(credential), timeoutMs: patienceMs, maxBytes: 1024 * 1024 }, { signal: AbortSignal.timeout(patienceMs), ...attached, onRenewed })
    response.close()
    const { status } = response
    if (status === 401 || status === 403) throw refused('CREDENTIAL_TEST_REFUSED', { host, status })
    if (status >= 500) throw refused('CREDENTIAL_TEST_BROKEN', { host, status })
    // An address that isn't there says nothing of the secret; where a token was asked for, that has worked by now.
    return { code: status < 400 || withToken.has(credential.type) ? 'CREDENTIAL_TEST_ACCEPTED' : 'CREDENTIAL_TEST_ANSWERED', params: { host, status } }
  }
}

/** An account of Twilio is known at its own page; everything else at the address of the service. */
function addressOf({ type, values }: OpenedCredential): string {
  const address = String(values['address'])
  return type === 'twilio' ? `${address.replace(/\/+$/, '')}/2010-04-01/Accounts/${String(values['accountSid'])}.json` : address
}

function refused(code: string, params: { readonly [name: string]: string | number }): MaillonError {
  return new MaillonError({ code, kind: 'operational', retryable: false, params })
}
