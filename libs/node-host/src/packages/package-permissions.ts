import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'

/** How far a package may reach into the files or folders of flows. */
export const reaches = ['none', 'read', 'write'] as const
export type Reach = (typeof reaches)[number]

/** What a package says it needs, in `maillon.permissions` of its package.json; shown before it is accepted, and kept to by the host. */
export interface PackagePermissions {
  /** Hosts that it may call: `api.example.com`, `*.example.com`, or `*` for any. Default none. */
  readonly hosts: readonly string[]
  /** Files of runs and of the workspace. Default none. */
  readonly files: Reach
  /** Folders of the server that the administrator has opened. Default none. */
  readonly folders: Reach
  /** Types of credentials whose secrets it may read itself; those that go along with a request by the host needn't stand here. Default none. */
  readonly secrets: readonly string[]
  /** Of its process, MiB. Default 256, at most 2048. */
  readonly memoryMiB: number
}

const defaultMemoryMiB = 256
const mostMemoryMiB = 2048
const hostForm = /^(?:\*|(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?)$/

/** @returns the permissions, or what is wrong with them as the name of the field. */
export function readPermissions(value: Json | undefined): { readonly permissions: PackagePermissions } | { readonly wrong: string } {
  const given: JsonObject = isJsonObject(value) ? value : {}
  if (value !== undefined && !isJsonObject(value)) return { wrong: 'permissions' }
  const unknown = Object.keys(given).find((field) => !Object.hasOwn(fields, field))
  const wrong = unknown ?? (Object.keys(fields) as (keyof PackagePermissions)[]).find((field) => given[field] !== undefined && !fields[field](given[field]))
  if (wrong !== undefined) return { wrong: `permissions.${wrong}` }
  return { permissions: { ...none, ...(given as unknown as Partial<PackagePermissions>) } }
}

const none: PackagePermissions = { hosts: [], files: 'none', folders: 'none', secrets: [], memoryMiB: defaultMemoryMiB }

/** What each field may be. */
const fields: { readonly [Field in keyof PackagePermissions]: (value: Json) => boolean } = {
  hosts: (value) => isListOf(value, hostForm),
  files: isReach,
  folders: isReach,
  secrets: (value) => isListOf(value, /^[a-z0-9-]{1,60}$/),
  memoryMiB: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 32 && value <= mostMemoryMiB,
}

/** Whether a host is among the declared ones. */
export function allowsHost({ hosts }: Pick<PackagePermissions, 'hosts'>, host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  return hosts.some((rule) => rule === '*' || rule === name || (rule.startsWith('*.') && name.endsWith(rule.slice(1))))
}

export function allows(reach: Reach, wish: 'read' | 'write'): boolean {
  return reach === 'write' || reach === wish
}

function isListOf(value: Json, form: RegExp): boolean {
  return Array.isArray(value) && value.length <= 100 && value.every((each) => typeof each === 'string' && form.test(each))
}

function isReach(value: Json): boolean {
  return reaches.some((reach) => reach === value)
}
