import { defineNode } from '@maillon/node-sdk'
import { checkSheet } from './check-sheet.js'
import { eachSourceFile } from './file-source.js'
import { openSheet } from './open-sheet.js'
import { readingFailed, ReadingStopped } from './reading-failed.js'
import { checkRules } from './check-rules.js'
import { validateParams } from './validate-params.js'

export const excelValidate = defineNode({
  type: 'excel.validate',
  title: { fr: 'Vérifier un classeur Excel', en: 'Validate an Excel workbook' },
  description: { fr: 'Compare chaque cellule à des règles ; les lignes fautives sortent avec l’adresse et la raison.', en: 'Holds each cell against rules; faulty rows leave with the address and the reason.' },
  keywords: {
    fr: ['valider', 'contrôler', 'vérifier', 'erreur', 'colonne', 'obligatoire', 'doublon', 'tableur', 'xlsx', 'csv'],
    en: ['validate', 'check', 'error', 'column', 'required', 'duplicate', 'spreadsheet', 'xlsx', 'csv', 'rules'],
  },
  icon: 'table-shortcut',
  group: 'excel',
  params: validateParams,
  outputs: [
    { id: 'valid', label: { fr: 'Lignes justes', en: 'Valid rows' } },
    { id: 'invalid', label: { fr: 'Lignes fautives', en: 'Invalid rows' } },
  ],
  effects: 'none',
  heavy: true,
  outputShapes: {
    valid: { kind: 'computed', rule: 'declared-columns' },
    invalid: {
      kind: 'fixed',
      shape: {
        fields: [{ name: 'sheet', type: 'text' }, { name: 'row', type: 'number' }, { name: 'cells', type: 'text' }, { name: 'reason', type: 'text' }, { name: 'problems', type: 'list' }],
        open: true,
      },
    },
  },
  examples: [
    {
      title: { fr: 'Vérifier une commande reçue', en: 'Check an order that came in' },
      params: {
        file: { id: 'file-1', name: 'commande.xlsx' },
        rules: [{ name: 'Référence', type: 'text', unique: true }, { name: 'Quantité', type: 'integer', min: 1, max: 999 }, { name: 'Livraison', required: false, allowed: ['standard', 'express'] }],
      },
      input: { main: [{}] },
    },
  ],
  sample: {
    valid: [{ Référence: 'A1', Quantité: 2, Livraison: 'express' }],
    invalid: [{ Référence: 'A2', Quantité: 0, Livraison: null, sheet: 'Commande', row: 3, cells: 'B3', reason: 'Cellule B3 : « 0 » est plus petit que 1.', problems: [{ cell: 'B3', column: 'Quantité', value: 0, problem: 'Cellule B3 : « 0 » est plus petit que 1.' }] }],
  },
  words: { fr: 'vérifie un classeur', en: 'validates a workbook' },
  run: async (context) => {
    const { params, locale, timeZone, log, signal, files } = context
    checkRules(params.rules, { locale, timeZone })
    let done = 0
    await eachSourceFile(context, async (file, emit) => {
      try {
        const sheet = await openSheet(await files.localPath(file), file, params)
        for await (const { port, json } of checkSheet(sheet, params, { locale, timeZone, warn: (message) => log.warn(message) })) {
          signal.throwIfAborted()
          await emit({ json }, port)
          done++
          if (done % 1000 === 0) context.progress(done)
        }
      } catch (error) {
        throw error instanceof ReadingStopped ? readingFailed(error, file.name) : error
      }
    })
  },
})
