import { runStatuses, terminalRunStatuses } from '@maillon/plan'
import type { MigrationInterface, QueryRunner } from 'typeorm'

const active = runStatuses.filter((status) => !terminalRunStatuses.some((terminal) => terminal === status)).map((status) => `'${status}'`).join(', ')

/**
 * Held runs apart from those that were let in: the gate asks for the first few of the former and all of the latter at each beginning and end,
 * and must not read through thousands that wait. Two indexes instead of one: a run stands in one of them, as before.
 */
export class Gate0000000000011 implements MigrationInterface {
  readonly name = 'Gate0000000000011'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX run_let_in ON run (flow_id, id) WHERE status IN (${active}) AND NOT held`)
    await runner.query(`CREATE INDEX run_held ON run (flow_id, id) WHERE status IN (${active}) AND held`)
    await runner.query('DROP INDEX run_active')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX run_active ON run (flow_id, id) WHERE status IN (${active})`)
    await runner.query('DROP INDEX run_let_in, run_held')
  }
}
