import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('audit_log')
export class AuditLogEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string
  @Column({ type: 'uuid', name: 'workspace_id' }) workspaceId!: string
  @Column({ type: 'timestamptz', default: () => 'now()' }) at!: Date
  @Column({ type: 'uuid', name: 'user_id', nullable: true }) userId!: string | null
  @Column({ type: 'text', name: 'user_name' }) userName!: string
  @Column({ type: 'text' }) action!: string
  @Column({ type: 'text', name: 'target_kind' }) targetKind!: string
  @Column({ type: 'text', name: 'target_id' }) targetId!: string
  // `unknown`: TypeORM's own types can't unfold a recursive one.
  @Column({ type: 'json', nullable: true }) before!: object | null
  @Column({ type: 'json', nullable: true }) after!: object | null
  @Column({ type: 'text', nullable: true }) address!: string | null
  @Column({ type: 'text', name: 'token_name', nullable: true }) tokenName!: string | null
}
