import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What is needed to let old runs go, to know which rows were mended, and to find what a run has sent. */
export class Keeping0000000000008 implements MigrationInterface {
  readonly name = 'Keeping0000000000008'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX run_later, node_state_sent')
    await runner.query('DROP TABLE mended_row, removed_run')
    await runner.query('ALTER TABLE run DROP COLUMN key_run_id')
  }
}

const statements = [
  // In whose name the steps of a run that goes on from a failure act outside; null: in its own (for turns: the run at the top).
  'ALTER TABLE run ADD COLUMN key_run_id uuid',
  // Who goes on from a run: it stays for as long as they do, since they share its data.
  'CREATE INDEX run_later ON run (retry_of) WHERE retry_of IS NOT NULL',
  // Rows that were set aside and have been run again. again_id is null for the moment in which that run is being made.
  `CREATE TABLE mended_row (
    run_id uuid NOT NULL,
    node smallint NOT NULL,
    position integer NOT NULL,
    again_id uuid,
    at timestamptz NOT NULL DEFAULT now(),
    by_user uuid,
    PRIMARY KEY (run_id, node, position)
  )`,
  // Runs that are gone for people, and whose steps, log lines and bytes are still to be taken away.
  'CREATE TABLE removed_run (id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())',
  // What a run has sent (the ledger of sendOnce): keys are `sent/<run>-…`.
  `CREATE INDEX node_state_sent ON node_state (substr(key, 6, 36)) WHERE key LIKE 'sent/%'`,
]
