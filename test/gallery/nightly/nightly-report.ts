import assert from 'node:assert/strict'
import type { JsonObject } from '@maillon/kernel'
import { FakeGoogle, startOutside, startTestSmtp, type OutsideServer, type TestSmtp } from '@maillon/test-kit'
import type { SignedIn } from '../../world/sign-in.js'
import { fillCollection } from '../collection-content.js'
import type { GalleryFlow } from '../gallery-flow.js'
import { expectStatus, publishFromGallery, retryFailed, runNow } from '../play-flow.js'
import { workbookRows } from '../workbook-rows.js'

interface ReportWorld {
  readonly google: FakeGoogle
  readonly server: OutsideServer
  readonly smtp: TestSmtp
  stop(): Promise<void>
}

async function startReportWorld(): Promise<ReportWorld> {
  const google = new FakeGoogle()
  google.addTab('Par technicien', [['technicien', 'nombre', 'heures'], ['Ancien', 99, 99], ['Parti', 1, 1], ['Oublié', 2, 2]])
  google.addTab('Par statut')
  const [server, smtp] = await Promise.all([startOutside(google.answer), startTestSmtp()])
  return { google, server, smtp, stop: async () => void (await Promise.all([server.stop(), smtp.stop()])) }
}

const job = (id: number, technicianId: string, status: string, hours: number): JsonObject => ({ id, technicianId, status, hours })
const jobs = [job(1, 'T1', 'faite', 2), job(2, 'T1', 'faite', 1.5), job(3, 'T2', 'prévue', 4), job(4, 'T3', 'faite', 3)]

async function open(user: SignedIn, { google, server, smtp }: ReportWorld) {
  await fillCollection(user, { name: 'Interventions', keys: ['id'], rows: jobs })
  await fillCollection(user, { name: 'Alias', keys: ['code'], rows: [{ code: 'T1', nom: 'Marie T.' }, { code: 'T2', nom: 'Luc G.' }] })
  return publishFromGallery(user, 'nightly-report', {
    accounts: { Google: { type: 'google-service-account', values: { key: google.keyFile(server.url), address: server.url } }, Messagerie: { type: 'smtp', values: { ...smtp.credential } } },
    change: (node) => (node.type === 'google-sheets.replace' ? { ...node, params: { ...node.params, document: `https://docs.google.com/spreadsheets/d/${google.documentId}/edit` }, retry: { attempts: 1, wait: { kind: 'fixed', ms: 100 } } } : node),
  })
}

const byTechnician = [['Marie T.', 2, 3.5], ['Luc G.', 1, 4], ['T3', 1, 3]]
const byStatus = [['faite', 3, 6.5], ['prévue', 1, 4]]

async function checkBoth({ google, smtp }: ReportWorld): Promise<void> {
  assert.deepEqual(google.rowsOf('Par technicien'), [['technicien', 'nombre', 'heures'], ...byTechnician])
  assert.deepEqual(google.rowsOf('Par statut'), [['statut', 'nombre', 'heures'], ...byStatus])
  assert.equal(smtp.mails.length, 1)
  const workbook = smtp.mails[0]?.parsed.attachments[0]?.content ?? new Uint8Array()
  assert.deepEqual(await workbookRows(workbook, 'Par technicien'), byTechnician)
  assert.deepEqual(await workbookRows(workbook, 'Par statut'), byStatus)
}

export const nightlyReport: GalleryFlow<ReportWorld> = {
  id: 'nightly-report',
  startWorld: startReportWorld,
  cases: [
    {
      title: 'two tabs of the sheet and of the workbook say the same, with the names of the aliases and nothing of last night',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await open(user, world)
        expectStatus(await runNow(user, flow), 'succeeded')
        await checkBoth(world)
      },
    },
    {
      title: 'a sheet that is not shared fails the run with what to do; once it is, the retry finishes and one mail goes out',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await open(user, world)
        world.google.isShared = false
        const failed = await runNow(user, flow)
        expectStatus(failed, 'failed')
        assert.ok((failed.error?.sentence ?? '').length > 15 && failed.error?.hint !== null, 'no sentence and no hint')
        assert.equal(world.smtp.mails.length, 0)
        world.google.isShared = true
        expectStatus(await retryFailed(user, failed), 'succeeded')
        await checkBoth(world)
      },
    },
  ],
}
