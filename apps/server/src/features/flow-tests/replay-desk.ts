import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalBlobStore } from '@maillon/file-stores'
import type { ReplayPlace } from '@maillon/flow-tests/replay'
import { IdleThreads, type NodePackages } from '@maillon/node-host'
import { Inject, Injectable } from '@nestjs/common'
import { machineLimits, threadLimits } from '../../platform/machine-limits.js'
import { PACKAGES } from '../../platform/tokens.js'

/** Of one replay: people wait for it. */
const limitMs = 30_000

/** Where the server replays tests: one after the other, in a folder that goes afterwards, with heavy nodes in threads of their own. */
@Injectable()
export class ReplayDesk {
  #before: Promise<unknown> = Promise.resolve()

  constructor(@Inject(PACKAGES) private readonly packages: NodePackages) {}

  /** @param packages what is tried, where it isn't what the server has now (an upgrade) */
  at<Answer>(work: (place: ReplayPlace) => Promise<Answer>, packages: NodePackages = this.packages): Promise<Answer> {
    const mine = this.#before.then(() => this.#inFolder(packages, work))
    this.#before = mine.catch(() => undefined)
    return mine
  }

  async #inFolder<Answer>(packages: NodePackages, work: (place: ReplayPlace) => Promise<Answer>): Promise<Answer> {
    const folder = await mkdtemp(join(tmpdir(), 'maillon-replay-'))
    // One after the other: each replay finds the threads of the one before warm, with the packages loaded.
    const idle = new IdleThreads()
    try {
      return await work({ packages, folder, limitMs, openBlobs: (own) => createLocalBlobStore({ folder: own }), threads: (own) => ({ ...threadsIn(own), idle }) })
    } finally {
      idle.close()
      await rm(folder, { recursive: true, force: true })
    }
  }
}

function threadsIn(folder: string): ReturnType<NonNullable<ReplayPlace['threads']>> {
  return {
    ...threadLimits(machineLimits()),
    blobs: { module: import.meta.resolve('@maillon/file-stores'), export: 'createLocalBlobStore', options: { folder } },
    tellError: { module: import.meta.resolve('@maillon/messages'), export: 'errorSentence' },
  }
}
