import type { Json } from '@maillon/kernel'
import type { FakeServer } from '@maillon/node-sdk/testing'
import { credentialTypeOf, type OpenedCredential } from '@maillon/vault'
import { createEgress } from '../egress/egress.js'

export interface TestCredentials {
  readonly [slot: string]: { readonly type: string; readonly values: { readonly [field: string]: Json } }
}

export interface OutsideHttp {
  /** For `testNode`: its requests go out by the product’s own egress, with the credential of the slot that they name. */
  readonly http: FakeServer
  close(): Promise<void>
}

/** The real way out for a node under test, towards servers on this machine. */
export function outsideHttp(credentials: TestCredentials = {}, now: () => number = Date.now): OutsideHttp {
  const egress = createEgress({ rules: { allow: [{ cidr: '127.0.0.1' }] }, clock: { now } })
  const opened = (slot: string | undefined): OpenedCredential | undefined => {
    const given = slot === undefined ? undefined : credentials[slot]
    if (slot === undefined || given === undefined) return undefined
    return { id: `credential-${slot}`, name: slot, type: given.type, values: given.values, hosts: credentialTypeOf(given.type)?.hosts(given.values) ?? [] }
  }
  return {
    async http(request) {
      const [credential, certificate, proxy] = [opened(request.credential), opened(request.certificate), opened(request.proxy)]
      const chosen = { ...(credential && { credential }), ...(certificate && { certificate }), ...(proxy && { proxy }) }
      const response = await egress.request(request, { signal: new AbortController().signal, ...chosen })
      return { status: response.status, headers: response.headers, body: await response.bytes() }
    },
    close: () => egress.close(),
  }
}
