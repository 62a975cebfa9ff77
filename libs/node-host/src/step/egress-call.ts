import { MaillonError } from '@maillon/kernel'
import type { HttpRequest } from '@maillon/node-sdk'
import type { OpenedCredential } from '@maillon/vault'
import type { EgressCall } from '../egress/egress.js'
import type { HostParts } from './host-parts.js'
import type { StepAbout } from './step-services.js'

export interface EgressCallParts {
  readonly host: HostParts
  readonly about: StepAbout
  readonly open: (slot: string) => Promise<OpenedCredential | null>
}

/** What goes along with a node's request: the credentials of the slots that it names. @throws MaillonError `VAULT_CREDENTIAL_NEEDED` (user) */
export async function egressCallOf(request: HttpRequest, { host, about, open }: EgressCallParts): Promise<EgressCall> {
  const chosen = async (slot: string | undefined) => (slot === undefined ? undefined : ((await open(slot)) ?? noneChosen(slot)))
  const [credential, certificate, proxy] = [await chosen(request.credential), await chosen(request.certificate), await chosen(request.proxy)]
  return {
    signal: about.assignment.signal,
    ...(credential === undefined ? {} : { credential, onRenewed: (refreshToken: string) => keepRenewed({ host, about, credential }, refreshToken) }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(about.allowsHost === undefined ? {} : { allowsHost: about.allowsHost }),
    onSecret: (secret) => about.secrets.add([secret]),
  }
}

interface Renewal {
  readonly host: HostParts
  readonly about: StepAbout
  readonly credential: OpenedCredential
}

/** A token that couldn't be kept works on in this process, and is asked for anew after the next start: a warning and no failure. */
export async function keepRenewed({ host, about, credential }: Renewal, refreshToken: string): Promise<void> {
  about.secrets.add([refreshToken])
  try {
    await host.options.credentials.renew?.(about.assignment.run.workspaceId, credential.id, { refreshToken })
  } catch (error) {
    host.options.logger.warn('A renewed token could not be kept', { credential: credential.id, error: about.secrets.text(String(error)) })
  }
}

function noneChosen(slot: string): never {
  throw new MaillonError({ code: 'VAULT_CREDENTIAL_NEEDED', kind: 'user', retryable: false, params: { slot } })
}
