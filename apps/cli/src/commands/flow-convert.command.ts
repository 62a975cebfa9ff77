import { readFile, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { compile } from '@maillon/compiler'
import { flowFileText } from '@maillon/flow-document'
import { convertForeign, countsOf, foreignLimits, withFindings, type ForeignEntry } from '@maillon/foreign-flows'
import { hintOf, messageOf } from '@maillon/messages'
import type { Command } from 'commander'
import pc from 'picocolors'
import { CliError } from '../cli-error.js'
import { exitCodes } from '../exit-codes.js'
import { loadCatalogue } from '../load-catalogue.js'
import { printDiagnostics } from '../print-diagnostics.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

/** `maillon flow convert FILE`: flows of n8n or Node-RED as ours, with a report of what became of each step. */
export function addFlowConvert(flow: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  flow
    .command('convert')
    .description(text('Convertir un flux n8n ou Node-RED, et dire ce que devient chaque étape', 'Convert a flow of n8n or Node-RED, and say what becomes of each step'))
    .argument('<file>', text('fichier JSON exporté de n8n ou de Node-RED', 'JSON file exported from n8n or Node-RED'))
    .option('--out <file>', text('écrire les flux dans ce fichier (jamais par-dessus un autre)', 'write the flows into this file (never over another one)'))
    .option('--json', text('répondre en JSON, avec les flux et le rapport', 'answer as JSON, with the flows and the report'))
    .action(async (file: string, options: { readonly out?: string; readonly json?: boolean }) => {
      const conversion = convertForeign(await textOf(file), { name: basename(file).replace(/\.json$/i, '') || 'Node-RED' })
      if (!conversion.ok) {
        if (options.json === true) terminal.print(JSON.stringify({ refused: conversion.diagnostics }))
        printDiagnostics(terminal, conversion.diagnostics)
        return finish(exitCodes.failed)
      }
      const { catalogue } = await loadCatalogue(terminal)
      const findings = conversion.flows.map((document) => compile(document, catalogue, { now: Date.now(), timeZone: 'Europe/Paris', locale: terminal.locale }).diagnostics)
      const report = withFindings(conversion.report, findings)
      if (options.out !== undefined) await writeNew(options.out, flowFileText(conversion.flows))
      if (options.json === true) terminal.print(JSON.stringify({ source: conversion.source, counts: countsOf(report), flows: conversion.flows, report: report.map((entry) => ({ ...entry, sentence: sentenceOf(entry, terminal) })) }))
      else printReport(report, terminal)
      finish(exitCodes.ok)
    })
}

async function textOf(path: string): Promise<string> {
  const about = await stat(path).catch(() => null)
  if (about === null || !about.isFile()) throw new CliError({ fr: `Le fichier « ${path} » n’existe pas ou n’est pas un fichier.`, en: `There is no file "${path}".` })
  if (about.size > foreignLimits.bytes) throw new CliError({ fr: `Le fichier « ${path} » dépasse 12 Mo : ce n’est pas un flux.`, en: `The file "${path}" is larger than 12 MB: it is not a flow.` })
  return readFile(path, 'utf8')
}

async function writeNew(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' }).catch((error: unknown) => {
    const there = (error as NodeJS.ErrnoException).code === 'EEXIST'
    throw new CliError(there ? { fr: `Le fichier « ${path} » existe déjà ; rien n’a été écrit.`, en: `There is a file "${path}" already; nothing was written.` } : { fr: `« ${path} » ne peut pas être écrit.`, en: `"${path}" can't be written.` })
  })
}

const marks = { mapped: pc.green('✓'), look: pc.yellow('?'), placeholder: pc.red('✗') } as const

function printReport(report: readonly ForeignEntry[], terminal: Terminal): void {
  for (const entry of report.filter(({ node, reasons }) => node !== null || reasons.length > 0)) terminal.print(`${marks[entry.verdict]} ${pc.bold(entry.name)}  ${pc.dim(entry.nodeType ?? '·')}${entry.reasons.length === 0 ? '' : `\n    ${sentenceOf(entry, terminal)}`}`)
  const { mapped, look, placeholder } = countsOf(report)
  terminal.print(terminal.locale === 'fr' ? `Reprises : ${mapped}, à regarder : ${look}, à remplacer : ${placeholder}` : `Taken over: ${mapped}, to look at: ${look}, to replace: ${placeholder}`)
}

function sentenceOf({ reasons }: ForeignEntry, { locale }: Terminal): string {
  return reasons.flatMap(({ code, params }) => [messageOf(code, params, locale), hintOf(code, params, locale) ?? '']).filter((part) => part !== '').join(' ')
}
