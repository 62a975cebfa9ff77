import { join } from 'node:path'
import type { Json, JsonObject } from '@maillon/kernel'
import type { IsolatedPackage } from '../packages/isolated-package.js'
import { PackageProcess } from '../packages/package-process.js'
import { reasonOf } from './reason-of.js'

const patienceMs = 5000

export interface MigrationCall {
  readonly type: string
  /** Of the definition that takes them over. */
  readonly version: number
  readonly fromVersion: number
  readonly params: JsonObject
}

/** What the package gave, not yet checked; or why it gave nothing. */
export type MigrationAnswer = { readonly value: Json } | { readonly reason: string }

/** Asks the `migrate` of a package for several nodes, in one process that has nothing to ask for, within five seconds in all. Never rejects. */
export async function migrateInProcess(isolated: IsolatedPackage, calls: readonly MigrationCall[]): Promise<readonly MigrationAnswer[]> {
  let folder: string
  try {
    folder = await isolated.folder()
  } catch (error) {
    return calls.map(() => ({ reason: reasonOf(error) }))
  }
  const child = new PackageProcess({
    readable: [folder],
    entry: join(folder, isolated.entry),
    memoryMiB: isolated.permissions.memoryMiB,
    serve: () => Promise.reject(new Error('Whoever takes settings over has nothing to ask for')),
    tell: () => undefined,
  })
  const timer = setTimeout(() => child.kill(new Error(`migrate wasn't done after ${patienceMs / 1000} s`)), patienceMs)
  try {
    const answers: MigrationAnswer[] = []
    for (const { type, version, fromVersion, params } of calls) {
      answers.push(await child.call({ call: 'migrate', type, version }, { params, fromVersion }).then((value) => ({ value }), (error: unknown) => ({ reason: reasonOf(error) })))
    }
    return answers
  } finally {
    clearTimeout(timer)
    child.kill(new Error('the settings are moved'))
  }
}
