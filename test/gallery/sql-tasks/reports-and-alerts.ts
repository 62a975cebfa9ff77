import assert from 'node:assert/strict'
import type { GalleryFlow } from '../gallery-flow.js'
import { expectFailedAt, expectStatus, plain, publishFromGallery, retryFailed, runNow } from '../play-flow.js'
import { startSqlWorld, type SqlWorld } from '../sql-world.js'

const operations = `CREATE TABLE operations (categorie text, montant numeric(12,2), jour date);
  INSERT INTO operations SELECT 'Ventes', 10.10, (now() AT TIME ZONE 'Europe/Paris')::date - 1 FROM generate_series(1, 7);
  INSERT INTO operations SELECT 'Retours', -2.05, (now() AT TIME ZONE 'Europe/Paris')::date - 1 FROM generate_series(1, 2);
  INSERT INTO operations SELECT 'Ventes', 999, (now() AT TIME ZONE 'Europe/Paris')::date FROM generate_series(1, 3)`

const openFigures = (world: SqlWorld, user: Parameters<typeof publishFromGallery>[0]) => publishFromGallery(user, 'daily-figures', { accounts: world.accounts(['Base de données', 'Messagerie']) })

export const dailyFigures: GalleryFlow<SqlWorld> = {
  id: 'daily-figures',
  startWorld: () => startSqlWorld('postgres', operations),
  cases: [
    {
      title: 'yesterday’s activity arrives as a mail with its table and totals; a day without any is told as well',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await openFigures(world, user)
        expectStatus(await runNow(user, flow), 'succeeded')
        const html = plain(world.smtp.mails[0]?.parsed.html)
        assert.match(html, /9 opérations pour 66,60 €/)
        assert.match(html, /<td[^>]*>Ventes<\/td>\s*<td align="right"[^>]*>7<\/td>\s*<td align="right"[^>]*>70,70 €/)
        const table = plain(world.smtp.mails[0]?.parsed.attachments[0]?.content.toString('utf8'))
        assert.ok(table.includes('66,60 €'), 'the attached table has no total')
        await world.sql('DELETE FROM operations')
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.match(plain(world.smtp.mails[1]?.parsed.html), /Aucune activité hier/)
      },
    },
    {
      title: 'a mail server that is busy is asked again ten seconds later, and one mail arrives',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await openFigures(world, user)
        world.smtp.trouble('busy')
        setTimeout(() => world.smtp.trouble('none'), 6000)
        const detail = await runNow(user, flow)
        expectStatus(detail, 'succeeded')
        const attempts = detail.steps.find(({ node }) => node === 'envoyer')?.attempts ?? []
        assert.ok(attempts.length === 2 && attempts[0]?.error !== null, `${attempts.length} attempts`)
        assert.equal(world.smtp.mails.length, 1)
      },
    },
  ],
}

const quotas = `CREATE TABLE quotas (client varchar(100), courriel varchar(200), mois varchar(7), quota int, utilise int);
  INSERT INTO quotas VALUES ('Zoé', 'zoe@example.com', '2026-11', 1000, 950), ('Parti', 'nobody@example.com', '2026-11', 100, 100), ('Ali', 'ali@example.com', '2026-11', 100, 90), ('Large', 'large@example.com', '2026-11', 100, 10)`

export const lowQuota: GalleryFlow<SqlWorld> = {
  id: 'low-quota',
  startWorld: () => startSqlWorld('mariadb', quotas),
  cases: [
    {
      title: 'customers with little left get one mail a month, however often the flow looks',
      isFailureCase: false,
      async run({ world, user }) {
        await world.sql(`DELETE FROM quotas WHERE client = 'Parti'`)
        const flow = await publishFromGallery(user, 'low-quota', { accounts: world.accounts(['Base de données', 'Messagerie']) })
        expectStatus(await runNow(user, flow), 'succeeded')
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.deepEqual(world.smtp.mails.map(({ envelope }) => envelope.to[0]), ['ali@example.com', 'zoe@example.com'])
        assert.equal(plain(world.smtp.mails[1]?.parsed.subject), 'Il vous reste 50 sur 1000 ce mois-ci')
        await world.sql(`UPDATE quotas SET mois = '2026-12' WHERE client = 'Ali'`)
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.equal(world.smtp.mails.length, 3)
      },
    },
    {
      title: 'an address that is refused is set aside with the reason, and the others get their mail',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'low-quota', { accounts: world.accounts(['Base de données', 'Messagerie']) })
        const detail = await runNow(user, flow)
        expectStatus(detail, 'warned')
        assert.deepEqual(world.smtp.mails.map(({ envelope }) => envelope.to[0]), ['ali@example.com', 'zoe@example.com'])
        const kept = await user.client.call('setAside', { params: { id: detail.run.id, node: 'ecrire' } })
        assert.match(JSON.stringify(kept), /Parti/)
      },
    },
  ],
}

const logs = `CREATE TABLE journaux (niveau text, source text, message text, cree_le timestamptz);
  INSERT INTO journaux VALUES ('erreur', 'paiement', 'vieux', now() - interval '16 minutes'), ('info', 'paiement', 'bon', now())`
const newErrors = `INSERT INTO journaux VALUES ('erreur', 'paiement', 'carte <refusée>', now()), ('erreur', 'paiement', 'carte perdue', now()), ('erreur', 'stock', 'négatif', now())`
const names = ['Base de données', 'Messagerie', 'Canal de l’équipe']

export const errorsWatch: GalleryFlow<SqlWorld> = {
  id: 'errors-watch',
  startWorld: () => startSqlWorld('postgres', logs),
  cases: [
    {
      title: 'nobody is told while there are no new errors; administrators and team are once there are',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'errors-watch', { accounts: world.accounts(names) })
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.deepEqual([world.smtp.mails.length, world.inbox.messages.length], [0, 0])
        await world.sql(newErrors)
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.equal(plain(world.smtp.mails[0]?.parsed.subject), '3 erreur(s) en 15 minutes')
        assert.deepEqual(world.smtp.mails[0]?.envelope.to, ['admin@example.com'])
        assert.match(plain(world.smtp.mails[0]?.parsed.html), /<td[^>]*>paiement<\/td>\s*<td align="right"[^>]*>2<\/td>\s*<td[^>]*>carte &lt;refusée&gt;|carte perdue/)
        assert.match(plain(JSON.stringify(world.inbox.messages)), /surtout « paiement »/)
      },
    },
    {
      title: 'a database that lets nobody in fails with the reason; a retry tells the errors, once',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'errors-watch', { accounts: world.accounts(names) })
        await world.sql(newErrors)
        await world.letIn(false)
        const failed = await runNow(user, flow)
        expectFailedAt(failed, 'erreurs', 'SQL_LOGIN_REFUSED')
        assert.equal(world.smtp.mails.length, 0)
        await world.letIn(true)
        expectStatus(await retryFailed(user, failed), 'succeeded')
        assert.deepEqual([world.smtp.mails.length, world.inbox.messages.length], [1, 1])
      },
    },
  ],
}
