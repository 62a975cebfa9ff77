/**
 * One attempt of a node of a package, in a process that is begun for it and ended with it: nothing that the package changes in its process
 * (globals, prototypes, what it remembers) reaches another node, another flow or the next run.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { effectsOf, type PortSpec } from '@maillon/node-contract'
import { out, type AllContext, type Emission, type ItemContext, type ItemResult, type LookContext, type LookReport, type NodeContext, type NodeDefinition } from '@maillon/node-sdk'
import { makeSuspend, type SuspendUntil } from '@maillon/node-sdk/host'
import { AttemptStreams } from './attempt-streams.js'
import type { IsolatedPackage } from './isolated-package.js'
import { PackageProcess } from './package-process.js'
import type { PackageCall } from './process-messages.js'
import { servePackage, type ServedContext } from './serve-package.js'

export interface PackageRun {
  /** The node, to be run like any other; its code is in the process. */
  readonly definition: NodeDefinition
  close(): Promise<void>
}

export interface PackageRunWish {
  readonly described: NodeDefinition
  readonly isolated: IsolatedPackage
  readonly signal: AbortSignal
  /** Of the lane, MiB; null: what the package asks for. */
  readonly heapMiB: number | null
}

export async function openPackageRun({ described, isolated, signal, heapMiB }: PackageRunWish): Promise<PackageRun> {
  const folder = await isolated.folder()
  const scratch = isolated.permissions.files === 'none' ? null : await realpath(await mkdtemp(join(tmpdir(), 'maillon-package-')))
  const attempt = new PackageAttemptRun(described, isolated, { folder, scratch, heapMiB })
  const onAbort = () => attempt.process.abort()
  signal.addEventListener('abort', onAbort, { once: true })
  return {
    definition: attempt.definition(),
    async close() {
      signal.removeEventListener('abort', onAbort)
      attempt.process.kill(new Error('This attempt is over'))
      await attempt.streams.close()
      if (scratch !== null) await rm(scratch, { recursive: true, force: true })
    },
  }
}

class PackageAttemptRun {
  readonly streams = new AttemptStreams()
  readonly process: PackageProcess
  private context: (ServedContext & Partial<Pick<NodeContext<JsonObject>, 'log' | 'progress' | 'params'>>) | null = null

  constructor(
    private readonly described: NodeDefinition,
    private readonly isolated: IsolatedPackage,
    private readonly at: { readonly folder: string; readonly scratch: string | null; readonly heapMiB: number | null },
  ) {
    const { memoryMiB } = isolated.permissions
    this.process = new PackageProcess({
      readable: [at.folder, ...(at.scratch === null ? [] : [at.scratch])],
      entry: join(at.folder, isolated.entry),
      memoryMiB: Math.min(memoryMiB, at.heapMiB ?? memoryMiB),
      serve: (path, args) => this.serve(path, args),
      tell: (path, args) => this.tell(path, args),
    })
  }

  definition(): NodeDefinition {
    const { descriptor, run, runItem, look, preview, brand } = this.described
    return {
      brand,
      descriptor,
      ...(run === undefined ? {} : { run: (context: AllContext<never>) => this.run(context) }),
      ...(runItem === undefined ? {} : { runItem: (context: ItemContext<never>) => this.runItem(context) }),
      ...(look === undefined ? {} : { look: (context: LookContext<never>) => this.look(context) }),
      ...(preview === undefined ? {} : { preview: (context: ItemContext<never> | AllContext<never>) => this.preview(context) }),
    }
  }

  private async run(context: AllContext<JsonObject>): Promise<ReturnType<typeof makeSuspend> | undefined> {
    const ended = await this.call('run', context, { ...common(context), resumed: context.resumed as JsonObject | null, answerLinks: linksOf(context), knownFields: this.knownFields(context) })
    return isJsonObject(ended) && isJsonObject(ended['until']) ? makeSuspend(ended['until'] as SuspendUntil) : undefined
  }

  private async runItem(context: ItemContext<JsonObject>): Promise<ItemResult> {
    return itemResult(await this.call('runItem', context, { ...common(context), item: context.item as unknown as Json, index: context.index }))
  }

  private async look(context: LookContext<JsonObject>): Promise<LookReport> {
    const { params, idempotencyKey, locale, timeZone, flow, cursor, failingSince, listenMs } = context
    const report = await this.call('look', context, { params, idempotencyKey, locale, timeZone, flow: { ...flow }, cursor, failingSince, listenMs, roots: rootsOf(context) })
    const { cursor: next = null, nextInMs } = isJsonObject(report) ? report : {}
    return { cursor: next, nextInMs: typeof nextInMs === 'number' ? nextInMs : 60_000 }
  }

  private async preview(context: ItemContext<JsonObject> | AllContext<JsonObject>): Promise<JsonObject> {
    const data = 'item' in context ? { ...common(context), item: context.item as unknown as Json, index: context.index } : { ...common(context), resumed: null, answerLinks: null, knownFields: this.knownFields(context) }
    // Checked like every item by whoever asked.
    return (await this.call('preview', context, data)) as JsonObject
  }

  /** By port; '' is the first one. */
  private knownFields({ knownFields }: AllContext<JsonObject>): JsonObject {
    const { inputs } = this.described.descriptor
    const ports = Array.isArray(inputs) ? (inputs as readonly PortSpec[]).map(({ id }) => id) : []
    return { '': [...knownFields()], ...Object.fromEntries(ports.map((port) => [port, [...knownFields(port)]])) }
  }

  private call(call: PackageCall, context: ServedContext, data: JsonObject): Promise<Json> {
    this.context = context
    const { type, version } = this.described.descriptor
    return this.process.call({ call, type, version }, data)
  }

  private serve(path: string, args: JsonObject): Promise<unknown> {
    const { context, isolated, streams, at, described } = this
    if (context === null) return Promise.reject(new Error('Nothing is asked of this package yet'))
    const { permissions, name } = isolated
    return servePackage({ package: name, permissions, streams, scratch: at.scratch, effects: effectsOf(described.descriptor, context.params ?? {}) }, context, { path, args })
  }

  private tell(path: string, { level, message, data, done, total }: JsonObject): void {
    const { context } = this
    if (path === 'progress') return context?.progress?.(Number(done), typeof total === 'number' ? total : undefined)
    context?.log?.[level === 'warn' ? 'warn' : 'info'](String(message), isJsonObject(data) ? data : undefined)
  }
}

function common(context: NodeContext<JsonObject>): JsonObject {
  const { params, idempotencyKey, isTest, locale, timeZone, run } = context
  return { params, idempotencyKey, isTest, locale, timeZone, run: { ...run }, roots: rootsOf(context) }
}

function rootsOf({ folders }: Pick<NodeContext<JsonObject>, 'folders'>): JsonObject[] {
  return folders.roots().map(({ name, isWritable }) => ({ name, isWritable }))
}

function linksOf({ answerLinks }: AllContext<JsonObject>): JsonObject | null {
  try {
    return { ...answerLinks() }
  } catch {
    return null
  }
}

/** What `runItem` gave: checked by the item loop like what our own nodes give. */
function itemResult(value: Json): ItemResult {
  if (!Array.isArray(value)) return null
  const given = (value as readonly Json[]).map((each): JsonObject | Emission => {
    const { plain, json, files, port } = isJsonObject(each) ? each : {}
    if (plain !== undefined) return plain as JsonObject
    return out(json as JsonObject, { ...(typeof port === 'string' ? { port } : {}), ...(isJsonObject(files) ? { files: files as never } : {}) })
  })
  const [only] = given
  return given.length === 1 && only !== undefined ? only : (given as readonly Emission[])
}
