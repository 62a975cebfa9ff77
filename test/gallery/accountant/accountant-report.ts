import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestSmtp, type TestSmtp } from '@maillon/test-kit'
import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import type { GalleryFlow } from '../gallery-flow.js'
import { expectStatus, plain, publishFromGallery, runNow } from '../play-flow.js'

interface AccountantWorld {
  readonly smtp: TestSmtp
  /** With `a-traiter`, where workbooks are put in. */
  readonly folder: string
  /** A workbook as the shop makes it: titles and rows. */
  put(name: string, rows: readonly (readonly (string | number | Date)[])[]): Promise<void>
  stop(): Promise<void>
}

const titles = ['Date', 'Pièce', 'Compte', 'Libellé', 'Débit', 'Crédit'] as const
const day = new Date(Date.UTC(2026, 10, 20))
const sales = [
  [day, 'V-1', '411000', 'Client Zoé', 120, 0],
  [day, 'V-2', '707000', 'Vente', 0, 100],
  [day, 'V-3', '445710', 'TVA', 0, 20],
] as const

async function startAccountantWorld(): Promise<AccountantWorld> {
  const [smtp, folder] = await Promise.all([startTestSmtp(), mkdtemp(join(tmpdir(), 'maillon-accounts-'))])
  await mkdir(join(folder, 'a-traiter'))
  return {
    smtp,
    folder,
    async put(name, rows) {
      const workbook = new ExcelJS.Workbook()
      const sheet = workbook.addWorksheet('Journal')
      for (const row of rows) sheet.addRow([...row])
      await writeFile(join(folder, 'a-traiter', name), new Uint8Array(await workbook.xlsx.writeBuffer()))
    },
    stop: async () => {
      await Promise.all([smtp.stop(), rm(folder, { recursive: true, force: true })])
    },
  }
}

const filesBelow = async (folder: string) => (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted()

async function rowsOf(bytes: Uint8Array, sheet: string): Promise<readonly (readonly unknown[])[]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Buffer.from(bytes) as never)
  const rows: unknown[][] = []
  workbook.getWorksheet(sheet)?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
  return rows
}

export const accountantReport: GalleryFlow<AccountantWorld> = {
  id: 'accountant-report',
  startWorld: startAccountantWorld,
  environment: ({ folder }) => ({ MAILLON_FOLDERS: `comptabilite=${folder}:rw` }),
  cases: [
    {
      title: 'the day’s journals are totalled by account and mailed as workbook and PDF; report and originals are archived; nothing put in, nothing sent',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'accountant-report', { accounts: { Messagerie: { type: 'smtp', values: { ...world.smtp.credential } } } })
        await world.put('magasin.xlsx', [titles, ...sales])
        await world.put('atelier.xlsx', [titles, [day, 'A-1', '411000', 'Client Ali', 12.35, 0], [day, 'A-2', '707000', 'Réparation', 0, 12.35]])
        expectStatus(await runNow(user, flow), 'succeeded')
        const [mail] = world.smtp.mails
        assert.deepEqual(mail?.envelope.to, ['comptable@example.com'])
        assert.match(plain(mail?.parsed.subject), / : 5 écritures$/)
        assert.match(plain(mail?.parsed.html), /5 écritures : débit 132,35 €, crédit 132,35 €\.(?! <strong>)/)
        const [workbook, pdf] = ['xlsx', 'pdf'].map((ending) => mail?.parsed.attachments.find(({ filename }) => filename?.endsWith(ending)))
        assert.deepEqual((await rowsOf(workbook?.content ?? Buffer.alloc(0), 'Par compte')).slice(1, 4).map((row) => row.slice(0, 3)), [['411000', 132.35, 0], ['445710', 0, 20], ['707000', 0, 112.35]])
        assert.ok(Object.keys(unzipSync(workbook?.content ?? Buffer.alloc(0))).some((part) => part.startsWith('xl/charts/')), 'no chart')
        assert.equal(pdf?.content.subarray(0, 5).toString('latin1'), '%PDF-')
        const kept = await filesBelow(world.folder)
        assert.equal(kept.length, 4, kept.join(', '))
        assert.ok(kept.every((name) => /^archives\/\d{4}-\d{2}\//.test(name)), kept.join(', '))
        const archived = kept.find((name) => name.includes('comptabilite-')) ?? ''
        assert.ok(Buffer.from(await readFile(join(world.folder, archived))).equals(workbook?.content ?? Buffer.alloc(0)), 'the archived workbook is another one')
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.equal(world.smtp.mails.length, 1)
      },
    },
    {
      title: 'faulty rows are listed with their cells and don’t hold up the others; a column that is missing is named, and nothing is moved',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'accountant-report', { accounts: { Messagerie: { type: 'smtp', values: { ...world.smtp.credential } } } })
        await world.put('sans-credit.xlsx', [titles.slice(0, 5), [day, 'V-9', '411000', 'Sans crédit', 1]])
        const failed = await runNow(user, flow)
        expectStatus(failed, 'failed')
        const told = failed.steps.find(({ node }) => node === 'arreter')?.attempts.at(-1)?.error?.sentence
        assert.match(plain(told), /colonne « Crédit » manque/)
        assert.deepEqual(await filesBelow(world.folder), ['a-traiter/sans-credit.xlsx'])
        await world.put('sans-credit.xlsx', [titles, ...sales, [day, 'V-2', '707000', 'Deux fois la même pièce', 0, 5], [day, 'V-5', '707000', 'Un texte', 'cinq', 0]])
        expectStatus(await runNow(user, flow), 'succeeded')
        const [mail] = world.smtp.mails
        assert.match(plain(mail?.parsed.html), /3 écritures : débit 120,00 €, crédit 120,00 €/)
        const faulty = await rowsOf(mail?.parsed.attachments.find(({ filename }) => filename?.endsWith('xlsx'))?.content ?? Buffer.alloc(0), 'À corriger')
        assert.deepEqual(faulty.slice(1).map(([cells]) => cells), ['B5', 'E6'])
      },
    },
  ],
}
