import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What is sealed says so by its type: a change of the master key asks the catalogue of Postgres which columns it has to seal anew, and a test
 * compares that with the list. To everybody else the type is `json` as before, also to an older server that still runs.
 */
export class Sealed0000000000016 implements MigrationInterface {
  readonly name = 'Sealed0000000000016'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE DOMAIN sealed AS json')
    for (const [table, column] of columns) await runner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} TYPE sealed`)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, column] of columns) await runner.query(`ALTER TABLE ${table} ALTER COLUMN ${column} TYPE json`)
    await runner.query('DROP DOMAIN sealed')
  }
}

const columns = [['credential', 'sealed'], ['recipient', 'sealed'], ['app_user', 'factor']] as const
