import type { Locale, UserRole } from '@maillon/kernel'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('app_user')
export class UserEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string
  @Column({ type: 'uuid', name: 'workspace_id' }) workspaceId!: string
  @Column({ type: 'text' }) name!: string
  @Column({ type: 'text' }) email!: string
  @Column({ type: 'text', name: 'email_key' }) emailKey!: string
  @Column({ type: 'text', name: 'password_hash' }) passwordHash!: string
  @Column({ type: 'text' }) role!: UserRole
  @Column({ type: 'text' }) locale!: Locale
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date
  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true }) disabledAt!: Date | null
}
