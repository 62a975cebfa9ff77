import type { Clock, Random } from '@maillon/kernel'
import type { ServerConfig } from '../../config/server-config.js'
import { hashOfSecret } from './link-secret.js'

export interface MadeLink {
  readonly url: string
  readonly hash: Buffer
  readonly expiresAt: Date
}

export interface LinkPorts {
  readonly config: Pick<ServerConfig, 'publicUrl' | 'port'>
  readonly random: Random
  readonly clock: Clock
}

/**
 * A link with a secret. Where it leads is configuration, never what a request says of itself. The secret stands behind the `#`:
 * browsers send that part to no server, so it is in no log and no Referer.
 */
export function makeLink({ config, random, clock }: LinkPorts, page: 'invitation' | 'new-password', lifetimeMs: number): MadeLink {
  const secret = random.token(32)
  const base = config.publicUrl ?? `http://localhost:${config.port}`
  return { url: `${base}/${page}/#${secret}`, hash: hashOfSecret(secret), expiresAt: new Date(clock.now() + lifetimeMs) }
}
