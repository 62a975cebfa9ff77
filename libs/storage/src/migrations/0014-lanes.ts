import { laneStates } from '@maillon/plan'
import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What people decided about lanes, what goes through them, and the processes of the installation. */
export class Lanes0000000000014 implements MigrationInterface {
  readonly name = 'Lanes0000000000014'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX step_failed')
    await runner.query('DROP TABLE lane, lane_minute, server_process')
  }
}

const statements = [
  // is_added: made by a person; the others come with the processes. concurrency null: as each process is configured; else all three count as they stand.
  `CREATE TABLE lane (
    name text PRIMARY KEY CONSTRAINT lane_name_slug CHECK (name ~ '^[a-z0-9][a-z0-9_-]{0,49}$'),
    is_added boolean NOT NULL DEFAULT false,
    concurrency integer CHECK (concurrency BETWEEN 1 AND 1000),
    timeout_ms integer CHECK (timeout_ms > 0),
    heap_mib integer CHECK (heap_mib >= 16),
    state text NOT NULL DEFAULT 'open' CHECK (state IN (${laneStates.map((state) => `'${state}'`).join(', ')})),
    state_since timestamptz(3) NOT NULL DEFAULT now(),
    state_by text,
    revision integer NOT NULL DEFAULT 0,
    CONSTRAINT lane_limits_whole CHECK (concurrency IS NOT NULL OR (timeout_ms IS NULL AND heap_mib IS NULL))
  )`,
  // Steps that came to their end, by lane and minute: what the processes count, so that nobody has to read the steps for it. A day of it is kept.
  `CREATE TABLE lane_minute (
    lane text NOT NULL,
    minute timestamptz NOT NULL,
    done integer NOT NULL,
    failed integer NOT NULL,
    PRIMARY KEY (minute, lane)
  )`,
  // id: as it stands in the steps that the process runs. about: what it says of itself. restart_asked_at: a wish, taken away by the process when it begins.
  `CREATE TABLE server_process (
    id uuid PRIMARY KEY,
    about json NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now(),
    restart_asked_at timestamptz,
    restart_asked_by text,
    restarted_at timestamptz
  )`,
  // Steps that failed for good, latest first: a step that ends well never enters it.
  `CREATE INDEX step_failed ON step (ended_at DESC) WHERE status = 'failed'`,
]
