import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Runs that were kept as tests, and what publishing found. */
export class Tests0000000000018 implements MigrationInterface {
  readonly name = 'Tests0000000000018'

  async up(runner: QueryRunner): Promise<void> {
    // document: maillon.test/1 as text, as jsonb would lose the order of a row's fields (which is the order of columns).
    // result: how its last replay ended, over which revision of the draft; null: it never was.
    await runner.query(`CREATE TABLE flow_test (
      id uuid PRIMARY KEY,
      flow_id uuid NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
      name text NOT NULL,
      document text NOT NULL,
      revision integer NOT NULL DEFAULT 1,
      author_name text NOT NULL,
      result json,
      created_at timestamptz(3) NOT NULL DEFAULT now(),
      updated_at timestamptz(3) NOT NULL DEFAULT now()
    )`)
    await runner.query('CREATE INDEX flow_test_flow_idx ON flow_test (flow_id, lower(name))')
    // { passed, failed, isDespite }; null: there were no tests.
    await runner.query('ALTER TABLE flow_version ADD COLUMN tests json')
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE flow_version DROP COLUMN tests')
    await runner.query('DROP TABLE flow_test')
  }
}
