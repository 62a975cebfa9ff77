import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The lines of logs by which runs say what came of them: lists of runs show the last one of each. Holds only those. */
export class RunResults0000000000026 implements MigrationInterface {
  readonly name = 'RunResults0000000000026'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX run_log_result ON run_log (run_id, position) WHERE (data -> 'runResult') IS NOT NULL`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX run_log_result')
  }
}
