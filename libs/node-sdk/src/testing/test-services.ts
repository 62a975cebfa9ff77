import type { Json, JsonObject } from '@maillon/kernel'
import type { FolderPlace, HttpRequest, OpenCredential, SuspendUntil } from '../context.js'
import type { RunServices } from '../host/run-facts.js'
import { createFakeHttp, type FakeServer } from './fake-http.js'
import type { MemoryFiles } from './memory-files.js'
import { createTestWorkspace, type WorkspaceForTest } from './test-workspace.js'
import { createMemoryFolders, type MemoryFolders } from './memory-folders.js'

export interface TestLogLine {
  readonly level: 'info' | 'warn'
  readonly message: string
  readonly data?: JsonObject
}

/** What a node did to the world outside: compared with the effects that it declares. */
export interface ObservedEffect {
  readonly kind: 'read' | 'write'
  /** For the author: `http GET https://…`, `state cursor`, … */
  readonly about: string
}

export interface TestServices extends RunServices {
  readonly logs: readonly TestLogLine[]
  readonly requests: readonly HttpRequest[]
  readonly effects: readonly ObservedEffect[]
  /** What the node waited for so far. */
  readonly waits: SuspendUntil[]
  readonly state: RunServices['state'] & { readonly values: ReadonlyMap<string, Json> }
}

export interface TestWorld {
  readonly http?: FakeServer
  readonly files: MemoryFiles
  /** Default: none are opened. */
  readonly folders?: MemoryFolders
  /** By slot. */
  readonly credentials?: { readonly [slot: string]: { readonly type: string; readonly values: { readonly [field: string]: Json } } }
  readonly state?: { readonly [key: string]: Json }
  readonly workspace?: WorkspaceForTest
  readonly isDryRun?: boolean
  now(): number
}

/** Services over a small world in memory; everything that the node does outside is noted. */
export function createTestServices(world: TestWorld): TestServices {
  const logs: TestLogLine[] = []
  const effects: ObservedEffect[] = []
  const http = createFakeHttp(world.http)
  const note = (kind: ObservedEffect['kind'], about: string) => effects.push({ kind, about })
  const log = (level: TestLogLine['level']) => (message: string, data?: JsonObject) =>
    void logs.push({ level, message, ...(data === undefined ? {} : { data }) })
  return {
    logs,
    effects,
    waits: [],
    requests: http.requests,
    log: { info: log('info'), warn: log('warn') },
    now: () => world.now(),
    progress: () => undefined,
    http: {
      request(request) {
        const method = request.method ?? 'GET'
        note(method === 'GET' || method === 'HEAD' ? 'read' : 'write', `http ${method} ${request.url}`)
        return http.request(request)
      },
    },
    files: {
      ...world.files,
      publish(ref, options) {
        note('write', `file ${options?.name ?? ref.name}`)
        return world.files.publish(ref, options)
      },
    },
    folders: notedFolders(world.folders ?? createMemoryFolders({}), note),
    state: testState(world.state ?? {}, note),
    workspace: createTestWorkspace(world.workspace ?? {}, { note, now: () => world.now(), isDryRun: world.isDryRun ?? false }),
    answerLinks: () => ({ page: 'https://maillon.example/answers/test', callback: 'https://maillon.example/api/answers/test' }),
    credential: (slot) => Promise.resolve(credentialOf(world, slot)),
    resolveHost(host) {
      note('read', `host ${host}`)
      return Promise.resolve({ address: '127.0.0.1', family: 4 as const })
    },
  }
}

function notedFolders(folders: MemoryFolders, note: (kind: ObservedEffect['kind'], about: string) => void): TestServices['folders'] {
  const at = ({ root, path }: FolderPlace) => `folder ${root}/${path}`
  return {
    roots: () => folders.roots(),
    list(place, options) {
      note('read', at(place))
      return folders.list(place, options)
    },
    find(place) {
      note('read', at(place))
      return folders.find(place)
    },
    read(place) {
      note('read', at(place))
      return folders.read(place)
    },
    write(place, bytes, existing) {
      note('write', at(place))
      return folders.write(place, bytes, existing)
    },
    move(from, to, existing) {
      note('write', `${at(from)} to ${at(to)}`)
      return folders.move(from, to, existing)
    },
    remove(place) {
      note('write', at(place))
      return folders.remove(place)
    },
  }
}

function credentialOf(world: TestWorld, slot: string): OpenCredential | null {
  const given = world.credentials
  if (given === undefined || !Object.hasOwn(given, slot)) return null
  const credential = given[slot]
  return credential === undefined ? null : { id: `credential-${slot}`, name: slot, type: credential.type, values: credential.values }
}

function testState(initial: { readonly [key: string]: Json }, note: (kind: ObservedEffect['kind'], about: string) => void): TestServices['state'] {
  const values = new Map<string, Json>(Object.entries(initial))
  const revisions = new Map<string, number>(Object.keys(initial).map((key) => [key, 1]))
  return {
    values,
    get(key) {
      const value = values.get(key)
      return Promise.resolve(value === undefined ? null : { value, revision: revisions.get(key) ?? 1 })
    },
    set(key, value, expected) {
      note('write', `state ${key}`)
      if ((revisions.get(key) ?? null) !== expected) return Promise.resolve(false)
      values.set(key, value)
      revisions.set(key, (expected ?? 0) + 1)
      return Promise.resolve(true)
    },
  }
}
