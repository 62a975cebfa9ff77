import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('credential')
export class CredentialEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string
  @Column({ type: 'uuid', name: 'workspace_id' }) workspaceId!: string
  @Column({ type: 'text' }) name!: string
  @Column({ type: 'text' }) type!: string
  @Column({ type: 'json' }) visible!: object
  @Column({ type: 'text', array: true, name: 'secrets_set' }) secretsSet!: string[]
  @Column({ type: 'text', array: true }) hosts!: string[]
  @Column({ type: 'json' }) sealed!: object
  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', default: () => 'now()' }) createdAt!: Date
  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', default: () => 'now()' }) updatedAt!: Date
}
