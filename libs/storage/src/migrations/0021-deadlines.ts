import { runStatuses, terminalRunStatuses } from '@maillon/plan'
import type { MigrationInterface, QueryRunner } from 'typeorm'

const active = runStatuses.filter((status) => !terminalRunStatuses.some((terminal) => terminal === status)).map((status) => `'${status}'`).join(', ')

/** Each second's look for overdue runs read every run that wasn't over, those that wait for their turn too: with a backlog, all of it. */
export class Deadlines0000000000021 implements MigrationInterface {
  readonly name = 'Deadlines0000000000021'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX run_deadline ON run (deadline_at) WHERE deadline_at IS NOT NULL AND status IN (${active})`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX run_deadline')
  }
}
