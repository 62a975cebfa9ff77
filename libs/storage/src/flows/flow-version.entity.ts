import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('flow_version')
export class FlowVersionEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string
  @Column({ type: 'uuid', name: 'flow_id' }) flowId!: string
  @Column({ type: 'integer', nullable: true }) number!: number | null
  @Column({ type: 'json' }) document!: object
  @Column({ type: 'json' }) plan!: object
  @Column({ type: 'text' }) hash!: string
  @Column({ type: 'uuid', name: 'author_id', nullable: true }) authorId!: string | null
  @Column({ type: 'text', name: 'author_name' }) authorName!: string
  @Column({ type: 'text' }) message!: string
  @Column({ type: 'json', nullable: true }) tests!: object | null
  @Column({ type: 'timestamptz', name: 'published_at', default: () => 'now()' }) publishedAt!: Date
}
