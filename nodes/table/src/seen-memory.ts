/**
 * What earlier runs of a flow have seen, in the node's durable state.
 *
 * 1. Only short hashes of keys are kept, in so many buckets; each bucket forgets its oldest first, so the whole is bounded.
 * 2. What a run remembers bears the mark of its step (the idempotency key). So an attempt that comes again after a crash
 *    takes what its forerunner had remembered for new, as that one did.
 * 3. Remembering comes last, after everything was given. Where two runs saw a row at the same time, the one that comes second
 *    to a bucket fails its attempt, nothing of which stays, and finds the row known at the next. So a row passes once.
 */
import { createHash } from 'node:crypto'
import { retryableError, type Json, type NodeState } from '@maillon/node-sdk'

const buckets = 64
const hashLength = 12
const maxTries = 20
const dayMs = 86_400_000

export interface SeenMemoryOptions {
  readonly state: NodeState
  readonly idempotencyKey: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Keys at most, over all runs. */
  readonly remember: number
  /** Null: for ever. */
  readonly forgetAfterDays: number | null
}

/** Keys of one step, one after the other. */
interface Group {
  readonly by: string
  /** `YYYY-MM-DD`, UTC. */
  readonly at: string
  readonly keys: string
}

interface Bucket {
  groups: readonly Group[]
  revision: number | null
  /** Keys of other steps. */
  known: ReadonlySet<string>
}

export class SeenMemory {
  private readonly mark: string

  private constructor(
    private readonly options: SeenMemoryOptions,
    private readonly buckets: Bucket[],
  ) {
    this.mark = hashOf(options.idempotencyKey)
  }

  static async load(options: SeenMemoryOptions): Promise<SeenMemory> {
    const memory = new SeenMemory(options, [])
    memory.buckets.push(...(await Promise.all(Array.from({ length: buckets }, (_, index) => memory.loadBucket(index)))))
    return memory
  }

  /** Whether a key was remembered by another step than this one. */
  has(hash: string): boolean {
    return this.buckets[bucketOf(hash)]?.known.has(hash) === true
  }

  /** @throws RetryableError where another run remembered one of these keys meanwhile */
  async remember(hashes: Iterable<string>): Promise<void> {
    const byBucket = new Map<number, string[]>()
    for (const hash of hashes) byBucket.set(bucketOf(hash), [...(byBucket.get(bucketOf(hash)) ?? []), hash])
    for (const [index, own] of byBucket) await this.rememberIn(index, own)
  }

  private async rememberIn(index: number, own: readonly string[]): Promise<void> {
    let bucket = this.buckets[index] ?? (await this.loadBucket(index))
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      if (own.some((hash) => bucket.known.has(hash))) throw raced()
      if (await this.options.state.set(keyOf(index), this.withOwn(bucket, own), bucket.revision)) return
      bucket = await this.loadBucket(index)
    }
    throw raced()
  }

  private withOwn({ groups }: Bucket, own: readonly string[]): Json {
    const { remember, now } = this.options
    const room = Math.max(1, Math.floor(remember / buckets)) * hashLength
    const mine: Group = { by: this.mark, at: dayOf(now), keys: own.join('').slice(-room) }
    const kept: Group[] = [mine]
    let left = room - mine.keys.length
    for (const group of [...groups].reverse()) {
      if (group.by === this.mark || left <= 0) continue
      const keys = group.keys.slice(-left)
      kept.unshift({ ...group, keys })
      left -= keys.length
    }
    return { groups: kept as unknown as Json }
  }

  private async loadBucket(index: number): Promise<Bucket> {
    const entry = await this.options.state.get(keyOf(index))
    const groups = entry === null ? [] : groupsOf(entry.value)
    const { forgetAfterDays, now } = this.options
    const oldest = forgetAfterDays === null ? '' : dayOf(now - forgetAfterDays * dayMs)
    const valid = groups.filter(({ at }) => at >= oldest)
    return { groups: valid, revision: entry?.revision ?? null, known: new Set(valid.filter(({ by }) => by !== this.mark).flatMap(({ keys }) => keys.match(/.{12}/g) ?? [])) }
  }
}

/** 72 bits: among a million keys the chance that two fall together is one in ten billion. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, hashLength)
}

function bucketOf(hash: string): number {
  return (Buffer.from(hash.slice(0, 2), 'base64url')[0] ?? 0) % buckets
}

function keyOf(index: number): string {
  return `seen/${index}`
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function groupsOf(value: Json): readonly Group[] {
  const groups = typeof value === 'object' && value !== null && 'groups' in value ? value['groups'] : null
  return Array.isArray(groups) ? (groups as unknown as Group[]) : []
}

function raced() {
  return retryableError(
    {
      code: 'TABLE_SEEN_RACED',
      text: {
        fr: 'Une autre exécution du flux a vu les mêmes lignes en même temps ; cette étape recommence.',
        en: 'Another run of the flow saw the same rows at the same time; this step begins again.',
      },
      hint: { fr: 'Pour l’éviter, n’autorisez qu’une exécution à la fois dans les réglages du flux.', en: 'To avoid this, allow one run at a time in the flow’s settings.' },
    },
    500,
  )
}
