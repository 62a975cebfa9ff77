import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Members, their permissions and devices; invitations, resets, the second factor, tokens of the API, identities of other services, and what is counted of guesses. */
export class People0000000000009 implements MigrationInterface {
  readonly name = 'People0000000000009'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...members, ...links, ...factors, ...programs]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE login_throttle, identity, api_token, recovery_code, password_reset, invitation')
    await runner.query('ALTER TABLE session DROP COLUMN id, DROP COLUMN user_agent, DROP COLUMN address')
    await runner.query('ALTER TABLE app_user DROP COLUMN permissions, DROP COLUMN revision, DROP COLUMN factor, DROP COLUMN factor_since, DROP COLUMN factor_counter')
    await runner.query('ALTER TABLE audit_log DROP COLUMN token_name')
  }
}

const members = [
  // No password: somebody who comes by OpenID Connect alone. factor: the sealed secret; it counts from factor_since on. factor_counter: the last code that was used.
  `ALTER TABLE app_user
    ALTER COLUMN password_hash DROP NOT NULL,
    ADD COLUMN permissions text[] NOT NULL DEFAULT '{}',
    ADD COLUMN revision integer NOT NULL DEFAULT 0,
    ADD COLUMN factor json,
    ADD COLUMN factor_since timestamptz,
    ADD COLUMN factor_counter bigint NOT NULL DEFAULT 0`,
  'CREATE INDEX app_user_workspace_idx ON app_user (workspace_id, name)',
  // id: what people name a session by; the hash of its token is nobody's business.
  `ALTER TABLE session
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT session_id_unique UNIQUE,
    ADD COLUMN user_agent text,
    ADD COLUMN address text`,
  'ALTER TABLE audit_log ADD COLUMN token_name text',
  // "What this person did", "who did this".
  'CREATE INDEX audit_log_user_idx ON audit_log (workspace_id, user_id, at DESC)',
  'CREATE INDEX audit_log_action_idx ON audit_log (workspace_id, action, at DESC)',
]

// Of each link only the SHA-256 of its secret is kept.
const links = [
  `CREATE TABLE invitation (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    email text NOT NULL,
    email_key text NOT NULL,
    role text NOT NULL,
    permissions text[] NOT NULL DEFAULT '{}',
    token_hash bytea NOT NULL CONSTRAINT invitation_token_unique UNIQUE,
    invited_by uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT invitation_email_unique UNIQUE (workspace_id, email_key)
  )`,
  `CREATE TABLE password_reset (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
  )`,
  'CREATE INDEX password_reset_user_idx ON password_reset (user_id)',
]

const factors = [
  `CREATE TABLE recovery_code (
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    PRIMARY KEY (user_id, code_hash)
  )`,
  // Guesses are counted over all servers of the installation; rows are swept when their window has passed.
  `CREATE TABLE login_throttle (
    key text PRIMARY KEY,
    count integer NOT NULL,
    since timestamptz NOT NULL
  )`,
  'CREATE INDEX login_throttle_since_idx ON login_throttle (since)',
]

const programs = [
  `CREATE TABLE api_token (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    name text NOT NULL,
    token_hash bytea NOT NULL CONSTRAINT api_token_hash_unique UNIQUE,
    hint text NOT NULL,
    role text NOT NULL,
    permissions text[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    last_used_at timestamptz
  )`,
  'CREATE INDEX api_token_user_idx ON api_token (user_id)',
  // A person is known to an issuer by its subject, never by the e-mail address alone.
  `CREATE TABLE identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    user_id uuid NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    linked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, subject)
  )`,
  'CREATE INDEX identity_user_idx ON identity (user_id)',
]
