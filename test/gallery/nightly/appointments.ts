import assert from 'node:assert/strict'
import type { JsonObject } from '@maillon/kernel'
import { fakeCortex, startOutside, startTestSmtp, type FakeCortex, type OutsideServer, type TestSmtp } from '@maillon/test-kit'
import type { SignedIn } from '../../world/sign-in.js'
import { collectionContent, fillCollection } from '../collection-content.js'
import type { GalleryFlow } from '../gallery-flow.js'
import { expectStatus, plain, publishFromGallery, runNow } from '../play-flow.js'

interface AppointmentWorld {
  readonly api: FakeCortex
  readonly server: OutsideServer
  readonly smtp: TestSmtp
  stop(): Promise<void>
}

const appointment = (id: number, technicianId: string, time: string, confirmed: boolean): JsonObject => ({ id, technicianId, time, confirmed, customer: `Client ${id}`, address: `${id}, rue Sainte-Catherine` })
const appointments = [appointment(1, 'T1', '08:30', true), appointment(2, 'T1', '10:00', false), appointment(3, 'T2', '13:15', false), appointment(4, 'T3', '15:00', false)]

async function startAppointmentWorld(): Promise<AppointmentWorld> {
  const api = fakeCortex({ data: { appointments } })
  const [server, smtp] = await Promise.all([startOutside(api.answer), startTestSmtp()])
  return { api, server, smtp, stop: async () => void (await Promise.all([server.stop(), smtp.stop()])) }
}

async function open(user: SignedIn, { api, server, smtp }: AppointmentWorld, lastAddress: string | null) {
  const technicians = [{ id: 'T1', name: 'Marie', email: 'marie@example.com' }, { id: 'T2', name: 'Luc', email: 'luc@example.com' }, { id: 'T3', name: 'Zoé', email: lastAddress }]
  await fillCollection(user, { name: 'Techniciens', keys: ['id'], rows: technicians })
  return publishFromGallery(user, 'appointments', { accounts: { API: { type: 'cortex', values: { address: server.url, ...api.account } }, Messagerie: { type: 'smtp', values: { ...smtp.credential } } } })
}

const told = ({ smtp }: AppointmentWorld) => smtp.mails.map(({ envelope, parsed }) => `${envelope.to.join(',')} ${plain(parsed.subject)}`).toSorted()

/** Tomorrow in Montréal. */
function tomorrow(): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto', dateStyle: 'short' }).format(new Date())
  return new Date(Date.parse(`${today}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

export const appointmentsOfTomorrow: GalleryFlow<AppointmentWorld> = {
  id: 'appointments',
  startWorld: startAppointmentWorld,
  cases: [
    {
      title: 'tomorrow’s appointments are imported, and each technician is written to about those that are not confirmed',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await open(user, world, 'zoe@example.com')
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.equal(world.server.requests.find(({ path }) => path === '/data/appointments')?.query.get('date'), tomorrow())
        assert.deepEqual(await collectionContent(user, 'Rendez-vous'), appointments)
        assert.deepEqual(told(world), ['luc@example.com À confirmer : rendez-vous de demain à 13:15', 'marie@example.com À confirmer : rendez-vous de demain à 10:00', 'zoe@example.com À confirmer : rendez-vous de demain à 15:00'])
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.equal((await collectionContent(user, 'Rendez-vous'))?.length, 4, 'imported twice, there once')
      },
    },
    {
      title: 'a technician without an address is set aside with the reason, and the others are written to',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await open(user, world, null)
        const detail = await runNow(user, flow)
        expectStatus(detail, 'warned')
        assert.equal(told(world).length, 2)
        assert.equal(detail.steps.find(({ node }) => node === 'ecrire')?.setAside, 1)
      },
    },
  ],
}
