import type { MigrationInterface, QueryRunner } from 'typeorm'

/** When a run that was under way in a backup was restored; null for all others. */
export class RestoredRuns0000000000024 implements MigrationInterface {
  readonly name = 'RestoredRuns0000000000024'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE run ADD COLUMN restored_at timestamptz')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE run DROP COLUMN restored_at')
  }
}
