import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FlowDocument } from '@maillon/flow-document'
import pg from 'pg'
import { signIn, type SignedIn } from '../../world/sign-in.js'
import { installAudit } from '../check/audit.js'
import { DeskNotes } from './desk-notes.js'
import { MaillonProcess } from './maillon-process.js'
import { Oracle } from './oracle.js'
import { olderBuild } from './older-build.js'
import { OwnPostgres } from './own-postgres.js'
import { OwnRedis } from './own-redis.js'
import { SmallDisk } from './small-disk.js'
import { TcpProxy } from './tcp-proxy.js'
import { TriggerBook } from './trigger-book.js'

/** Where the lanes are. */
export type Backend = 'postgres' | 'redis'

/** A server process with lines of its own to the stores. */
export interface Member {
  readonly process: MaillonProcess
  readonly toPostgres: TcpProxy
  /** Null where the lanes are on Postgres. */
  readonly toRedis: TcpProxy | null
}

export interface MemberOptions {
  readonly roles?: string
  readonly env?: { readonly [name: string]: string }
  readonly skewFile?: string
  /** Default: the one that the house runs just now. */
  readonly build?: Build
}

/** today: these sources; older: see `olderBuild`. */
export type Build = 'today' | 'older'

export interface HouseOptions {
  readonly backend: Backend
  readonly postgres?: { readonly [name: string]: string }
  /** Default 2. */
  readonly workers?: number
  /** Its Postgres, or its files, on a disk of so many MiB (root only). Default: on the machine's. */
  readonly postgresDiskMiB?: number
  readonly filesDiskMiB?: number
  /** For every server process of the house. */
  readonly env?: { readonly [name: string]: string }
  /** What its servers run at first. Default `today`. */
  readonly build?: Build
}

const secretKey = Buffer.alloc(32, 7).toString('base64')

/** Everything that one scenario disturbs: stores of its own, a front (api, scheduler), workers, an oracle outside, and the book of what was accepted. */
export class House {
  front!: Member
  user!: SignedIn
  readonly workers: Member[] = []
  readonly book = new TriggerBook(() => this.front.process.url)
  readonly notes: DeskNotes
  private readonly members: Member[] = []
  private readonly flows = new Map<string, string>()
  private readonly coming: Promise<unknown>[] = []
  private count = 0
  db!: pg.Pool
  /** What servers run that join from now on, those that replace dead ones too. */
  build: Build

  private constructor(readonly options: HouseOptions, readonly folder: string, readonly parts: { readonly disks: readonly SmallDisk[]; readonly postgres: OwnPostgres; readonly redis: OwnRedis | null; readonly oracle: Oracle }) {
    this.notes = new DeskNotes(join(folder, 'notes.jsonl'))
    this.build = options.build ?? 'today'
  }

  static async open(options: HouseOptions): Promise<House> {
    const folder = await mkdtemp(join(tmpdir(), 'maillon-faults-'))
    // As root the database runs as another account, which has to be able to walk through the folder.
    await chmod(folder, 0o711)
    const disks = await mountDisks(folder, options)
    const postgres = await OwnPostgres.start(join(folder, 'postgres'), options.postgres)
    const redis = options.backend === 'redis' ? await OwnRedis.start() : null
    const house = new House(options, folder, { disks, postgres, redis, oracle: await Oracle.start(join(folder, 'effects.jsonl')) })
    try {
      await mkdir(house.dataFolder, { recursive: true })
      house.db = new pg.Pool({ connectionString: postgres.connectionString(), max: 3, options: '-c search_path=maillon,public -c timezone=UTC' })
      house.db.on('error', () => undefined)
      house.front = await house.join({ roles: 'api,scheduler' })
      await installAudit(house.db)
      house.user = await signIn(house.front.process.url, 'en')
      await Promise.all(Array.from({ length: options.workers ?? 2 }, () => house.addWorker()))
    } catch (error) {
      await house.close()
      throw error
    }
    return house
  }

  get backend(): Backend {
    return this.options.backend
  }

  get dataFolder(): string {
    return join(this.folder, 'data')
  }

  get postgres(): OwnPostgres {
    return this.parts.postgres
  }

  get redis(): OwnRedis {
    if (this.parts.redis === null) throw new Error('The lanes of this house are on Postgres')
    return this.parts.redis
  }

  get oracle(): Oracle {
    return this.parts.oracle
  }

  /** The small disk of this house. */
  get disk(): SmallDisk {
    const [disk] = this.parts.disks
    if (disk === undefined) throw new Error('This house has no disk of its own')
    return disk
  }

  /** Save, publish and switch on; once for each name. */
  async publish(document: FlowDocument): Promise<string> {
    const known = this.flows.get(document.name)
    if (known !== undefined) return known
    const { client } = this.user
    const { id, revision } = await client.call('createFlow', { body: { name: document.name } })
    const saved = await client.call('saveDraft', { params: { id }, body: { document: { ...document, id }, revision } })
    await client.call('publish', { params: { id }, body: { revision: saved.revision, activate: true } })
    this.flows.set(document.name, id)
    return id
  }

  async addWorker(options: MemberOptions = {}): Promise<Member> {
    const member = await this.join({ roles: 'worker', ...options })
    this.workers.push(member)
    return member
  }

  /** A worker takes the place of one that is gone, while the test goes on. `ready` waits for it. */
  replaceLater(member: Member): void {
    this.forgetWorker(member)
    const coming = this.untilStarted(() => this.addWorker())
    // Looked at when the scene is over: one that could not start in all that time must not end the whole table.
    coming.catch(() => undefined)
    this.coming.push(coming)
  }

  forgetWorker(member: Member): void {
    const at = this.workers.indexOf(member)
    if (at >= 0) this.workers.splice(at, 1)
  }

  /** A front in the place of the one that is gone, signed in as before. */
  async replaceFront(): Promise<void> {
    this.front = await this.untilStarted(() => this.join({ roles: 'api,scheduler' }))
    this.user = await signIn(this.front.process.url, 'en')
  }

  /** As whoever watches servers does: one that can't start just now (its database is away) is started again. */
  private async untilStarted(start: () => Promise<Member>): Promise<Member> {
    for (let attempt = 1; ; attempt += 1) {
      const member = await start().catch((error: unknown) => {
        if (attempt === 20) throw error
        return null
      })
      if (member !== null) return member
      await pause(500)
    }
  }

  async join(options: MemberOptions): Promise<Member> {
    const { postgres, redis } = this.parts
    const [toPostgres, toRedis] = await Promise.all([TcpProxy.to(postgres.port), redis === null ? null : TcpProxy.to(redis.port)])
    this.count += 1
    const env = {
      PORT: '0', HOST: '127.0.0.1', MAILLON_DATA: this.dataFolder, MAILLON_SECRET_KEY: secretKey, MAILLON_ALLOW_HOSTS: '127.0.0.1', MAILLON_ROLES: options.roles ?? 'worker',
      DATABASE_URL: postgres.connectionString(toPostgres.port), ...(toRedis === null ? {} : { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }), FAULT_NOTES: this.notes.file, ...this.options.env, ...options.env,
    }
    const build = (options.build ?? this.build) === 'older' ? await folderOfOlder() : undefined
    const process = await MaillonProcess.start({ name: `${options.roles ?? 'worker'} ${this.count}`, env, ...(build === undefined ? {} : { build }), ...(options.skewFile === undefined ? {} : { skewFile: options.skewFile }) })
    const member = { process, toPostgres, toRedis }
    this.members.push(member)
    return member
  }

  /** Everything well again: lines, stopped processes, moods; the dead are replaced. */
  async heal(workers = this.options.workers ?? 2): Promise<void> {
    await Promise.allSettled(this.coming.splice(0))
    await this.postgres.thaw()
    this.parts.redis?.thaw()
    this.oracle.feel('well')
    for (const { process, toPostgres, toRedis } of this.members) {
      toPostgres.disturb({})
      toRedis?.disturb({})
      process.thaw()
    }
    for (const worker of [...this.workers]) if (!worker.process.isAlive) this.forgetWorker(worker)
    if (!this.front.process.isAlive) await this.replaceFront()
    while (this.workers.length < workers) await this.addWorker()
    for (const extra of this.workers.splice(workers)) await extra.process.stop()
    for (const { process } of [this.front, ...this.workers]) await process.faultAt('')
  }

  /** Everything that its servers printed and that is no ordinary line of their log. */
  complaints(): readonly string[] {
    return this.members.flatMap(({ process }) => process.output().split('\n').filter((line) => /^error:|unhandled|assert|TypeError|ReferenceError|column .* does not exist/i.test(line)).map((line) => `${process.name}: ${line.slice(0, 300)}`))
  }

  /** What the living and the dead printed last, for a failure's report. */
  outputs(): string {
    return this.members.map(({ process }) => `--- ${process.name} (${process.isAlive ? 'alive' : 'gone'})\n${process.output().slice(-1500)}`).join('\n')
  }

  async skewFile(name: string, ms: number): Promise<string> {
    const file = join(this.folder, `${name}.skew`)
    await writeFile(file, String(ms))
    return file
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.coming.splice(0))
    await this.postgres.thaw()
    await Promise.all(this.members.map(({ process }) => process.kill()))
    await Promise.all(this.members.flatMap(({ toPostgres, toRedis }) => (toRedis === null ? [toPostgres] : [toPostgres, toRedis])).map((line) => line.close()))
    await this.db?.end().catch(() => undefined)
    await this.oracle.close()
    await this.parts.redis?.remove()
    await this.postgres.stop()
    for (const disk of this.parts.disks) disk.unmount()
    await rm(this.folder, { recursive: true, force: true })
  }
}

async function mountDisks(folder: string, { postgresDiskMiB, filesDiskMiB }: HouseOptions): Promise<readonly SmallDisk[]> {
  const disks: SmallDisk[] = []
  if (postgresDiskMiB !== undefined) disks.push(await SmallDisk.mount(join(folder, 'postgres'), postgresDiskMiB))
  if (filesDiskMiB !== undefined) disks.push(await SmallDisk.mount(join(folder, 'data', 'files'), filesDiskMiB))
  return disks
}

async function folderOfOlder(): Promise<string> {
  const older = await olderBuild()
  if (older === null) throw new Error('There is no history of the sources here: no older build can be made of it')
  return older.folder
}
