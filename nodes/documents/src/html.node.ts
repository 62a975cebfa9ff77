import { defineNode, htmlPage, htmlSpaces, out, Type, withDefault, type NodeContext, type Static } from '@maillon/node-sdk'
import { nameParam, templateParam, titleParam, withEnding, withRows } from './document-params.js'
import { columnsParam, currencyParam } from './rows-table.js'

const params = Type.Object({
  template: templateParam(),
  name: withDefault(nameParam('document.html', { fr: 'rapport-{{today}}.html', en: 'report-{{today}}.html' })),
  title: titleParam(),
  columns: columnsParam,
  currency: currencyParam,
})

type HtmlContext = NodeContext<Static<typeof params>>

export const html = defineNode({
  type: 'document.html',
  title: { fr: 'Document HTML', en: 'HTML document' },
  description: { fr: 'Remplit un modèle HTML : un document par ligne, ou un pour toutes.', en: 'Fills an HTML template: a document for each row, or one for all.' },
  keywords: { fr: ['html', 'modèle', 'gabarit', 'page', 'rapport', 'mail', 'document', 'publipostage', 'lettre', 'courrier'], en: ['html', 'template', 'page', 'report', 'mail', 'document', 'mail merge', 'letter'] },
  icon: 'file-code',
  group: 'files',
  params,
  effects: 'none',
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'size', type: 'number' }, { name: 'html', type: 'text' }], open: true, files: ['file'] } } },
  examples: [
    {
      title: { fr: 'Une lettre par client', en: 'A letter for each customer' },
      params: { template: '<p>Bonjour {{item.nom}}</p>', name: 'lettre.html', title: 'Lettre' },
      input: { main: [{ nom: 'Zoé & <Ali>' }] },
      output: {
        main: [
          {
            nom: 'Zoé & <Ali>',
            fileName: 'lettre.html',
            size: 449,
            html: '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Lettre</title></head>\n<body style="margin:0;padding:16px">\n<div style="max-width:680px;margin:0 auto;font-family:-apple-system,\'Segoe UI\',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5">\n<p>Bonjour Zoé &amp; &lt;Ali&gt;</p>\n</div>\n</body>\n</html>\n',
          },
        ],
      },
    },
  ],
  words: { fr: 'remplit un modèle HTML', en: 'fills an HTML template' },
  runItem: async (context) => {
    const { json, file } = await make(context, await withRows(context.params.template, [context.item], { ...context.params, ...context }))
    return out({ ...context.item.json, ...json }, { files: { ...context.item.files, file } })
  },
  run: async (context) => {
    const { json, file } = await make(context, await withRows(context.params.template, context.input(), { ...context.params, ...context }))
    await context.emit({ json, files: { file } })
  },
})

async function make({ params: given, files, locale }: HtmlContext, body: string) {
  const text = htmlSpaces(htmlPage(body, { locale, title: given.title ?? given.name }), locale)
  const file = await files.create({ name: withEnding(given.name, '.html'), mediaType: 'text/html' }, Buffer.from(text, 'utf8'))
  return { file, json: { fileName: file.name, size: file.size, html: text } }
}
