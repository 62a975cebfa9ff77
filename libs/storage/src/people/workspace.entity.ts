import type { Locale } from '@maillon/kernel'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('workspace')
export class WorkspaceEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string
  @Column({ type: 'text' }) name!: string
  @Column({ type: 'text', name: 'time_zone' }) timeZone!: string
  @Column({ type: 'text' }) locale!: Locale
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date
}
