import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Whether the bytes of a package version are still there: those of a version that was replaced stay until no run is left that began with it. */
export class KeptPackages0000000000025 implements MigrationInterface {
  readonly name = 'KeptPackages0000000000025'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE node_package ADD COLUMN has_bytes boolean NOT NULL DEFAULT true')
    await runner.query(`UPDATE node_package SET has_bytes = false WHERE state <> 'active'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE node_package DROP COLUMN has_bytes')
  }
}
