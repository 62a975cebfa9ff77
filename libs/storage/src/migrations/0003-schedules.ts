import { instantReasons, instantStatuses } from '@maillon/plan'
import type { MigrationInterface, QueryRunner } from 'typeorm'

const listOf = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ')

/**
 * The ledger of expected instants: what was to run when, and what became of it.
 *
 * No foreign keys: a publication holds its flow's row and asks for its triggers; a scheduler holds triggers and would, by the key, ask for
 * the flow. Rows go by their age.
 */
export class Schedules0000000000003 implements MigrationInterface {
  readonly name = 'Schedules0000000000003'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...columns, ...ledger()]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE scheduler, schedule_instant')
    await runner.query('ALTER TABLE trigger_schedule DROP COLUMN except_dates, DROP COLUMN catch_up_days, DROP COLUMN anchored_at, DROP COLUMN held_until')
  }
}

const columns = [
  // Instants have milliseconds, as a Date has them: they are compared and are keys. anchored_at: what a delay counts from. held_until: it could not be fired just now; the others must not wait behind it.
  `ALTER TABLE trigger_schedule
    ADD COLUMN except_dates json NOT NULL DEFAULT '[]',
    ADD COLUMN catch_up_days integer NOT NULL DEFAULT 7,
    ADD COLUMN anchored_at timestamptz(3) NOT NULL DEFAULT now(),
    ADD COLUMN held_until timestamptz,
    ALTER COLUMN next_at TYPE timestamptz(3)`,
]

function ledger(): readonly string[] {
  return [
    // node_id '': a run that a person asked for at a time (asked: by whom, from which trigger). instants, through: a row that stands for many
    // instants, after a downtime of thousands.
    `CREATE TABLE schedule_instant (
      flow_id uuid NOT NULL,
      node_id text NOT NULL,
      instant timestamptz(3) NOT NULL,
      workspace_id uuid NOT NULL,
      status text NOT NULL CHECK (status IN (${listOf(instantStatuses)})),
      reason text CHECK (reason IN (${listOf(instantReasons)})),
      run_id uuid,
      decided_at timestamptz,
      instants integer NOT NULL DEFAULT 1,
      through timestamptz(3),
      asked json,
      PRIMARY KEY (flow_id, node_id, instant),
      CONSTRAINT schedule_instant_decided CHECK ((status = 'expected') = (decided_at IS NULL)),
      CONSTRAINT schedule_instant_fired CHECK ((status = 'fired') = (run_id IS NOT NULL))
    )`,
    // The history of a workspace, newest first, and its figures of a day.
    'CREATE INDEX schedule_instant_list ON schedule_instant (workspace_id, instant, flow_id, node_id)',
    // What was asked for and is due; what is late.
    `CREATE INDEX schedule_instant_expected ON schedule_instant (instant) WHERE status = 'expected'`,
    // The sweep of what is old.
    `CREATE INDEX schedule_instant_old ON schedule_instant (decided_at) WHERE status <> 'expected'`,
    `CREATE TRIGGER schedule_instant_final BEFORE UPDATE ON schedule_instant FOR EACH ROW
     WHEN (OLD.status <> 'expected' AND NEW.status <> OLD.status) EXECUTE FUNCTION refuse_terminal_change()`,
    // Which servers look at schedules, and when they last did: a schedule that is late while nobody looks is another matter than one that fails.
    'CREATE TABLE scheduler (id uuid PRIMARY KEY, seen_at timestamptz NOT NULL DEFAULT now())',
    `INSERT INTO schedule_instant (flow_id, node_id, instant, workspace_id, status)
     SELECT t.flow_id, t.node_id, t.next_at, f.workspace_id, 'expected' FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id WHERE t.next_at IS NOT NULL`,
  ]
}
