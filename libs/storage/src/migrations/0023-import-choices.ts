import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What of a workspace stands for the recipients, variables and flows that an imported flow names, beside its accounts. */
export class ImportChoices0000000000023 implements MigrationInterface {
  readonly name = 'ImportChoices0000000000023'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE flow_origin ADD COLUMN things json NOT NULL DEFAULT '{}'")
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE flow_origin DROP COLUMN things')
  }
}
