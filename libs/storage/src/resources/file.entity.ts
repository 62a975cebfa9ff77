import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('file')
export class FileEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string
  @Column({ type: 'uuid', name: 'workspace_id' }) workspaceId!: string
  @Column({ type: 'uuid', name: 'run_id', nullable: true }) runId!: string | null
  @Column({ type: 'text' }) name!: string
  @Column({ type: 'text', name: 'media_type' }) mediaType!: string
  // bigint comes as text from the driver; sizes fit a double up to 8 PiB.
  @Column({ type: 'bigint', transformer: { to: (size: number) => size, from: (text: string) => Number(text) } }) size!: number
  @Column({ type: 'text' }) sha256!: string
  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', default: () => 'now()' }) createdAt!: Date
}
