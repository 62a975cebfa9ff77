import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The next call of a webhook or form, once, for the draft of a flow. */
export class AwaitedCalls0000000000022 implements MigrationInterface {
  readonly name = 'AwaitedCalls0000000000022'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE awaited_address, awaited_call')
  }
}

const tables = [
  // One wait a flow. until: the end of it; seen_until: before, unless the page that waits says that it is still there. run_id: of the call that
  // came; null: none yet. revision: of the draft that version_id was made of.
  `CREATE TABLE awaited_call (
    id uuid PRIMARY KEY,
    flow_id uuid NOT NULL UNIQUE REFERENCES flow (id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    user_name text NOT NULL,
    version_id uuid NOT NULL,
    revision integer NOT NULL,
    until timestamptz NOT NULL,
    seen_until timestamptz NOT NULL,
    run_id uuid
  )`,
  // Where the draft listens meanwhile; as in webhook, a form under its own method.
  `CREATE TABLE awaited_address (
    path text NOT NULL,
    method text NOT NULL,
    call_id uuid NOT NULL REFERENCES awaited_call (id) ON DELETE CASCADE,
    node_id text NOT NULL,
    PRIMARY KEY (path, method)
  )`,
  'CREATE INDEX awaited_address_by_call ON awaited_address (call_id)',
]
