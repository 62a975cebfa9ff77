import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('node_state')
export class NodeStateEntity {
  @PrimaryColumn({ type: 'uuid', name: 'flow_id' }) flowId!: string
  @PrimaryColumn({ type: 'text', name: 'node_id' }) nodeId!: string
  @PrimaryColumn({ type: 'text' }) key!: string
  // `unknown`: TypeORM's own types can't unfold a recursive one.
  @Column({ type: 'json' }) value!: unknown
  @Column({ type: 'integer' }) revision!: number
}
