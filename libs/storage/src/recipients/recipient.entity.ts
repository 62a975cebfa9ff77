import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('recipient')
export class RecipientEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string
  @Column({ type: 'uuid', name: 'workspace_id' }) workspaceId!: string
  @Column({ type: 'text' }) type!: string
  @Column({ type: 'text' }) name!: string
  @Column({ type: 'text' }) address!: string
  @Column({ type: 'json', nullable: true }) sealed!: object | null
  @Column({ type: 'boolean', name: 'is_active' }) isActive!: boolean
  @Column({ type: 'text', array: true }) groups!: string[]
  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', default: () => 'now()' }) createdAt!: Date
  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', default: () => 'now()' }) updatedAt!: Date
}
