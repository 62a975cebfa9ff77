import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('session')
export class SessionEntity {
  @PrimaryColumn({ type: 'bytea', name: 'token_hash' }) tokenHash!: Buffer
  @Column({ type: 'uuid', name: 'user_id' }) userId!: string
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date
  @Column({ type: 'timestamptz', name: 'last_seen_at', default: () => 'now()' }) lastSeenAt!: Date
  @Column({ type: 'timestamptz', name: 'expires_at' }) expiresAt!: Date
}
