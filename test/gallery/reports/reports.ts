import assert from 'node:assert/strict'
import type { GalleryFlow } from '../gallery-flow.js'
import { expectFailedAt, expectStatus, plain, retryFailed } from '../play-flow.js'
import { startSqlWorld, type SqlWorld } from '../sql-world.js'
import { askFor, checkFormats, publishReport, type Report } from './report-cases.js'

const tickets: Report = {
  id: 'report-tickets',
  path: 'rapports/tickets',
  criterion: { statut: 'ouvert' },
  rows: [['Numéro', 'Objet'], ['T-1', 'Écran noir'], ['T-3', '=1+1']],
}

const ticketTable = `CREATE TABLE tickets (numero text, objet text, statut text, priorite text, entreprise text, cree_le timestamp, ferme_le timestamp);
  INSERT INTO tickets VALUES ('T-1', 'Écran noir', 'ouvert', 'haute', 'Acier SA', '2026-01-05 10:00', NULL), ('T-2', 'Clavier', 'fermé', 'basse', 'Acier SA', '2026-01-06 10:00', '2026-01-07 10:00'),
    ('T-3', '=1+1', 'ouvert', 'normale', 'Bois & Fils', '2026-01-31 23:59', NULL), ('T-4', 'Trop tard', 'ouvert', 'normale', 'Bois & Fils', '2026-02-01 00:00', NULL)`

export const reportTickets: GalleryFlow<SqlWorld> = {
  id: tickets.id,
  startWorld: () => startSqlWorld('postgres', ticketTable),
  cases: [
    {
      title: 'arrives as CSV, workbook and PDF with the tickets of the dates and the status, and says where there are none',
      isFailureCase: false,
      async run(scene) {
        await publishReport(scene.user, scene.world, tickets)
        await checkFormats(scene, tickets)
        expectStatus(await askFor(scene, tickets, { statut: 'perdu', format: 'pdf' }), 'succeeded')
        const last = scene.world.smtp.mails.at(-1)
        assert.match(plain(last?.parsed.html), /Aucun ticket du 01\/01\/2026 au 31\/01\/2026 pour « perdu »/)
        assert.equal(last?.parsed.attachments.length, 0)
      },
    },
    {
      title: 'a date that is none, and a format that nobody knows, fail with a sentence; nothing is sent',
      isFailureCase: true,
      async run(scene) {
        await publishReport(scene.user, scene.world, tickets)
        const bad = await askFor(scene, tickets, { du: 'le premier', format: 'pdf' })
        expectStatus(bad, 'failed')
        assert.equal(bad.steps.find(({ node }) => node === 'demande')?.status, 'failed')
        assert.ok((bad.error?.sentence ?? '').includes('le premier'), bad.error?.sentence)
        const odd = await askFor(scene, tickets, { format: 'odt' })
        expectStatus(odd, 'failed')
        assert.match(plain(odd.error?.sentence), /Le format « odt » n’est pas connu/)
        assert.equal(scene.world.smtp.mails.length, 0)
      },
    },
  ],
}

const users: Report = { id: 'report-users', path: 'rapports/utilisateurs', criterion: { role: 'agent' }, rows: [['Nom', 'Courriel'], ['Ali', 'ali@example.com'], ['Zoé', 'zoe@example.com']] }
const userTable = `CREATE TABLE utilisateurs (nom varchar(100), courriel varchar(200), role varchar(50), inscrit_le datetime, dernier_acces datetime);
  INSERT INTO utilisateurs VALUES ('Zoé', 'zoe@example.com', 'agent', '2026-01-02', '2026-02-01'), ('Ali', 'ali@example.com', 'agent', '2026-01-31 18:00', NULL), ('Eve', 'eve@example.com', 'client', '2026-01-03', NULL)`

export const reportUsers: GalleryFlow<SqlWorld> = {
  id: users.id,
  startWorld: () => startSqlWorld('mariadb', userTable),
  cases: [
    {
      title: 'arrives as CSV, workbook and PDF with the users of the dates and the role, from MariaDB',
      isFailureCase: false,
      async run(scene) {
        await publishReport(scene.user, scene.world, users)
        await checkFormats(scene, users)
      },
    },
    {
      title: 'a criterion that tries to be SQL finds nobody and harms nothing',
      isFailureCase: true,
      async run(scene) {
        await publishReport(scene.user, scene.world, users)
        expectStatus(await askFor(scene, users, { role: `' OR 1=1; DROP TABLE utilisateurs; --`, format: 'csv' }), 'succeeded')
        assert.match(plain(scene.world.smtp.mails[0]?.parsed.html), /Aucun utilisateur inscrit/)
        assert.equal((await scene.world.sql('SELECT nom FROM utilisateurs')).length, 3)
      },
    },
  ],
}

const companies: Report = { id: 'report-companies', path: 'rapports/entreprises', criterion: {}, rows: [['Entreprise', 'Secteur'], ['Acier SA', 'Industrie'], ['Bois & Fils', 'Commerce']] }
const companyTables = `${ticketTable}; CREATE TABLE entreprises (nom text, secteur text); INSERT INTO entreprises VALUES ('Acier SA', 'Industrie'), ('Bois & Fils', 'Commerce'), ('Sans ticket', 'Commerce')`

export const reportCompanies: GalleryFlow<SqlWorld> = {
  id: companies.id,
  startWorld: () => startSqlWorld('postgres', companyTables),
  cases: [
    {
      title: 'arrives as CSV, workbook and PDF with the companies and their numbers of tickets',
      isFailureCase: false,
      async run(scene) {
        await publishReport(scene.user, scene.world, companies)
        await checkFormats(scene, companies)
      },
    },
    {
      title: 'a database that lets nobody in fails with the reason; a retry sends the report',
      isFailureCase: true,
      async run(scene) {
        await publishReport(scene.user, scene.world, companies)
        await scene.world.letIn(false)
        const failed = await askFor(scene, companies, { format: 'csv' })
        expectFailedAt(failed, 'lignes', 'SQL_LOGIN_REFUSED')
        await scene.world.letIn(true)
        expectStatus(await retryFailed(scene.user, failed), 'succeeded')
        assert.equal(scene.world.smtp.mails.length, 1)
      },
    },
  ],
}

const performance: Report = { id: 'report-performance', path: 'rapports/performances', criterion: { equipe: 'Nord' }, rows: [['Agent', 'Équipe'], ['Ali', 'Nord'], ['Zoé', 'Nord']] }
const closedTable = `CREATE TABLE tickets_fermes (agent text, equipe text, ferme_le timestamp, heures numeric(8,2));
  INSERT INTO tickets_fermes VALUES ('Ali', 'Nord', '2026-01-05', 1.5), ('Ali', 'Nord', '2026-01-06', 3), ('Zoé', 'Nord', '2026-01-06', 12.25), ('Eve', 'Sud', '2026-01-06', 1), ('Ali', 'Nord', '2026-02-06', 99)`

export const reportPerformance: GalleryFlow<SqlWorld> = {
  id: performance.id,
  startWorld: () => startSqlWorld('postgres', closedTable),
  cases: [
    {
      title: 'arrives as CSV, workbook and PDF with the means of a team',
      isFailureCase: false,
      async run(scene) {
        await publishReport(scene.user, scene.world, performance)
        await checkFormats(scene, performance)
        const csv = scene.world.smtp.mails[0]?.parsed.attachments[0]?.content.toString('utf8') ?? ''
        assert.match(csv, /Ali;Nord;2;2,25;3/)
      },
    },
    {
      title: 'a mail server that is busy is asked again after ten seconds, and the report arrives once',
      isFailureCase: true,
      async run(scene) {
        await publishReport(scene.user, scene.world, performance)
        scene.world.smtp.trouble('busy')
        setTimeout(() => scene.world.smtp.trouble('none'), 6000)
        const detail = await askFor(scene, performance, { format: 'csv' })
        expectStatus(detail, 'succeeded')
        assert.equal(detail.steps.find(({ node }) => node === 'envoyer')?.attempts.length, 2)
        assert.equal(scene.world.smtp.mails.length, 1)
      },
    },
  ],
}
