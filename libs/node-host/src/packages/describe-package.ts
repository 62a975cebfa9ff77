/** What a package says of itself: its module is imported once, in a process of its own, and everything that comes out is checked. */
import { join } from 'node:path'
import { findJsonGateProblem, isJsonObject, isMaillonError, type Json, type JsonObject } from '@maillon/kernel'
import { nodeModes, type NodeDescriptor } from '@maillon/node-contract'
import { defineNode, Type } from '@maillon/node-sdk'
import { createParamsChecker } from '@maillon/node-sdk/host'
import { descriptorFindings } from '@maillon/node-sdk/testing'
import { describedDefinition, type PackageNode } from './isolated-package.js'
import { refused, type PackageManifest } from './package-manifest.js'
import { PackageProcess } from './package-process.js'
import type { PackageCall } from './process-messages.js'

const patienceMs = 20_000
const mostNodes = 200
const mostLength = 256 * 1024
const longestStepMs = 3_600_000
const calls: readonly PackageCall[] = ['run', 'runItem', 'preview', 'look', 'migrate']

/** @throws MaillonError (user) `PACKAGE_LOAD_FAILED`, `PACKAGE_LOAD_ENDLESS`, `NODE_PACKAGE_EMPTY`, `PACKAGE_DEFINITION_INVALID`, with the reason for its author in `details` */
export async function describePackage(folder: string, manifest: PackageManifest): Promise<readonly PackageNode[]> {
  const definitions = await describedBy(folder, manifest)
  if (definitions.length === 0) throw refused('NODE_PACKAGE_EMPTY', { package: manifest.name })
  if (definitions.length > mostNodes) throw refused('PACKAGE_DEFINITION_INVALID', { package: manifest.name, type: `${definitions.length} > ${mostNodes}` })
  return definitions.map((definition) => checked(definition, manifest.name))
}

async function describedBy(folder: string, { name, entry, permissions }: PackageManifest): Promise<readonly Json[]> {
  const nothing = () => Promise.reject(refused('PACKAGE_LOAD_FAILED', { package: name }))
  const child = new PackageProcess({ readable: [folder], entry: join(folder, entry), memoryMiB: permissions.memoryMiB, serve: nothing, tell: () => undefined })
  const timer = setTimeout(() => child.kill(refused('PACKAGE_LOAD_ENDLESS', { package: name, seconds: patienceMs / 1000 })), patienceMs)
  try {
    return await child.describe()
  } catch (error) {
    if (isMaillonError(error)) throw error
    throw refused('PACKAGE_LOAD_FAILED', { package: name }, error instanceof Error ? (error.stack ?? error.message) : '')
  } finally {
    clearTimeout(timer)
    child.kill(new Error('described'))
  }
}

function checked(given: Json, name: string): PackageNode {
  const { descriptor: said, has: functions } = isJsonObject(given) ? given : {}
  const type = isJsonObject(said) && typeof said['type'] === 'string' ? said['type'].slice(0, 100) : '?'
  const wrong = (reason: string) => refused('PACKAGE_DEFINITION_INVALID', { package: name, type }, reason)
  if (!isJsonObject(said) || findJsonGateProblem(said) !== null || JSON.stringify(said).length > mostLength) throw wrong('the descriptor is no plain JSON of a bearable size')
  const has = calls.filter((call) => Array.isArray(functions) && functions.includes(call))
  // What is left out stands as `defineNode` would have put it; a package may have been made by hand.
  const descriptor = { ...blank, ...said, light: false, heavy: false } as NodeDescriptor
  let findings: readonly string[]
  try {
    findings = [...formFindings(descriptor), ...descriptorFindings(describedDefinition({ descriptor, has })), ...strangerFindings(descriptor), ...schemaFindings(descriptor)]
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : 'the descriptor has another form')
  }
  if (findings.length > 0) throw wrong(findings.join('\n'))
  return { descriptor, has }
}

const { descriptor: blank } = defineNode({ type: 'package.blank', title: { fr: '', en: '' }, description: { fr: '', en: '' }, words: { fr: '', en: '' }, icon: '', group: 'data', effects: 'none', params: Type.Object({}) })

/** What screens and compiler take for granted. */
function formFindings({ keywords, examples, earlier, outputShapes, modes, credentials, sample }: NodeDescriptor): readonly string[] {
  return [
    ...(isRecord(keywords) && areTexts(keywords.fr) && areTexts(keywords.en) ? [] : ['the keywords are not lists of words in both languages']),
    ...(areRecords(examples) && examples.every((each) => isRecord(each.params) && isRecord(each.input) && isRecord(each.title)) ? [] : ['an example lacks title, params or input']),
    ...(areEarlierSettings(earlier) ? [] : ['settings of an earlier version lack params or becomes']),
    ...(areRecords([outputShapes, sample ?? {}]) ? [] : ['the shapes or the sample are no objects']),
    ...(areAmong(nodeModes, modes) ? [] : ['the modes are unknown']),
    ...(areRecords(credentials) && credentials.every((each) => areTexts(each.types) && typeof each.slot === 'string') ? [] : ['a credential lacks slot or types']),
  ]
}

function areEarlierSettings(list: NodeDescriptor['earlier'] = []): boolean {
  return areRecords(list) && list.every((each) => isRecord(each.params) && isRecord(each.becomes))
}

function areAmong(known: readonly string[], list: unknown): boolean {
  return Array.isArray(list) && list.every((each) => known.includes(each as string))
}

function isRecord(value: unknown): boolean {
  return isJsonObject(value as Json)
}

function areRecords(list: unknown): boolean {
  return Array.isArray(list) && list.every(isRecord)
}

function areTexts(list: unknown): boolean {
  return Array.isArray(list) && list.every((each) => typeof each === 'string')
}

/** What only the product's own packages are believed. */
function strangerFindings({ construct, trigger, icon, timeoutMs, credentials }: NodeDescriptor): readonly string[] {
  return [
    ...(construct === undefined ? [] : ['loops, calls and returns are part of the product']),
    ...(trigger === undefined || trigger === 'watch' ? [] : ['of triggers, a package may have those that watch']),
    ...(/^[a-z0-9-]{1,60}$/.test(icon) ? [] : ['the icon is not the name of one']),
    ...(timeoutMs <= longestStepMs ? [] : [`the time limit is longer than ${longestStepMs} ms`]),
    ...(credentials.every(({ types }) => types.every((each) => /^[a-z0-9-]{1,60}$/.test(each))) ? [] : ['a credential has a type of no good name']),
  ]
}

/** The schema is compiled here once; what it holds is evaluated in the server, over what people type. */
function schemaFindings(descriptor: NodeDescriptor): readonly string[] {
  const found: string[] = []
  const look = (value: Json): void => {
    if (Array.isArray(value)) for (const each of value as readonly Json[]) look(each)
    if (!isJsonObject(value)) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' || key === '$dynamicRef' || key === '$id') found.push(`the parameters hold ${key}`)
      if (key === 'pattern' && (typeof inner !== 'string' || inner.length > 200 || /\)[*+{]|\\\d/.test(inner))) found.push('a pattern repeats a group or is too long')
      look(inner)
    }
  }
  look(descriptor.params)
  if (found.length > 0) return found
  const params: JsonObject = {}
  createParamsChecker().fill(descriptor, params)
  return []
}
