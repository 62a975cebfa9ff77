import assert from 'node:assert/strict'
import { startTestSmtp, type TestSmtp } from '@maillon/test-kit'
import type { SignedIn } from '../../world/sign-in.js'
import type { RunningMaillon } from '../../world/start-maillon.js'
import type { GalleryFlow } from '../gallery-flow.js'
import { endOfRun, expectStatus, plain, publishFromGallery, until } from '../play-flow.js'

interface TicketWorld {
  readonly smtp: TestSmtp
  stop(): Promise<void>
}

const secret = 'secret-of-the-ticket-software'

const open = (world: TicketWorld, user: SignedIn) =>
  publishFromGallery(user, 'ticket-notification', { accounts: { 'Secret du logiciel de tickets': { type: 'http-bearer', values: { token: secret } }, Messagerie: { type: 'smtp', values: { ...world.smtp.credential } } } })

/** What the ticket software does at an event. */
async function tell(maillon: RunningMaillon, event: object, bearer = secret): Promise<{ readonly status: number; readonly runId: string }> {
  const answer = await fetch(`${maillon.url}/hooks/tickets`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }, body: JSON.stringify(event) })
  const text = await answer.text()
  return { status: answer.status, runId: answer.ok ? ((JSON.parse(text) as { runId: string }).runId ?? '') : '' }
}

const ticket = { numero: 'T-12', objet: 'Panne <imprimante>', priorite: 'urgente', auteur: 'Zoé', detail: 'Elle fume.\nVraiment.', destinataire: 'support@example.com', lien: 'https://tickets.example.com/T-12' }
const events = [
  ['créé', 'Nouveau ticket', 'Zoé a ouvert un ticket.'],
  ['modifié', 'Ticket modifié', 'Zoé a modifié le ticket'],
  ['attribué', 'Ticket attribué', 'Zoé vous a confié ce ticket.'],
  ['fermé', 'Ticket fermé', 'Zoé a fermé le ticket'],
  ['rouvert', 'Ticket rouvert', 'Zoé a rouvert le ticket'],
  ['commenté', 'Nouveau commentaire', 'Zoé écrit : « Elle fume.'],
] as const

export const ticketNotification: GalleryFlow<TicketWorld> = {
  id: 'ticket-notification',
  async startWorld() {
    const smtp = await startTestSmtp()
    return { smtp, stop: () => smtp.stop() }
  },
  cases: [
    {
      title: 'each of the six events becomes one mail to the person concerned, readable on a phone, with the priority in colour',
      isFailureCase: false,
      async run({ world, maillon, user }) {
        await open(world, user)
        const told = await Promise.all(events.map(([evenement], index) => tell(maillon, { ...ticket, evenement, destinataire: `p${index}@example.com`, priorite: index === 1 ? 'basse' : index === 2 ? undefined : 'urgente' })))
        assert.deepEqual(told.map(({ status }) => status), events.map(() => 200))
        for (const { runId } of told) expectStatus(await endOfRun(user, runId), 'succeeded')
        assert.equal(world.smtp.mails.length, events.length)
        for (const [index, [, titre, phrase]] of events.entries()) {
          const mail = world.smtp.mails.find(({ envelope }) => envelope.to[0] === `p${index}@example.com`)
          assert.equal(plain(mail?.parsed.subject), `[T-12] ${titre} : Panne <imprimante>`)
          const html = plain(mail?.parsed.html)
          assert.ok(html.includes(plain(phrase)), `“${phrase}” is missing in ${html.slice(-900)}`)
          assert.ok(html.includes('Panne &lt;imprimante&gt;') && html.includes('name="viewport"') && html.includes('max-width:600px'))
          const colour = index === 1 ? '#5c940d' : index === 2 ? '#1971c2' : '#c92a2a'
          assert.match(html, new RegExp(`background:${colour};[^>]*>${index === 1 ? 'basse' : index === 2 ? 'normale' : 'urgente'}<`))
        }
      },
    },
    {
      title: 'a caller without the secret is refused, and an event that nobody knows fails with a sentence',
      isFailureCase: true,
      async run({ world, maillon, user }) {
        await open(world, user)
        assert.equal((await tell(maillon, { ...ticket, evenement: 'créé' }, 'guessed')).status, 401)
        const { runId } = await tell(maillon, { ...ticket, evenement: 'évaporé' })
        const detail = await endOfRun(user, runId)
        expectStatus(detail, 'failed')
        assert.match(plain(detail.error?.sentence), /L’événement « évaporé » du ticket T-12 n’est pas connu/)
        assert.equal(world.smtp.mails.length, 0)
      },
    },
    {
      title: 'a mail server that is busy is asked again after ten seconds, and the mail arrives once',
      isFailureCase: true,
      async run({ world, maillon, user }) {
        await open(world, user)
        world.smtp.trouble('busy')
        const { runId } = await tell(maillon, { ...ticket, evenement: 'créé' })
        setTimeout(() => world.smtp.trouble('none'), 5000)
        await until('the mail of the ticket', () => world.smtp.mails.length > 0)
        const detail = await endOfRun(user, runId)
        expectStatus(detail, 'succeeded')
        const [first, second] = detail.steps.find(({ node }) => node === 'ecrire')?.attempts ?? []
        const waited = Date.parse(second?.startedAt ?? '') - Date.parse(first?.endedAt ?? '')
        assert.ok(waited >= 9_500 && waited < 25_000, `${waited} ms between the attempts`)
        assert.equal(world.smtp.mails.length, 1)
      },
    },
  ],
}
