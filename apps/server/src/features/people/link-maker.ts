import type { Clock, Random } from '@maillon/kernel'
import { Inject, Injectable } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { CLOCK, CONFIG, RANDOM } from '../../platform/tokens.js'
import { hashOfSecret } from './link-secret.js'

export interface MadeLink {
  readonly url: string
  readonly hash: Buffer
  readonly expiresAt: Date
}

/**
 * Links with a secret. Where they lead is configuration, never what a request says of itself. The secret stands behind the `#`:
 * browsers send that part to no server, so it is in no log and no Referer.
 */
@Injectable()
export class LinkMaker {
  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  make(page: 'invitation' | 'new-password', lifetimeMs: number): MadeLink {
    const secret = this.random.token(32)
    const base = this.config.publicUrl ?? `http://localhost:${this.config.port}`
    return { url: `${base}/${page}/#${secret}`, hash: hashOfSecret(secret), expiresAt: new Date(this.clock.now() + lifetimeMs) }
  }
}
