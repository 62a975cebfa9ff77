import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('session')
export class SessionEntity {
  @PrimaryColumn({ type: 'bytea', name: 'token_hash' }) tokenHash!: Buffer
  @Column({ type: 'uuid', name: 'user_id' }) userId!: string
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date
  @Column({ type: 'timestamptz', name: 'last_seen_at', default: () => 'now()' }) lastSeenAt!: Date
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt!: Date
  @Column({ type: 'uuid', default: () => 'gen_random_uuid()' }) id!: string
  @Column({ type: 'text', name: 'user_agent', nullable: true }) userAgent!: string | null
  @Column({ type: 'text', nullable: true }) address!: string | null
}
