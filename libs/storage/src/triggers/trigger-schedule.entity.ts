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
  /** Dates, see `readExceptions` of libs/schedule. */
  @Column({ type: 'json', name: 'except_dates' }) exceptDates!: string[]
  @Column({ type: 'integer', name: 'catch_up_days' }) catchUpDays!: number
  @Column({ type: 'timestamptz', name: 'anchored_at' }) anchoredAt!: Date
  @Column({ type: 'timestamptz', name: 'held_until', nullable: true }) heldUntil!: Date | null
  @Column({ type: 'timestamptz', name: 'next_at', nullable: true }) nextAt!: Date | null
  @Column({ type: 'timestamptz', name: 'last_instant', nullable: true }) lastInstant!: Date | null
}
