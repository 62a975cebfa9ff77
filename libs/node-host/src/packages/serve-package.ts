/**
 * What a package may ask for, answered for its own attempt by the services that every node has.
 *
 * 1. Nothing is done that the package's permissions or the node's effects don't name; what is asked besides is an error of the package's step.
 * 2. What it brings is checked like all outside data by the services themselves (items, names, places, addresses).
 */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isFileRef } from '@maillon/datasets'
import { findJsonGateProblem, isJsonObject, MaillonError, type Json, type JsonObject } from '@maillon/kernel'
import type { Effects } from '@maillon/node-contract'
import type { AllContext, FolderPlace, HttpRequest, LookContext, LookEvent, NodeContext } from '@maillon/node-sdk'
import type { AttemptStreams } from './attempt-streams.js'
import { allows, type PackagePermissions } from './package-permissions.js'
import { isCount, readError } from './process-messages.js'

export interface PackageAttempt {
  /** For the sentences. */
  readonly package: string
  readonly permissions: PackagePermissions
  /** Of this node with these parameters. */
  readonly effects: Effects
  readonly streams: AttemptStreams
  /** A folder that the process may read; null: it may read no files. */
  readonly scratch: string | null
}

/** What the three kinds of call have, as far as they have it. */
export type ServedContext = Pick<NodeContext<unknown>, 'files' | 'folders' | 'http' | 'credential'> & Partial<Pick<NodeContext<unknown>, 'state'>> & Partial<Pick<AllContext<unknown>, 'input' | 'emit' | 'refuse'>> & Partial<Pick<LookContext<unknown>, 'known' | 'take'>>

type Answer = (args: JsonObject, context: ServedContext, attempt: PackageAttempt) => Promise<unknown>

const answers: { readonly [path: string]: Answer } = {
  pull: ({ handle }, _, { streams }) => streams.pull(handle),
  drop: ({ handle }, _, { streams }) => streams.drop(handle),
  put: ({ handle, bytes, failed }, _, { streams }) => streams.channel(handle).put(typeof failed === 'string' ? new Error(failed) : typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : null),
  input: async ({ port }, { input }, { streams }) => streams.open(there(input)(typeof port === 'string' ? port : undefined)),
  emit: ({ items }, context) => emitAll(items, context),
  refuse: (args, { refuse }) => refuseRow(args, there(refuse)),
  known: async ({ keys }, { known }) => [...(await there(known)(listOf(keys)))],
  take: ({ event }, { take }) => there(take)(objectOf(event) as unknown as LookEvent),
  credential: ({ slot }, context, attempt) => openCredential(String(slot), context, attempt),
  renew: async ({ slot, refreshToken }, context, attempt) => (await openedCredential(String(slot), context, attempt))?.renew?.(String(refreshToken)),
  resolveHost: (_, __, { package: name }) => Promise.reject(refusal('PACKAGE_NETWORK_HTTP_ONLY', { package: name })),
  workspace: (_, __, { package: name }) => Promise.reject(refusal('PACKAGE_WORKSPACE_CLOSED', { package: name })),
  'state.get': ({ key }, { state }) => there(state).get(String(key)),
  'state.set': async ({ key, value, expected }, { state }, attempt) => {
    need(attempt, 'write')
    return there(state).set(String(key), plain(value), typeof expected === 'number' ? expected : null)
  },
  'http.request': (args, context, attempt) => request(args, context, attempt),
  'files.read': async ({ ref }, { files }, attempt) => attempt.streams.openBytes(mayUse(files, attempt, 'files read').read(refOf(ref))),
  'files.localPath': (args, context, attempt) => localPath(args, context, attempt),
  'files.chosen': async ({ param }, { files }, attempt) => mayUse(files, attempt, 'files read').chosen(chosenOf(param)),
  'files.create': async ({ about, handle }, { files }, attempt) => mayUse(files, attempt, 'files write').create(named(about), attempt.streams.channel(handle)),
  'files.publish': async ({ ref, options }, { files }, attempt) => {
    need(attempt, 'write')
    const { name, replace } = objectOf(options)
    return mayUse(files, attempt, 'files write').publish(refOf(ref), { ...(typeof name === 'string' ? { name } : {}), replace: replace === true })
  },
  'folders.list': async ({ place, options }, { folders }, attempt) => attempt.streams.open(mayUse(folders, attempt, 'folders read').list(placeOf(place), { deep: objectOf(options)['deep'] === true })),
  'folders.find': async ({ place }, { folders }, attempt) => mayUse(folders, attempt, 'folders read').find(placeOf(place)),
  'folders.read': async ({ place }, { folders }, attempt) => attempt.streams.openBytes(mayUse(folders, attempt, 'folders read').read(placeOf(place))),
  'folders.write': async ({ place, existing, handle }, { folders }, attempt) => writable(attempt, folders).write(placeOf(place), attempt.streams.channel(handle), existingOf(existing)),
  'folders.move': async ({ from, to, existing }, { folders }, attempt) => writable(attempt, folders).move(placeOf(from), placeOf(to), existingOf(existing)),
  'folders.remove': async ({ place }, { folders }, attempt) => writable(attempt, folders).remove(placeOf(place)),
}

/** Answers one ask. @throws MaillonError what the package's step is told */
export async function servePackage(attempt: PackageAttempt, context: ServedContext, asked: { readonly path: string; readonly args: JsonObject }): Promise<unknown> {
  const answer = Object.hasOwn(answers, asked.path) ? answers[asked.path] : undefined
  if (answer === undefined) throw new Error(`Nothing is served at ${asked.path.slice(0, 60)}`)
  return answer(asked.args, context, attempt)
}

async function emitAll(items: Json | undefined, { emit }: ServedContext): Promise<void> {
  for (const item of Array.isArray(items) ? (items as readonly Json[]) : []) {
    const { json, files, port } = objectOf(item)
    // Checked by `emit` like everything that a node gives.
    await there(emit)({ json: json as JsonObject, ...(files === undefined ? {} : { files: files as never }) }, typeof port === 'string' ? port : undefined)
  }
}

/** The item is checked by `refuse` like everything that a node gives. */
async function refuseRow({ error, item, index }: JsonObject, refuse: AllContext<unknown>['refuse']): Promise<void> {
  const { json, files } = objectOf(item)
  await refuse(readError(error), { item: { json: json as JsonObject, ...(files === undefined ? {} : { files: files as never }) }, index: isCount(index) ? index : 0 })
}

async function openCredential(slot: string, context: ServedContext, attempt: PackageAttempt): Promise<unknown> {
  const opened = await openedCredential(slot, context, attempt)
  if (opened === null) return null
  const { id, name, type, values } = opened
  return { id, name, type, values }
}

async function openedCredential(slot: string, { credential }: ServedContext, { permissions, package: name }: PackageAttempt) {
  const opened = await credential(slot)
  if (opened !== null && !permissions.secrets.includes(opened.type)) throw refusal('PACKAGE_SECRET_UNDECLARED', { package: name, type: opened.type })
  return opened
}

async function request({ request: asked, body }: JsonObject, { http }: ServedContext, attempt: PackageAttempt): Promise<unknown> {
  const { method = 'GET', url, query, headers, credential, certificate, proxy, timeoutMs, maxBytes } = objectOf(asked)
  need(attempt, method === 'GET' || method === 'HEAD' ? 'read' : 'write')
  const wish = { method, url, query, headers, credential, certificate, proxy, timeoutMs, maxBytes }
  const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined && value !== null))
  const response = await http.request({ ...given, url: String(url), ...(body === undefined ? {} : { body: attempt.streams.channel(body) }) } as HttpRequest)
  const { status, headers: answered, url: at } = response
  return { status, headers: answered, url: at, handle: attempt.streams.openBytes(response.stream()) }
}

async function localPath({ ref }: JsonObject, { files }: ServedContext, attempt: PackageAttempt): Promise<string> {
  const wanted = refOf(ref)
  const path = await mayUse(files, attempt, 'files read').localPath(wanted)
  const copy = join(there(attempt.scratch ?? undefined), wanted.sha256.replace(/[^a-z0-9]/gi, '').slice(0, 64))
  await copyFile(path, copy)
  return copy
}

/** Rule 1, effects. */
function need({ effects, package: name }: PackageAttempt, wish: 'read' | 'write'): void {
  if (effects !== 'write' && effects !== wish) throw refusal('PACKAGE_EFFECT_UNDECLARED', { package: name, effects, wish })
}

/** Rule 1, permissions. */
function mayUse<What>(service: What, { permissions, package: name }: PackageAttempt, use: `${'files' | 'folders'} ${'read' | 'write'}`): What {
  const [what, wish] = use.split(' ') as ['files' | 'folders', 'read' | 'write']
  if (!allows(permissions[what], wish)) throw refusal('PACKAGE_PERMISSION_UNDECLARED', { package: name, what, wish })
  return service
}

function writable<What>(attempt: PackageAttempt, folders: What): What {
  need(attempt, 'write')
  return mayUse(folders, attempt, 'folders write')
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('This call has none of it')
  return value
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

function plain(value: Json | undefined): Json {
  if (value === undefined || findJsonGateProblem(value) !== null) throw new Error('This is no plain value')
  return value
}

function listOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

function refOf(value: Json | undefined) {
  if (!isFileRef(value)) throw new MaillonError({ code: 'ITEM_FILE_INVALID', kind: 'bug', retryable: false, params: { name: '' } })
  return value
}

function placeOf(value: Json | undefined): FolderPlace {
  const { root, path } = objectOf(value)
  return { root: String(root), path: String(path) }
}

function chosenOf(value: Json | undefined): { readonly id: string; readonly name: string } {
  const { id, name } = objectOf(value)
  return { id: String(id), name: String(name) }
}

function named(value: Json | undefined): { readonly name: string; readonly mediaType: string } {
  const { name, mediaType } = objectOf(value)
  return { name: String(name), mediaType: String(mediaType) }
}

function existingOf(value: Json | undefined): 'replace' | 'keep-both' | 'fail' {
  return value === 'replace' || value === 'keep-both' ? value : 'fail'
}

function refusal(code: string, params: { readonly [name: string]: string }): MaillonError {
  return new MaillonError({ code, kind: 'user', retryable: false, params })
}
