import type { LocalBlobStore } from '@maillon/file-stores'
import { assertNever, MaillonError, type Clock } from '@maillon/kernel'
import { nameMatches, type CleanUp } from '@maillon/node-sdk'
import { CollectionDesk, daysBefore, FileStore, FlowStore, PeopleStore, RetentionStore, SettingStore, type FileCursor, type StoredFile } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type pg from 'pg'
import { BLOBS, CLOCK, SIDE_POOL } from '../../platform/tokens.js'
import { keepDaysOf } from '../retention/keep-days.js'
import { letRunsGo, sweepLostBytes } from '../retention/retention-sweep.js'

const filesAtOnce = 200
const runsAtOnce = 100
const shownNames = 100
/** An upload without a sign of life for so long was cut off. */
const abandonedAfterMs = 3_600_000
/** Of one clean-up; the next one goes on. */
const longestMs = 40 * 60_000

interface Removed {
  readonly removed: number
  readonly bytes: number
  readonly names: readonly string[]
}

function counted(removed: number): Removed {
  return { removed, bytes: 0, names: [] }
}

/** Lets things of a workspace go, as a step asks for it. */
@Injectable()
export class WorkspaceHousekeeping {
  readonly #runs: RetentionStore

  constructor(
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(CollectionDesk) private readonly collections: CollectionDesk,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(SettingStore) private readonly settings: SettingStore,
    @Inject(BLOBS) private readonly blobs: LocalBlobStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SIDE_POOL) pool: pg.Pool,
  ) {
    this.#runs = new RetentionStore(pool)
  }

  async cleanUp(workspaceId: string, what: CleanUp, isDryRun: boolean): Promise<Removed> {
    switch (what.what) {
      case 'runs':
        return this.#removeRuns(workspaceId, Date.parse(what.before), isDryRun)
      case 'files':
        return this.#removeFiles(workspaceId, what, isDryRun)
      case 'collection-rows': {
        const removed = await this.collections.removeOlder(workspaceId, what.collection, { before: new Date(what.before), isDryRun })
        if (removed === null) throw new MaillonError({ code: 'COLLECTION_MISSING', kind: 'user', retryable: false, params: { name: what.collection }, field: '/collection' })
        return { removed, bytes: 0, names: [] }
      }
      case 'retention':
        return counted(isDryRun ? await this.#runs.ended(workspaceId, daysBefore(this.clock.now(), await keepDaysOf(this.settings, workspaceId))) : await this.#keepTo(workspaceId))
      case 'sessions':
        return counted(isDryRun ? 0 : await this.people.sweepSessions(workspaceId))
      case 'leftovers':
        return counted(isDryRun ? 0 : await this.#removeLeftovers())
      default:
        return assertNever(what)
    }
  }

  #keepTo(workspaceId: string): Promise<number> {
    return letRunsGo({ store: this.#runs, clock: this.clock, defaultDays: (id) => keepDaysOf(this.settings, id) }, { workspaceId, longestMs })
  }

  /** They are nobody's: whichever workspace's task comes first takes them away for all. */
  async #removeLeftovers(): Promise<number> {
    let removed = await this.blobs.sweepTemporary(this.clock.now() - abandonedAfterMs)
    await this.#runs.alone(async () => {
      removed += await sweepLostBytes({ store: this.#runs, blobs: this.blobs, clock: this.clock })
    })
    return removed
  }

  /** Their rows go now, their bytes with the next sweep of the retention. A run that a later one goes on from stays, and one that is being looked at. */
  async #removeRuns(workspaceId: string, before: number, isDryRun: boolean): Promise<Removed> {
    if (isDryRun) return { removed: await this.#runs.ended(workspaceId, before), bytes: 0, names: [] }
    let removed = 0
    for (const flow of await this.#runs.flows(before)) {
      if (flow.workspaceId !== workspaceId) continue
      for (let gone = runsAtOnce; gone === runsAtOnce;) {
        gone = await this.#runs.remove(flow.flowId, before, runsAtOnce)
        removed += gone
      }
    }
    return { removed, bytes: 0, names: [] }
  }

  /** The row goes first: a file without a row is nobody's, one without bytes would be broken. */
  async #removeFiles(workspaceId: string, { before, pattern }: Extract<CleanUp, { readonly what: 'files' }>, isDryRun: boolean): Promise<Removed> {
    const gone: StoredFile[] = []
    for await (const file of this.#filesOf(workspaceId)) {
      if (file.createdAt.toISOString() >= before || !nameMatches(file.name, pattern)) continue
      if ((await this.flows.mentioning(workspaceId, file.id)).length > 0) continue
      gone.push(file)
      if (isDryRun) continue
      await this.files.remove(workspaceId, file.id)
      await this.blobs.remove(`files/${file.id}`)
    }
    return { removed: gone.length, bytes: gone.reduce((sum, { size }) => sum + size, 0), names: gone.slice(0, shownNames).map(({ name }) => name) }
  }

  async *#filesOf(workspaceId: string): AsyncGenerator<StoredFile> {
    let after: FileCursor | null = null
    for (;;) {
      const page: readonly StoredFile[] = await this.files.page(workspaceId, filesAtOnce, after)
      yield* page
      const last = page.at(-1)
      if (last === undefined || page.length < filesAtOnce) return
      after = last
    }
  }
}
