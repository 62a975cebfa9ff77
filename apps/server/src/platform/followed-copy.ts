import type { Logger } from '@maillon/kernel'

export interface FollowedSource {
  /** Another text after each change, whichever process made it. */
  revision(): Promise<string>
  /** Takes over what is stored now. */
  read(): Promise<void>
}

/**
 * This process's copy of something that any process changes.
 * 1. It is read where the revision is another one than that of the last reading which came to its end: one that failed is made again.
 * 2. What changes while it is read is read at the next look.
 */
export class FollowedCopy {
  #revision: string | null = null

  /** @param name what it is, for the log */
  constructor(private readonly source: FollowedSource, private readonly about: { readonly name: string; readonly logger: Logger }) {}

  /** Read it in any case. @throws what `read` throws */
  async reload(): Promise<void> {
    const revision = await this.source.revision()
    await this.source.read()
    this.#revision = revision
  }

  /** Read it where it has changed. Never throws: the next look tries again. */
  async look(): Promise<void> {
    try {
      if ((await this.source.revision()) !== this.#revision) await this.reload()
    } catch (error) {
      this.about.logger.warn('What other processes may have changed could not be looked at', { name: this.about.name, reason: error instanceof Error ? error.message : '' })
    }
  }
}
