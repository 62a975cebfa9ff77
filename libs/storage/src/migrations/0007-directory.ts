import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Recipients, and the tables that flows keep for themselves. */
export class Directory0000000000007 implements MigrationInterface {
  readonly name = 'Directory0000000000007'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...recipients, ...collections]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE recipient, collection_change, collection_stage, collection_row, collection')
  }
}

const recipients = [
  // address: what may be shown. sealed: the whole address where it is a secret (a webhook), else null. groups: by name.
  `CREATE TABLE recipient (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    type text NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    sealed json,
    is_active boolean NOT NULL DEFAULT true,
    groups text[] NOT NULL DEFAULT '{}',
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT recipient_name_unique UNIQUE (workspace_id, type, name)
  )`,
  // The page, by name; and every choice of a flow.
  'CREATE INDEX recipient_workspace_idx ON recipient (workspace_id, name)',
]

const collections = [
  // row_count and fields are kept up by every change, so that the list reads no rows.
  `CREATE TABLE collection (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    name text NOT NULL,
    key_fields text[] NOT NULL CONSTRAINT collection_has_key CHECK (cardinality(key_fields) BETWEEN 1 AND 10),
    fields json NOT NULL,
    row_count bigint NOT NULL DEFAULT 0,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    changed_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT collection_name_unique UNIQUE (workspace_id, name)
  )`,
  // seq: the order in which rows were added, by which pages go on. digest: of the row whatever the order of its fields (json keeps that order, jsonb would not).
  `CREATE TABLE collection_row (
    collection_id uuid NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    key text NOT NULL,
    seq bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    row json NOT NULL,
    digest text NOT NULL,
    added_at timestamptz(3) NOT NULL DEFAULT now(),
    changed_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (collection_id, key)
  )`,
  // Reading a collection from its beginning, page by page.
  'CREATE UNIQUE INDEX collection_row_order_idx ON collection_row (collection_id, seq)',
  // The clean-up of rows that nobody has changed for long.
  'CREATE INDEX collection_row_age_idx ON collection_row (collection_id, changed_at)',
  // Rows laid ready for one change. What a crash left behind is taken away by a later change.
  `CREATE TABLE collection_stage (
    stage text NOT NULL,
    key text NOT NULL,
    position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    row json NOT NULL,
    digest text NOT NULL,
    staged_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (stage, key)
  )`,
  'CREATE INDEX collection_stage_age_idx ON collection_stage (staged_at)',
  // What was done to a collection, by whom; the key says that it is done.
  `CREATE TABLE collection_change (
    collection_id uuid NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    idempotency_key text NOT NULL,
    at timestamptz(3) NOT NULL DEFAULT now(),
    run_id uuid,
    who text NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    deleted integer NOT NULL,
    same integer NOT NULL,
    total bigint NOT NULL,
    PRIMARY KEY (collection_id, idempotency_key)
  )`,
  // "What happened lately", newest first; and what is old enough to go.
  'CREATE INDEX collection_change_time_idx ON collection_change (collection_id, at DESC)',
]
