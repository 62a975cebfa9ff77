import type { ConsentAnswer } from '@maillon/api-contract'
import { parseOutsideJson, type Clock, type Json, type Random } from '@maillon/kernel'
import type { Egress } from '@maillon/node-host'
import { CredentialStore, type StoredCredential } from '@maillon/storage'
import { consentServiceOf, type ConsentService as Service, type Keyring } from '@maillon/vault'
import { Inject, Injectable } from '@nestjs/common'
import type { ServerConfig } from '../../../config/server-config.js'
import { apiError } from '../../../http/api-error.js'
import type { CallerIdentity } from '../../../http/caller.js'
import { CLOCK, CONFIG, EGRESS, KEYRING, RANDOM } from '../../../platform/tokens.js'
import { AuditService } from '../../audit/audit.service.js'
import { StoredCredentialReader } from '../stored-credential-reader.js'
import { consentAddress, exchangeRequest } from './consent-request.js'
import { openConsentState, sealConsentState } from './consent-state.js'

const patienceMs = 15_000
const lifetimeMs = 10 * 60_000

/** Sends a person to the service whose data flows are to use in their name, and keeps what the service gives for it. */
@Injectable()
export class ConsentService {
  constructor(
    @Inject(CredentialStore) private readonly store: CredentialStore,
    @Inject(StoredCredentialReader) private readonly reader: StoredCredentialReader,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(EGRESS) private readonly egress: Egress,
    @Inject(KEYRING) private readonly keyring: Keyring,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ServerConfig,
  ) {}

  begin(caller: CallerIdentity, stored: StoredCredential): string {
    const service = this.#serviceOf(stored)
    const verifier = this.random.token(48)
    const state = sealConsentState({ credentialId: stored.id, session: sessionOf(caller), verifier, until: this.clock.now() + lifetimeMs }, this.keyring)
    const address = consentAddress(service, { redirect: this.#redirect(), state, verifier })
    if (address === null || service.tokenUrl === '') throw apiError('CREDENTIAL_CONSENT_INCOMPLETE')
    return address
  }

  async finish(caller: CallerIdentity, answer: ConsentAnswer): Promise<{ readonly name: string }> {
    const state = openConsentState(answer.state, { keyring: this.keyring, session: sessionOf(caller), now: this.clock.now() })
    const stored = state === null ? null : await this.store.find(caller.workspace.id, state.credentialId)
    if (state === null || stored === null) throw apiError('CREDENTIAL_CONSENT_FOREIGN')
    const service = this.#serviceOf(stored)
    if (answer.code === undefined) throw apiError('CREDENTIAL_CONSENT_DECLINED', { host: hostOf(service.authorizationUrl), reason: reasonOf(answer.error) })
    const refreshToken = await this.#exchange(service, { code: answer.code, redirect: this.#redirect(), verifier: state.verifier })
    await this.reader.renew(caller.workspace.id, stored.id, { refreshToken })
    await this.audit.record(caller, { action: 'credential.connect', target: { kind: 'credential', id: stored.id }, before: null, after: { name: stored.name, host: hostOf(service.tokenUrl) } })
    return { name: stored.name }
  }

  async #exchange(service: Service, given: { readonly code: string; readonly redirect: string; readonly verifier: string }): Promise<string> {
    const { headers, body } = exchangeRequest(service, given)
    // As a stream: the client refuses to repeat one, so no redirect carries the secret elsewhere.
    const request = { method: 'POST' as const, url: service.tokenUrl, headers, body: once(body), timeoutMs: patienceMs, maxBytes: 256 * 1024 }
    const response = await this.egress.request(request, { signal: AbortSignal.timeout(patienceMs) })
    const fields = fieldsOf(await response.text())
    const host = hostOf(service.tokenUrl)
    if (response.status !== 200 || typeof fields['access_token'] !== 'string') {
      throw apiError('CREDENTIAL_CONSENT_REFUSED', { host, status: response.status, reason: reasonOf(fields['error']), redirect: given.redirect })
    }
    const { refresh_token: token } = fields
    if (typeof token !== 'string' || token === '') throw apiError('CREDENTIAL_CONSENT_SHORT', { host })
    return token
  }

  #serviceOf(stored: StoredCredential): Service {
    const service = consentServiceOf(stored.type, this.reader.openStored(stored).values)
    if (service === null) throw apiError('CREDENTIAL_CONSENT_UNFIT')
    return service
  }

  /** The page that the service sends the person back to; it has to be registered there. */
  #redirect(): string {
    return `${this.config.publicUrl ?? `http://localhost:${this.config.port}`}/consent/`
  }
}

function sessionOf(caller: CallerIdentity): string {
  return caller.sessionHash.toString('base64url')
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'utf8')
}

function fieldsOf(text: string): { readonly [name: string]: Json } {
  const read = parseOutsideJson(text)
  return read.ok && typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value) ? (read.value as { readonly [name: string]: Json }) : {}
}

/** Only what OAuth2 has names for: the rest of an answer may echo what was sent. */
function reasonOf(error: Json | undefined): string {
  return typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : '–'
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : ''
}
