import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { CatchUpPolicy } from './catch-up-policy.js'

@Entity('trigger_schedule')
export class TriggerScheduleEntity {
  @PrimaryColumn({ type: 'uuid', name: 'flow_id' }) flowId!: string
  @PrimaryColumn({ type: 'text', name: 'node_id' }) nodeId!: string
  @Column({ type: 'json' }) schedule!: object
  @Column({ type: 'text', name: 'time_zone' }) timeZone!: string
  @Column({ type: 'text', name: 'catch_up' }) catchUp!: CatchUpPolicy
  @Column({ type: 'integer', name: 'catch_up_limit' }) catchUpLimit!: number
  @Column({ type: 'timestamptz', name: 'next_at', nullable: true }) nextAt!: Date | null
  @Column({ type: 'timestamptz', name: 'last_instant', nullable: true }) lastInstant!: Date | null
}
