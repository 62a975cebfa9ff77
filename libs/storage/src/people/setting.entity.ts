import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('setting')
export class SettingEntity {
  @PrimaryColumn({ type: 'text' }) key!: string
  // `unknown`: TypeORM's own types can't unfold a recursive one.
  @Column({ type: 'json' }) value!: unknown
  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' }) updatedAt!: Date
}
