import assert from 'node:assert/strict'
import type { GalleryFlow } from '../gallery-flow.js'
import { expectFailedAt, expectStatus, isLogged, plain, publishFromGallery, retryFailed, runNow } from '../play-flow.js'
import { startSqlWorld, type SqlWorld } from '../sql-world.js'

const numberOf = async (world: SqlWorld, table: string) => Number((await world.sql(`SELECT count(*) AS n FROM ${table}`))[0]?.['n'])

const logsTable = `CREATE TABLE journaux (id int PRIMARY KEY AUTO_INCREMENT, niveau varchar(20), message text, cree_le timestamp);
  INSERT INTO journaux (niveau, message, cree_le) SELECT 'info', CONCAT('ancien ', seq), DATE_SUB(NOW(), INTERVAL 91 + seq DAY) FROM seq_1_to_100;
  INSERT INTO journaux (niveau, message, cree_le) SELECT 'info', CONCAT('recent ', seq), DATE_SUB(NOW(), INTERVAL seq DAY) FROM seq_1_to_5`

export const cleanOldLogs: GalleryFlow<SqlWorld> = {
  id: 'clean-old-logs',
  startWorld: () => startSqlWorld('mariadb', logsTable),
  cases: [
    {
      title: 'old log rows are deleted from MariaDB and counted; the second run finds nothing to do',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'clean-old-logs', { accounts: world.accounts(['Base de données']) })
        const first = await runNow(user, flow)
        expectStatus(first, 'succeeded')
        assert.equal(await numberOf(world, 'journaux'), 5)
        assert.ok(await isLogged(user, first, '100 lignes de journal supprimées'))
        const second = await runNow(user, flow)
        expectStatus(second, 'succeeded')
        assert.equal(second.steps.find(({ node }) => node === 'supprimer')?.status, 'skipped')
      },
    },
    {
      title: 'an account that may only read is told so; nothing is deleted, and a retry goes on once it may',
      isFailureCase: true,
      async run({ world, user }) {
        await world.letIn(false)
        const flow = await publishFromGallery(user, 'clean-old-logs', { accounts: world.accounts(['Base de données']) })
        const failed = await runNow(user, flow)
        expectFailedAt(failed, 'supprimer', 'SQL_RIGHT_MISSING')
        assert.equal(await numberOf(world, 'journaux'), 105)
        await world.letIn(true)
        expectStatus(await retryFailed(user, failed), 'succeeded')
        assert.equal(await numberOf(world, 'journaux'), 5)
      },
    },
  ],
}

const limitsTable = `CREATE TABLE limites_de_debit (cle text PRIMARY KEY, expire_le timestamptz)`

export const cleanExpiredLimits: GalleryFlow<SqlWorld> = {
  id: 'clean-expired-limits',
  startWorld: () => startSqlWorld('postgres', limitsTable),
  cases: [
    {
      title: 'expired limits are deleted from Postgres, and an unusual number is told to the team',
      isFailureCase: false,
      async run({ world, user }) {
        await world.sql(`INSERT INTO limites_de_debit SELECT 'ip-' || n, now() - interval '1 minute' FROM generate_series(1, 1200) n; INSERT INTO limites_de_debit SELECT 'neuve-' || n, now() + interval '1 hour' FROM generate_series(1, 3) n`)
        const flow = await publishFromGallery(user, 'clean-expired-limits', { accounts: world.accounts(['Base de données', 'Canal de l’équipe']) })
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.equal(await numberOf(world, 'limites_de_debit'), 3)
        assert.equal(world.inbox.messages.length, 1)
        assert.match(plain(JSON.stringify(world.inbox.messages[0]?.body)), /1200 limites de débit ont expiré/)
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.equal(world.inbox.messages.length, 1, 'a usual number was told as well')
      },
    },
    {
      title: 'a table that is not there is named; a retry goes on once it is',
      isFailureCase: true,
      async run({ world, user }) {
        await world.sql('ALTER TABLE limites_de_debit RENAME TO autre_nom')
        const flow = await publishFromGallery(user, 'clean-expired-limits', { accounts: world.accounts(['Base de données', 'Canal de l’équipe']) })
        const failed = await runNow(user, flow)
        expectFailedAt(failed, 'supprimer', 'SQL_TABLE_UNKNOWN')
        await world.sql('ALTER TABLE autre_nom RENAME TO limites_de_debit')
        expectStatus(await retryFailed(user, failed), 'succeeded')
      },
    },
  ],
}
