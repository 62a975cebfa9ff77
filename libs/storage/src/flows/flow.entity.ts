import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('flow')
export class FlowEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string
  @Column({ type: 'uuid', name: 'workspace_id' }) workspaceId!: string
  @Column({ type: 'text' }) name!: string
  @Column({ type: 'json' }) draft!: object
  @Column({ type: 'integer', default: 0 }) revision!: number
  @Column({ type: 'boolean', default: false }) active!: boolean
  @Column({ type: 'uuid', name: 'published_version_id', nullable: true }) publishedVersionId!: string | null
  @Column({ type: 'integer', name: 'published_revision', nullable: true }) publishedRevision!: number | null
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date
  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' }) updatedAt!: Date
  @Column({ type: 'timestamptz', name: 'deleted_at', nullable: true }) deletedAt!: Date | null
  @Column({ type: 'timestamptz', name: 'active_since', precision: 3, nullable: true }) activeSince!: Date | null
  @Column({ type: 'text', name: 'system_task', nullable: true }) systemTask!: string | null
}
