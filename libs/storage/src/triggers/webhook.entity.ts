import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('webhook')
export class WebhookEntity {
  @PrimaryColumn({ type: 'text' }) path!: string
  @PrimaryColumn({ type: 'text' }) method!: string
  @Column({ type: 'uuid', name: 'flow_id' }) flowId!: string
  @Column({ type: 'text', name: 'node_id' }) nodeId!: string
}
