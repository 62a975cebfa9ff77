import type { FileCatalogue, FileOwner, FileRef } from '@maillon/datasets'
import { IsNull, type DataSource } from 'typeorm'
import { FileEntity } from './file.entity.js'

/** A file's row: the reference, and whose it is. */
export interface StoredFile extends FileRef {
  /** Null: a file of the workspace, seen by people. */
  readonly runId: string | null
  readonly createdAt: Date
}

/** Where a page of files goes on: after this one. */
export interface FileCursor {
  readonly createdAt: Date
  readonly id: string
}

/** The rows about files; the bytes are in the blob store under `files/<id>`. */
export class FileStore implements FileCatalogue {
  constructor(private readonly dataSource: DataSource) {}

  async add(file: FileRef, owner: FileOwner): Promise<void> {
    const { id, name, mediaType, size, sha256 } = file
    await this.dataSource.getRepository(FileEntity).insert({ id, name, mediaType, size, sha256, workspaceId: owner.workspaceId, runId: owner.runId })
  }

  async find(workspaceId: string, id: string): Promise<StoredFile | null> {
    const row = await this.dataSource.getRepository(FileEntity).findOneBy({ workspaceId, id })
    return row === null ? null : fileOf(row)
  }

  async findByName(workspaceId: string, name: string): Promise<StoredFile | null> {
    const [row] = await this.dataSource.getRepository(FileEntity).find({ where: { workspaceId, name, runId: IsNull() }, order: { createdAt: 'DESC', id: 'DESC' }, take: 1 })
    return row === undefined ? null : fileOf(row)
  }

  async remove(workspaceId: string, id: string): Promise<void> {
    await this.dataSource.getRepository(FileEntity).delete({ workspaceId, id })
  }

  /** Ids of the workspace's files, for the compiler. */
  async ids(workspaceId: string): Promise<readonly string[]> {
    const rows: { readonly id: string }[] = await this.dataSource.query('SELECT id FROM file WHERE workspace_id = $1 AND run_id IS NULL', [workspaceId])
    return rows.map(({ id }) => id)
  }

  /** The workspace's files, newest first. */
  async page(workspaceId: string, limit: number, after: FileCursor | null): Promise<readonly StoredFile[]> {
    return (
      await this.dataSource
        .getRepository(FileEntity)
        .createQueryBuilder('file')
        .where('file.workspaceId = :workspaceId AND file.runId IS NULL', { workspaceId })
        .andWhere(after === null ? 'true' : '(file.createdAt, file.id) < (:createdAt, :id)', after === null ? {} : { createdAt: after.createdAt, id: after.id })
        .orderBy('file.createdAt', 'DESC')
        .addOrderBy('file.id', 'DESC')
        .limit(limit)
        .getMany()
    ).map(fileOf)
  }
}

function fileOf(row: FileEntity): StoredFile {
  const { id, name, mediaType, size, sha256, runId, createdAt } = row
  return { id, name, mediaType, size, sha256, runId, createdAt }
}
