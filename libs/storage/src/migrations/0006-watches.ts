import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Triggers that look at the outside world: where each look stands, who looks now, and which events were taken. */
export class Watches0000000000006 implements MigrationInterface {
  readonly name = 'Watches0000000000006'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE watch_event, trigger_watch')
  }
}

const statements = [
  // token goes up with each claim: who holds an older one has lost its place. draft_id: stands for the run in the files that the look at hand
  // keeps, until an event takes them along. error, failing_since: of the last look, where it failed.
  `CREATE TABLE trigger_watch (
    flow_id uuid NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
    node_id text NOT NULL,
    cursor json,
    next_at timestamptz NOT NULL DEFAULT now(),
    token bigint NOT NULL DEFAULT 0,
    lease_until timestamptz,
    draft_id uuid,
    looked_at timestamptz,
    took_at timestamptz,
    error json,
    failures integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    PRIMARY KEY (flow_id, node_id)
  )`,
  // What is to be looked at next.
  'CREATE INDEX trigger_watch_due ON trigger_watch (next_at)',
  // No foreign key: a look holds its trigger and would, by the key, ask for the flow, which a publication holds while it asks for the trigger.
  `CREATE TABLE watch_event (
    flow_id uuid NOT NULL,
    node_id text NOT NULL,
    key text NOT NULL CHECK (length(key) <= 200),
    run_id uuid,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (flow_id, node_id, key)
  )`,
  // The sweep of what was not met for long.
  'CREATE INDEX watch_event_old ON watch_event (seen_at)',
]
