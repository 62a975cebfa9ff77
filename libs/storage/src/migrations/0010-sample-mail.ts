import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the sample accounts caught: mails and messages that a flow would have sent. */
export class SampleMail0000000000010 implements MigrationInterface {
  readonly name = 'SampleMail0000000000010'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sample_mail')
  }
}

const statements = [
  // raw: the whole message as it came over SMTP, or the JSON that was posted.
  `CREATE TABLE sample_mail (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('mail', 'message')),
    received_at timestamptz NOT NULL DEFAULT now(),
    sender text NOT NULL,
    recipients text[] NOT NULL,
    subject text NOT NULL,
    raw bytea NOT NULL CHECK (octet_length(raw) <= 10485760)
  )`,
  'CREATE INDEX sample_mail_latest ON sample_mail (workspace_id, received_at DESC)',
]
