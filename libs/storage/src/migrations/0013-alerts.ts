import { alertEnds, alertKinds, systemTasks } from '@maillon/plan'
import type { MigrationInterface, QueryRunner } from 'typeorm'

const listOf = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ')

/** What is watched, what was found, and what is to be told about it; the flows that a workspace has by itself. */
export class Alerts0000000000013 implements MigrationInterface {
  readonly name = 'Alerts0000000000013'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...flows, ...tables()]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE alert_notice, alert_event, alert, alert_rule')
    await runner.query('DROP INDEX run_failed, flow_system_task')
    await runner.query('ALTER TABLE flow DROP COLUMN active_since, DROP COLUMN system_task')
  }
}

const flows = [
  // active_since: no success "for so long" counts from the moment in which a flow was switched on.
  `ALTER TABLE flow ADD COLUMN active_since timestamptz(3), ADD COLUMN system_task text CONSTRAINT flow_system_task_known CHECK (system_task IN (${listOf(systemTasks)}))`,
  'UPDATE flow SET active_since = now() WHERE active',
  'CREATE UNIQUE INDEX flow_system_task ON flow (workspace_id, system_task) WHERE system_task IS NOT NULL AND deleted_at IS NULL',
  // What failed lately. Only failures enter it.
  `CREATE INDEX run_failed ON run (ended_at) WHERE status = 'failed' AND parent_id IS NULL`,
]

function tables(): readonly string[] {
  return [
    // flow_ids null: all flows. since: what was before is not the rule's business. watched_to: up to there all failures were seen (alert_event
    // remembers those of the last minutes). told: when somebody was told, within the last window.
    `CREATE TABLE alert_rule (
      id uuid PRIMARY KEY,
      workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
      kind text NOT NULL CHECK (kind IN (${listOf(alertKinds)})),
      enabled boolean NOT NULL,
      flow_ids uuid[],
      settings json NOT NULL,
      targets json NOT NULL,
      summary_minutes integer NOT NULL CHECK (summary_minutes BETWEEN 1 AND 1440),
      revision integer NOT NULL DEFAULT 0,
      since timestamptz(3) NOT NULL DEFAULT now(),
      watched_to timestamptz(3),
      look_at timestamptz NOT NULL DEFAULT now(),
      told timestamptz(3)[] NOT NULL DEFAULT '{}',
      created_at timestamptz(3) NOT NULL DEFAULT now()
    )`,
    'CREATE INDEX alert_rule_list ON alert_rule (workspace_id, created_at)',
    // Which rule is to be looked at next.
    'CREATE INDEX alert_rule_due ON alert_rule (look_at) WHERE enabled',
    // subject: a flow's id, or a lane's name. since: when the trouble began; well_since: when it was over. told: occurrences that people were
    // told of, 0 for none. end_told: nothing of it is left to be told. No foreign keys: it stays when its rule or flow is gone.
    `CREATE TABLE alert (
      id uuid PRIMARY KEY,
      workspace_id uuid NOT NULL,
      rule_id uuid NOT NULL,
      kind text NOT NULL CHECK (kind IN (${listOf(alertKinds)})),
      subject text NOT NULL,
      flow_id uuid,
      name text NOT NULL,
      opened_at timestamptz(3) NOT NULL,
      since timestamptz(3) NOT NULL,
      last_at timestamptz(3) NOT NULL,
      occurrences integer NOT NULL,
      run_id uuid,
      detail json,
      told integer NOT NULL DEFAULT 0,
      told_at timestamptz(3),
      closed_at timestamptz(3),
      well_since timestamptz(3),
      ended text CHECK (ended IN (${listOf(alertEnds)})),
      ended_by text,
      end_told boolean NOT NULL DEFAULT false,
      CONSTRAINT alert_end_whole CHECK ((closed_at IS NULL) = (ended IS NULL))
    )`,
    // One open alert for a rule and its subject, whoever looks.
    'CREATE UNIQUE INDEX alert_open ON alert (rule_id, subject) WHERE closed_at IS NULL',
    // What a look takes up: open, or not told to the end.
    'CREATE INDEX alert_standing ON alert (rule_id) WHERE closed_at IS NULL OR NOT end_told',
    // The list and the badge.
    'CREATE INDEX alert_list ON alert (workspace_id, opened_at DESC, id)',
    'CREATE INDEX alert_open_list ON alert (workspace_id) WHERE closed_at IS NULL',
    // Failures that a rule has counted already, for as long as they could be met again.
    `CREATE TABLE alert_event (
      rule_id uuid NOT NULL REFERENCES alert_rule (id) ON DELETE CASCADE,
      key text NOT NULL,
      at timestamptz(3) NOT NULL,
      PRIMARY KEY (rule_id, key)
    )`,
    'CREATE INDEX alert_event_old ON alert_event (at)',
    // What is to be told, to one person or channel each; written together with the alerts that it is about. token goes up with each claim.
    `CREATE TABLE alert_notice (
      id uuid PRIMARY KEY,
      workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
      rule_id uuid NOT NULL,
      target json NOT NULL,
      lines json NOT NULL,
      made_at timestamptz(3) NOT NULL DEFAULT now(),
      next_at timestamptz NOT NULL DEFAULT now(),
      token integer NOT NULL DEFAULT 0,
      failures integer NOT NULL DEFAULT 0,
      sent_at timestamptz(3),
      given_up_at timestamptz(3),
      error json
    )`,
    'CREATE INDEX alert_notice_due ON alert_notice (next_at) WHERE sent_at IS NULL AND given_up_at IS NULL',
    'CREATE INDEX alert_notice_list ON alert_notice (workspace_id, made_at DESC)',
  ]
}
