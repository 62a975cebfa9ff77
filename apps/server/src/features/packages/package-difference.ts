import type { PackageChangeView } from '@maillon/api-contract'
import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import type { PackagePermissions } from '@maillon/node-host'

/** What a version of a package says of itself. */
export interface DescribedPackage {
  readonly permissions: PackagePermissions
  readonly descriptors: readonly NodeDescriptor[]
}

/** What behaves differently in another version of a package: its permissions first, then step by step. */
export function packageDifference(before: DescribedPackage, after: DescribedPackage): readonly PackageChangeView[] {
  const old = newestByType(before)
  const now = newestByType(after)
  return [
    ...permissionChanges(before.permissions, after.permissions),
    ...[...old.values()].filter(({ type }) => !now.has(type)).map(({ type, title }) => ({ kind: 'node-removed' as const, about: type, before: title.en, after: '' })),
    ...[...now.values()].flatMap((descriptor) => nodeChanges(old.get(descriptor.type), descriptor)),
  ]
}

/** A package may have several versions of a type: what is drawn from now on is the newest. */
function newestByType({ descriptors }: DescribedPackage): ReadonlyMap<string, NodeDescriptor> {
  return new Map(descriptors.toSorted((one, other) => one.version - other.version).map((descriptor) => [descriptor.type, descriptor]))
}

function permissionChanges(before: PackagePermissions, after: PackagePermissions): readonly PackageChangeView[] {
  const names = ['hosts', 'files', 'folders', 'secrets', 'memoryMiB'] as const
  return names.map((name) => ({ kind: 'permissions' as const, about: name, before: inShort(before[name]), after: inShort(after[name]) })).filter(isChange)
}

function nodeChanges(before: NodeDescriptor | undefined, after: NodeDescriptor): readonly PackageChangeView[] {
  const about = after.type
  if (before === undefined) return [{ kind: 'node-added', about, before: '', after: after.title.en }]
  const changes: readonly PackageChangeView[] = [
    { kind: 'node-version', about, before: String(before.version), after: String(after.version) },
    { kind: 'effects', about, before: effectsText(before), after: effectsText(after) },
    { kind: 'params', about, ...onlyDifferent(paramTexts(before), paramTexts(after)) },
    { kind: 'ports', about, before: portsText(before), after: portsText(after) },
    { kind: 'credentials', about, before: credentialsText(before), after: credentialsText(after) },
  ]
  return changes.filter(isChange)
}

function isChange({ before, after }: PackageChangeView): boolean {
  return before !== after
}

function effectsText({ effects, effectsWhen }: NodeDescriptor): string {
  return effectsWhen === undefined ? effects : `${effects}, ${effectsWhen.effects}`
}

function portsText({ inputs, outputs }: NodeDescriptor): string {
  const side = (ports: NodeDescriptor['inputs']) => ('each' in ports ? `*${ports.each}` : ports.map(({ id }) => id).join(', '))
  return `${side(inputs)} → ${side(outputs)}`
}

function credentialsText({ credentials }: NodeDescriptor): string {
  return credentials.map(({ slot, types }) => `${slot} (${types.join(', ')})`).join(', ')
}

/** By parameter: its schema without labels. */
function paramTexts({ params }: NodeDescriptor): ReadonlyMap<string, string> {
  const properties = isJsonObject(params['properties']) ? params['properties'] : {}
  const required = Array.isArray(params['required']) ? params['required'] : []
  return new Map(Object.entries(properties).map(([name, schema]) => [name, `${JSON.stringify(withoutLabels(schema))}${required.includes(name) ? ' !' : ''}`]))
}

function onlyDifferent(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): { readonly before: string; readonly after: string } {
  const text = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) => [...one].filter(([name, schema]) => other.get(name) !== schema).map(([name, schema]) => `${name} ${schema}`).join('; ').slice(0, 600)
  return { before: text(before, after), after: text(after, before) }
}

function withoutLabels(schema: Json): Json {
  if (Array.isArray(schema)) return (schema as readonly Json[]).map(withoutLabels) as Json
  if (!isJsonObject(schema)) return schema
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'x-maillon').map(([key, value]) => [key, withoutLabels(value)])) as JsonObject
}

function inShort(value: PackagePermissions[keyof PackagePermissions]): string {
  return typeof value === 'object' ? value.join(', ') : String(value)
}
