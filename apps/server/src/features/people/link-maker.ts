import type { Clock, Random } from '@maillon/kernel'
import { Inject, Injectable } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { CLOCK, CONFIG, RANDOM } from '../../platform/tokens.js'
import { makeLink, type MadeLink } from './make-link.js'

/** Links with a secret (see `makeLink`). */
@Injectable()
export class LinkMaker {
  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  make(page: 'invitation' | 'new-password', lifetimeMs: number): MadeLink {
    return makeLink({ config: this.config, random: this.random, clock: this.clock }, page, lifetimeMs)
  }
}
