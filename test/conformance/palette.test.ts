import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeDefinition } from '@maillon/node-sdk'
import { expect, it } from 'vitest'
import { searchNodes } from '../../apps/web/src/canvas/search-nodes.js'

/** Words that people in an office type, and steps of which the first results must have one. */
const words: { readonly [L in 'fr' | 'en']: readonly (readonly [typed: string, ...wanted: readonly [string, ...string[]]])[] } = {
  fr: [
    ['courriel', 'mail.send'], ['mails', 'mail.read'], ['pièce jointe', 'mail.read'], ['boîte mail', 'mail.received'], ['relance', 'mail.send'], ['rappel', 'core.schedule', 'notify.send'],
    ['tableau croisé dynamique', 'table.aggregate'], ['TCD', 'table.aggregate'], ['somme.si', 'table.aggregate'], ['moyenne', 'table.aggregate'], ['sous-total', 'table.aggregate'], ['statistiques', 'table.aggregate'],
    ['doublons', 'table.deduplicate'], ['dédoublonner', 'table.deduplicate'], ['recherchev', 'table.join'], ['rechercher', 'table.join'], ['fusionner', 'table.join'], ['comparer', 'table.compare'], ['écarts', 'table.compare'],
    ['tableur', 'excel.read'], ['excel', 'excel.read'], ['classeur', 'excel.read'], ['graphique', 'excel.write'], ['camembert', 'excel.write'], ['mise en forme', 'excel.write'], ['cellule', 'excel.update'],
    ['facture', 'document.pdf', 'excel.fill-template'], ['devis', 'document.pdf', 'excel.fill-template'], ['contrat', 'document.pdf'], ['publipostage', 'document.pdf'], ['imprimer', 'document.pdf'], ['courrier', 'document.pdf'],
    ['relevé bancaire', 'excel.from-csv', 'excel.read'], ['csv', 'excel.from-csv', 'files.read'], ['trier', 'table.sort'], ['filtrer', 'table.filter'], ['TVA', 'table.compute'], ['pourcentage', 'table.compute'], ['arrondir', 'table.compute'],
    ['renommer une colonne', 'table.select'], ['masquer', 'table.select'], ['découper', 'table.batch'], ['tous les jours', 'core.schedule'], ['lundi', 'core.schedule'], ['calendrier', 'core.schedule'], ['échéance', 'core.schedule'],
    ['si', 'core.condition'], ['sinon', 'core.condition'], ['boucle', 'core.for-each'], ['répéter', 'core.for-each'], ['attendre', 'core.wait'], ['approbation', 'mail.approval'], ['bon à payer', 'mail.approval'], ['signature', 'mail.approval'],
    ['formulaire', 'core.form'], ['sondage', 'core.form'], ['alerte', 'notify.send'], ['prévenir', 'notify.send'], ['whatsapp', 'notify.send'], ['texto', 'notify.send'], ['sauvegarde', 'sql.backup'], ['base de données', 'sql.query'],
    ['dossier', 'folder.list'], ['fichiers', 'files.read', 'files.write'], ['zip', 'archive.zip'], ['décompresser', 'archive.unzip'], ['serveur ftp', 'remote.download'], ['site web', 'http.request'], ['google sheets', 'google-sheets.read'],
    ['nouvelles lignes', 'table.only-new'], ['nettoyer', 'maillon.clean-up'], ['journal', 'core.log'], ['arrêter', 'core.stop'], ['formule', 'table.compute', 'core.set'], ['liste', 'table.unfold', 'collection.query'],
  ],
  en: [
    ['email', 'mail.send'], ['mails', 'mail.read'], ['inbox', 'mail.read'], ['attachments', 'mail.read'], ['reminder', 'core.schedule', 'notify.send'], ['newsletter', 'mail.send'],
    ['pivot table', 'table.aggregate'], ['sumif', 'table.aggregate'], ['countif', 'table.aggregate'], ['average', 'table.aggregate'], ['subtotals', 'table.aggregate'], ['duplicates', 'table.deduplicate'], ['dedupe', 'table.deduplicate'],
    ['vlookup', 'table.join'], ['xlookup', 'table.join'], ['lookup', 'table.join'], ['merge', 'table.join', 'core.merge'], ['compare', 'table.compare'], ['differences', 'table.compare'], ['spreadsheet', 'excel.read'], ['workbook', 'excel.read'], ['Excel', 'excel.read'],
    ['chart', 'excel.write'], ['pie chart', 'excel.write'], ['graph', 'excel.write'], ['cell', 'excel.update'], ['invoice', 'document.pdf', 'excel.fill-template'], ['quote', 'document.pdf', 'excel.fill-template'], ['letter', 'document.pdf'], ['mail merge', 'document.pdf'], ['print', 'document.pdf'],
    ['bank statement', 'excel.from-csv', 'excel.read'], ['csv', 'excel.from-csv', 'files.read'], ['sort', 'table.sort'], ['filter', 'table.filter'], ['search', 'table.filter', 'mail.read'], ['VAT', 'table.compute'], ['percentage', 'table.compute'], ['round', 'table.compute'],
    ['rename a column', 'table.select'], ['hide', 'table.select'], ['every day', 'core.schedule'], ['monday', 'core.schedule'], ['calendar', 'core.schedule'], ['deadline', 'core.schedule'], ['if', 'core.condition'], ['else', 'core.condition'], ['loop', 'core.for-each'], ['one by one', 'core.for-each'],
    ['wait', 'core.wait'], ['approval', 'mail.approval'], ['sign off', 'mail.approval'], ['form', 'core.form'], ['survey', 'core.form'], ['alert', 'notify.send'], ['text message', 'notify.send'], ['slack', 'notify.send'], ['backup', 'sql.backup'], ['database', 'sql.query'],
    ['folder', 'folder.list'], ['files', 'files.read', 'files.write'], ['zip', 'archive.zip'], ['unzip', 'archive.unzip'], ['ftp', 'remote.download'], ['website', 'http.request'], ['google sheets', 'google-sheets.read'], ['new rows', 'table.only-new'], ['clean up', 'maillon.clean-up'],
    ['log', 'core.log'], ['stop', 'core.stop'], ['formula', 'table.compute', 'core.set'], ['statistics', 'table.aggregate'], ['list', 'table.unfold', 'collection.query'],
  ],
}

/** So many results are seen without scrolling. */
const seen = 6

const folder = join(import.meta.dirname, '../../nodes')
const packages = readdirSync(folder).map((name) => (JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as { readonly name: string }).name)
const catalogue = (await Promise.all(packages.map(async (name) => ((await import(name)) as { readonly nodes: readonly NodeDefinition[] }).nodes))).flat().map(({ descriptor }) => descriptor)

it.each(['fr', 'en'] as const)('finds the step that people mean by the words that they use, in %s', (locale) => {
  const missed = words[locale].flatMap(([typed, ...wanted]) => {
    const found = searchNodes(catalogue, typed, locale).slice(0, seen).map(({ type }) => type)
    return wanted.every((type) => found.includes(type)) ? [] : [`${typed}: wanted ${wanted.join(' and ')}, found ${found.join(', ')}`]
  })
  expect(missed).toEqual([])
})

it('finds every step by its own title, first of all, in either language', () => {
  for (const descriptor of catalogue)
    for (const locale of ['fr', 'en'] as const) {
      const first = searchNodes(catalogue, descriptor.title[locale], locale).slice(0, 3).map(({ title }) => title[locale])
      expect(first).toContain(descriptor.title[locale])
    }
})
