import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDetail } from '@maillon/api-contract'
import { startMaillon } from '../../world/start-maillon.js'
import { signIn, type SignedIn } from '../../world/sign-in.js'
import type { GalleryCase, GalleryFlow } from '../gallery-flow.js'
import { endedRuns, expectStatus, openGalleryFlow, switchOn, until } from '../in-gallery.js'
import { plain } from '../play-flow.js'
import { mailboxFlags } from './mailbox-flags.js'
import { orderMail } from './order-mail.js'
import { startOrderWorld, type OrderWorld } from './order-world.js'

const good = [{ reference: 'CAF-250', quantity: 100 }, { reference: 'THE-100', quantity: 10 }] as const

async function open(user: SignedIn, world: OrderWorld): Promise<FlowDetail> {
  const flow = await openGalleryFlow(user, {
    id: 'orders-by-mail',
    accounts: world.accounts,
    change: (node) => (node.type === 'http.request' ? { ...node, params: { ...node.params, url: String(node.params['url']).replace('https://boutique.example.com', world.shopUrl) } } : node),
  })
  return switchOn(user, flow)
}

/** What a reader of PDFs sees. */
async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'maillon-pdf-'))
  try {
    await writeFile(join(folder, 'a.pdf'), bytes)
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-']).toString('utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const cases: readonly GalleryCase<OrderWorld>[] = [
  {
    title: 'an order that comes by mail is placed, confirmed in its thread with a PDF, told to the team, and its mail is done',
    isFailureCase: false,
    async run({ world, user }) {
      await world.imap.deliver(await orderMail({ id: '<1@client.test>', subject: 'Déjeuner de vendredi', lines: good }))
      const flow = await open(user, world)
      await world.imap.deliver(await orderMail({ id: '<2@client.test>', subject: 'Commande de janvier', lines: good }))
      const [run, ...others] = await endedRuns(user, flow.id, 1)
      assert.ok(run !== undefined && others.length === 0, 'only mails about orders start a run')
      expectStatus(run, 'succeeded')
      const [order] = world.shop.orders
      assert.deepEqual([order?.body['customer'], order?.body['total'], world.shop.orders.length], ['jeanne@client.test', 442.5, 1])
      const [reply] = world.smtp.mails
      assert.deepEqual([world.smtp.mails.length, reply?.envelope.to, reply?.parsed.subject, reply?.parsed.inReplyTo], [1, ['jeanne@client.test'], 'Re : Commande de janvier', '<2@client.test>'])
      assert.deepEqual(reply?.parsed.references, ['<thread-0@client.test>', '<2@client.test>'])
      const [pdf] = reply?.parsed.attachments ?? []
      const text = await textOfPdf(pdf?.content ?? new Uint8Array())
      assert.equal(pdf?.filename, 'confirmation-C-1001.pdf')
      for (const word of ['C-1001', 'CAF-250', 'Thé vert 100 g', '442,50']) assert.ok(text.includes(word), `the PDF does not say ${word}:\n${text}`)
      assert.match(JSON.stringify(world.chats.posts), /C-1001/)
      assert.match(world.twilio.messages[0]?.form['Body'] ?? '', /Jeanne Dupont : 2 ligne\(s\), 442,50/)
      const flags = await mailboxFlags(world.imap)
      assert.ok(flags.get('Commande de janvier')?.includes('\\Seen') && flags.get('Commande de janvier')?.includes('Traite'), JSON.stringify([...flags]))
      assert.ok(!flags.get('Déjeuner de vendredi')?.includes('\\Seen'), 'another mail was touched')
      const { files } = await user.client.call('files', {})
      assert.ok(files.some(({ name }) => /^commande-\d{8}-\d{6}-\d+\.xlsx$/.test(name)), 'the order form is not kept')
    },
  },
  {
    title: 'a server that is killed in the middle of ten orders places each of them once, and answers each customer once',
    isFailureCase: true,
    async run({ world, maillon, user }) {
      const flow = await open(user, world)
      for (let number = 1; number <= 10; number += 1) await world.imap.deliver(await orderMail({ id: `<k${number}@client.test>`, from: `Client ${number} <client${number}@client.test>`, lines: good }))
      await until('some orders are placed', () => world.shop.orders.length >= 3)
      maillon.process.kill('SIGKILL')
      await until('the server is gone', () => maillon.process.signalCode !== null)
      const again = await startMaillon({ dataFolder: maillon.dataFolder, from: process.env['GALLERY_FROM'] === 'source' ? 'source' : 'dist' })
      try {
        const back = await signIn(again.url)
        const runs = await endedRuns(back, flow.id, 10, 150)
        assert.equal(runs.length, 10)
        assert.equal(new Set(world.shop.orders.map(({ body }) => body['mail'])).size, 10)
        assert.equal(world.shop.orders.length, 10, 'an order was placed twice')
        const answered = world.smtp.mails.flatMap(({ envelope }) => envelope.to)
        assert.equal(answered.length, new Set(answered).size, 'a customer was answered twice')
        // Where the server died between the word of the mail server and its own record, nobody knows: that one is asked about, never sent blindly.
        const asked = runs.filter(({ run }) => run.status === 'failed')
        assert.ok(asked.every(({ error }) => error?.info.code.endsWith('_UNKNOWN') ?? false), asked.map(({ error }) => error?.info.code).join())
        assert.ok(answered.length >= 10 - asked.length, `${answered.length} answers, ${asked.length} to ask about`)
      } finally {
        await again.stop()
      }
    },
  },
  {
    title: 'a faulty order form goes back to the customer with the cells that are wrong, and nothing is ordered',
    isFailureCase: true,
    async run({ world, user }) {
      const flow = await open(user, world)
      await world.imap.deliver(await orderMail({ id: '<3@client.test>', lines: [{ reference: 'CAF-250', quantity: 3 }, { reference: 'THE-100', quantity: 'beaucoup' }, { reference: '', quantity: 2 }] }))
      const [run] = await endedRuns(user, flow.id, 1)
      assert.ok(run !== undefined)
      expectStatus(run, 'succeeded')
      assert.equal(world.shop.orders.length, 0)
      const html = plain(world.smtp.mails[0]?.parsed.html)
      assert.ok(html.includes('B3') && html.includes('beaucoup') && html.includes('A4'), html)
      assert.equal(world.smtp.mails[0]?.parsed.inReplyTo, '<3@client.test>')
    },
  },
  {
    title: 'an order beyond the stock is refused whole, with what is missing',
    isFailureCase: true,
    async run({ world, user }) {
      const flow = await open(user, world)
      await world.imap.deliver(await orderMail({ id: '<4@client.test>', lines: [...good, { reference: 'SUC-1K', quantity: 6 }, { reference: 'INCONNU', quantity: 1 }] }))
      const [run] = await endedRuns(user, flow.id, 1)
      assert.ok(run !== undefined)
      expectStatus(run, 'succeeded')
      assert.equal(world.shop.orders.length, 0)
      const html = plain(world.smtp.mails[0]?.parsed.html)
      assert.match(html, /SUC-1K \(Sucre roux 1 kg\) : 6 demandés, 5 en stock/)
      assert.match(html, /INCONNU \(article inconnu\)/)
      assert.ok(!html.includes('CAF-250'), 'what is in stock is not reproached')
    },
  },
  {
    title: 'a shop that is away for a moment is asked again, and gets the order once; a workbook that is none fails in words',
    isFailureCase: true,
    async run({ world, user }) {
      const flow = await open(user, world)
      world.shop.away = 1
      await world.imap.deliver(await orderMail({ id: '<5@client.test>', lines: good }))
      await endedRuns(user, flow.id, 1)
      await world.imap.deliver(await orderMail({ id: '<6@client.test>', subject: 'Commande abîmée', lines: [], attachment: Buffer.from('this is no workbook') }))
      const runs = await endedRuns(user, flow.id, 2)
      assert.deepEqual(runs.map(({ run }) => run.status), ['succeeded', 'failed'])
      assert.equal(world.shop.orders.length, 1)
      const broken = runs[1]
      assert.ok((broken?.error?.sentence ?? '').length > 20 && broken?.error?.hint != null, JSON.stringify(broken?.error))
      const flags = await mailboxFlags(world.imap)
      assert.ok(!flags.get('Commande abîmée')?.includes('\\Seen'), 'a mail that was not handled looks as if it were')
    },
  },
]

/** S1 (b) of the product: orders that come by mail. */
export const ordersByMail: GalleryFlow<OrderWorld> = { id: 'orders-by-mail', startWorld: startOrderWorld, cases }
