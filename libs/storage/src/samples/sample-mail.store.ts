import type { DataSource } from 'typeorm'

export const sampleMailKinds = ['mail', 'message'] as const
export type SampleMailKind = (typeof sampleMailKinds)[number]

/** A mail or message that a sample account caught instead of sending it. */
export interface SampleMail {
  readonly id: string
  readonly kind: SampleMailKind
  readonly receivedAt: Date
  readonly sender: string
  readonly recipients: readonly string[]
  readonly subject: string
}

/** Of one workspace: enough to look at, not an archive. */
const mostKept = 100

/** What the sample accounts caught, the latest 100 of each workspace. */
export class SampleMailStore {
  constructor(private readonly dataSource: DataSource) {}

  async add(workspaceId: string, mail: Omit<SampleMail, 'receivedAt'> & { readonly raw: Uint8Array }): Promise<void> {
    const { id, kind, sender, recipients, subject, raw } = mail
    await this.dataSource.query('INSERT INTO sample_mail (id, workspace_id, kind, sender, recipients, subject, raw) VALUES ($1, $2, $3, $4, $5, $6, $7)', [id, workspaceId, kind, sender, [...recipients], subject, Buffer.from(raw)])
    await this.dataSource.query('DELETE FROM sample_mail WHERE workspace_id = $1 AND id NOT IN (SELECT id FROM sample_mail WHERE workspace_id = $1 ORDER BY received_at DESC LIMIT $2)', [workspaceId, mostKept])
  }

  /** The latest first. */
  async list(workspaceId: string): Promise<readonly SampleMail[]> {
    return this.dataSource.query<SampleMail[]>('SELECT id, kind, received_at AS "receivedAt", sender, recipients, subject FROM sample_mail WHERE workspace_id = $1 ORDER BY received_at DESC, id', [workspaceId])
  }

  /** Null where that workspace has none with this id (a UUID). */
  async find(workspaceId: string, id: string): Promise<(SampleMail & { readonly raw: Buffer }) | null> {
    const [found] = await this.dataSource.query<(SampleMail & { readonly raw: Buffer })[]>('SELECT id, kind, received_at AS "receivedAt", sender, recipients, subject, raw FROM sample_mail WHERE workspace_id = $1 AND id = $2', [workspaceId, id])
    return found ?? null
  }

  /** @returns how many there were. */
  async clear(workspaceId: string): Promise<number> {
    const [, count] = await this.dataSource.query<[unknown, number]>('DELETE FROM sample_mail WHERE workspace_id = $1', [workspaceId])
    return count
  }
}
