import type { Locale, Permission, UserRole } from '@maillon/kernel'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('app_user')
export class UserEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string
  @Column({ type: 'uuid', name: 'workspace_id' }) workspaceId!: string
  @Column({ type: 'text' }) name!: string
  @Column({ type: 'text' }) email!: string
  @Column({ type: 'text', name: 'email_key' }) emailKey!: string
  @Column({ type: 'text', name: 'password_hash', nullable: true }) passwordHash!: string | null
  @Column({ type: 'text' }) role!: UserRole
  @Column({ type: 'text' }) locale!: Locale
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date
  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true }) disabledAt!: Date | null
  @Column({ type: 'text', array: true, default: () => "'{}'" }) permissions!: Permission[]
  @Column({ type: 'integer', default: 0 }) revision!: number
  @Column({ type: 'json', nullable: true }) factor!: object | null
  @Column({ type: 'timestamptz', name: 'factor_since', nullable: true }) factorSince!: Date | null
  // `bigint` comes back as text.
  @Column({ type: 'bigint', name: 'factor_counter', default: 0 }) factorCounter!: string
}
