import type { MigrationInterface, QueryRunner } from 'typeorm'
import { locales, userRoles } from '@maillon/kernel'
import { catchUpPolicies } from '../triggers/catch-up-policy.js'

const oneOf = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ')

/**
 * People, flows, what starts them, and what they use. Runs and steps stand in 0002.
 * Documents and plans are `json`, not `jsonb`: they are read and written whole, and the order of keys in a row of data is a person's own.
 */
export class Foundation0000000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...people, ...flows, ...triggers, ...resources]) await runner.query(statement)
  }

  async down(): Promise<void> {
    throw new Error('There is nothing before the first migration: restore a backup instead')
  }
}

const people = [
  `CREATE TABLE workspace (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    time_zone text NOT NULL,
    locale text NOT NULL CONSTRAINT workspace_locale_known CHECK (locale IN (${oneOf(locales)})),
    created_at timestamptz NOT NULL DEFAULT now()
  )`,
  // email_key is the address in its canonical form (NFKC, lower case): the unique index is what login asks, and what keeps a second account out.
  `CREATE TABLE app_user (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    name text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL CONSTRAINT app_user_email_unique UNIQUE,
    password_hash text NOT NULL,
    role text NOT NULL CONSTRAINT app_user_role_known CHECK (role IN (${oneOf(userRoles)})),
    locale text NOT NULL CONSTRAINT app_user_locale_known CHECK (locale IN (${oneOf(locales)})),
    created_at timestamptz NOT NULL DEFAULT now(),
    disabled_at timestamptz
  )`,
  // Only the SHA-256 of a session's token is kept: whoever reads the table can't log in with it.
  `CREATE TABLE session (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
  )`,
  // "All sessions of this person", on logout everywhere and password change.
  'CREATE INDEX session_user_idx ON session (user_id)',
  // The sweep of expired ones.
  'CREATE INDEX session_expiry_idx ON session (expires_at)',
  `CREATE TABLE audit_log (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT now(),
    user_id uuid,
    user_name text NOT NULL,
    action text NOT NULL,
    target_kind text NOT NULL,
    target_id text NOT NULL,
    before json,
    after json,
    address text
  )`,
  // "What happened lately", newest first.
  'CREATE INDEX audit_log_time_idx ON audit_log (workspace_id, at DESC)',
  `CREATE TABLE setting (
    key text PRIMARY KEY,
    value json NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
  )`,
]

const flows = [
  // deleted_at: a deleted flow is out of sight at once; its versions stay for as long as runs name them.
  `CREATE TABLE flow (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    name text NOT NULL,
    draft json NOT NULL,
    revision integer NOT NULL DEFAULT 0,
    active boolean NOT NULL DEFAULT false,
    published_version_id uuid,
    published_revision integer,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT flow_active_is_published CHECK (NOT active OR (published_version_id IS NOT NULL AND deleted_at IS NULL))
  )`,
  // The list of flows.
  'CREATE INDEX flow_workspace_idx ON flow (workspace_id, name) WHERE deleted_at IS NULL',
  // number is null for what was run as a draft: kept for as long as its runs, and never shown among the versions.
  `CREATE TABLE flow_version (
    id uuid PRIMARY KEY,
    flow_id uuid NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
    number integer,
    document json NOT NULL,
    plan json NOT NULL,
    hash text NOT NULL,
    author_id uuid,
    author_name text NOT NULL,
    message text NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT flow_version_number_unique UNIQUE (flow_id, number)
  )`,
  // A draft that is run again unchanged finds what was compiled before.
  'CREATE UNIQUE INDEX flow_version_draft_unique ON flow_version (flow_id, hash) WHERE number IS NULL',
  'ALTER TABLE flow ADD CONSTRAINT flow_published_version_fk FOREIGN KEY (published_version_id) REFERENCES flow_version (id)',
  `CREATE TABLE node_state (
    flow_id uuid NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
    node_id text NOT NULL,
    key text NOT NULL,
    value json NOT NULL,
    revision integer NOT NULL,
    PRIMARY KEY (flow_id, node_id, key)
  )`,
]

const triggers = [
  // One row for each schedule node of an active flow; none for flows that are off.
  `CREATE TABLE trigger_schedule (
    flow_id uuid NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
    node_id text NOT NULL,
    schedule json NOT NULL,
    time_zone text NOT NULL,
    catch_up text NOT NULL CONSTRAINT trigger_schedule_catch_up_known CHECK (catch_up IN (${oneOf(catchUpPolicies)})),
    catch_up_limit integer NOT NULL,
    next_at timestamptz,
    last_instant timestamptz,
    PRIMARY KEY (flow_id, node_id)
  )`,
  // "What is due": claimed in this order with FOR UPDATE SKIP LOCKED.
  'CREATE INDEX trigger_schedule_due_idx ON trigger_schedule (next_at) WHERE next_at IS NOT NULL',
  // Paths are one space for the whole instance: the unique key is what settles a race of two flows for one path.
  `CREATE TABLE webhook (
    method text NOT NULL,
    path text NOT NULL,
    flow_id uuid NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
    node_id text NOT NULL,
    PRIMARY KEY (path, method)
  )`,
  'CREATE INDEX webhook_flow_idx ON webhook (flow_id)',
]

const resources = [
  // Milliseconds, as a Date has them: cursors and compare-and-set name these instants exactly.
  `CREATE TABLE credential (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    name text NOT NULL,
    type text NOT NULL,
    visible json NOT NULL,
    secrets_set text[] NOT NULL,
    hosts text[] NOT NULL,
    sealed json NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  'CREATE INDEX credential_workspace_idx ON credential (workspace_id, name)',
  // run_id has no foreign key: a run's files are swept after the run, in batches of their own.
  `CREATE TABLE file (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    run_id uuid,
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  // The files page, newest first.
  'CREATE INDEX file_list_idx ON file (workspace_id, created_at DESC, id DESC) WHERE run_id IS NULL',
  // "The newest file with this name" (a node publishes under a name; a flow opens by name).
  'CREATE INDEX file_name_idx ON file (workspace_id, name, created_at DESC) WHERE run_id IS NULL',
  // The files of a run, when it goes.
  'CREATE INDEX file_run_idx ON file (run_id) WHERE run_id IS NOT NULL',
]
