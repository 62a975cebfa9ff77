import type { BlobStore, FileRef } from '@maillon/datasets'
import type { Random } from '@maillon/kernel'
import { cleanFileName } from '@maillon/node-host'
import { FileStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { BLOBS, RANDOM } from '../../platform/tokens.js'

/** Files that come with what starts a run (a form, a webhook): written first, laid ready, and the run's once it is committed. */
@Injectable()
export class ArrivedFiles {
  constructor(@Inject(FileStore) private readonly files: FileStore, @Inject(BLOBS) private readonly blobs: BlobStore, @Inject(RANDOM) private readonly random: Random) {}

  /** Its bytes lie in the store then; nothing refers to them yet. */
  async write(name: string, mediaType: string, bytes: AsyncIterable<Uint8Array>): Promise<FileRef> {
    const id = this.random.id()
    const { size, sha256 } = await this.blobs.write(`files/${id}`, bytes)
    return { id, name: cleanFileName(name), mediaType: mediaTypeOf(mediaType), size, sha256 }
  }

  /** Files of no run yet. @returns the name under which they lie */
  async layReady(workspaceId: string, files: readonly FileRef[]): Promise<string> {
    const draftId = this.random.id()
    for (const file of files) await this.files.add(file, { workspaceId, runId: draftId })
    return draftId
  }

  /** Laid ready for nobody: its bytes stay. */
  async takeBack(workspaceId: string, id: string): Promise<void> {
    await this.files.remove(workspaceId, id)
  }

  async drop(workspaceId: string, id: string): Promise<void> {
    await this.files.remove(workspaceId, id).catch(() => undefined)
    await this.blobs.remove(`files/${id}`).catch(() => undefined)
  }
}

/** What the sender says it is; believed for display only. */
function mediaTypeOf(given: string): string {
  return /^[a-z0-9][a-z0-9.+-]{0,80}\/[a-z0-9][a-z0-9.+-]{0,100}$/i.test(given) ? given.toLowerCase() : 'application/octet-stream'
}
