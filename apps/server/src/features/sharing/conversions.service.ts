import type { ConversionEntry, ConvertedFile, ConvertRequest } from '@maillon/api-contract'
import type { ForeignEntry } from '@maillon/foreign-flows'
import type { Locale } from '@maillon/kernel'
import { hintOf, messageOf } from '@maillon/messages'
import { Inject, Injectable } from '@nestjs/common'
import { DocumentRefused } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { FlowCompiler } from '../flows/flow-compiler.service.js'

/** Flows of other programs as ours, with what became of each of their steps. Writes nothing. */
@Injectable()
export class ConversionsService {
  constructor(@Inject(FlowCompiler) private readonly compiler: FlowCompiler) {}

  /** @throws DocumentRefused where the file is of no program that is understood, or too large */
  async convert({ workspace, locale }: CallerIdentity, { text, name }: ConvertRequest): Promise<ConvertedFile> {
    // Loaded when somebody brings such a file, and not with the server: most never do.
    const { convertForeign, withFindings } = await import('@maillon/foreign-flows')
    const conversion = convertForeign(text, name === undefined ? {} : { name })
    if (!conversion.ok) throw new DocumentRefused(conversion.diagnostics)
    const findings = []
    for (const flow of conversion.flows) findings.push((await this.compiler.compile(workspace, flow)).diagnostics)
    return { source: conversion.source, flows: conversion.flows, report: withFindings(conversion.report, findings).map((entry) => entryFor(entry, locale)) }
  }
}

function entryFor({ flow, node, name, verdict, reasons }: ForeignEntry, locale: Locale): ConversionEntry {
  const sentence = reasons.flatMap(({ code, params }) => [messageOf(code, params, locale), hintOf(code, params, locale) ?? '']).filter((part) => part !== '').join(' ')
  return { name, verdict, sentence, ...(flow === null ? {} : { flow }), ...(node === null ? {} : { node }) }
}
