import type { FileRef } from '@maillon/datasets'
import type { Accepted, AcceptRequest, Engine } from '@maillon/engine'
import { WatchLedger, type WebhookTarget } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { ENGINE } from '../../platform/tokens.js'
import { AwaitedCallsService } from '../awaited-calls/awaited-calls.service.js'
import { ArrivedFiles } from '../files/arrived-files.js'
import type { WebhookListener } from './webhook-listener.js'
import type { SentFile } from './read-multipart.js'

/** The start of a run by a call, with the files that the call brought: committed together. */
@Injectable()
export class WebhookFiles {
  constructor(
    @Inject(ArrivedFiles) private readonly arrived: ArrivedFiles,
    @Inject(WatchLedger) private readonly ledger: WatchLedger,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(AwaitedCallsService) private readonly awaitedCalls: AwaitedCallsService,
  ) {}

  /** Their bytes lie in the store afterwards; what nothing comes to refer to goes with the sweep. */
  async write(files: readonly SentFile[]): Promise<ReadonlyMap<string, FileRef>> {
    const written = new Map<string, FileRef>()
    for (const { field, name, mediaType, bytes } of files) written.set(field, await this.arrived.write(name, mediaType, once(bytes)))
    return written
  }

  /** Null: somebody waited for the call and has it already, or nobody waits any more. */
  async accept({ target }: WebhookListener, request: Pick<AcceptRequest, 'key' | 'trigger'>, files: readonly FileRef[]): Promise<Accepted | null> {
    const { workspaceId } = target
    const draftId = await this.arrived.layReady(workspaceId, files)
    const laid = { draftId, fileIds: files.map(({ id }) => id) }
    const accepted = 'callId' in target ? await this.awaitedCalls.take(target, request, laid) : await this.#accept(target, request, laid)
    // A delivery that came again has its run, with the files of the first time. What the draft didn't take is laid ready once more.
    if (accepted === null) for (const { id } of files) await this.arrived.takeBack(workspaceId, id)
    else if (!accepted.isNew) for (const { id } of files) await this.arrived.drop(workspaceId, id)
    return accepted
  }

  async #accept({ workspaceId, flowId, versionId }: WebhookTarget, request: Pick<AcceptRequest, 'key' | 'trigger'>, laid: { readonly draftId: string; readonly fileIds: readonly string[] }): Promise<Accepted> {
    const run = await this.engine.prepare({ workspaceId, flowId, flowVersionId: versionId, origin: 'webhook', ...request })
    return run.confirm(await this.ledger.accept(run, laid))
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
