import { isJsonObject, locales, type Json, type JsonObject } from '@maillon/kernel'
import { effects, nodeGroups, resolvePorts, type NodeConstruct, type NodeDescriptor, type PortsSpec } from '@maillon/node-contract'
import type { NodeDefinition } from '../define-node.js'

/** Everything that is wrong with what a definition says of itself, each as a sentence for its author. Empty: nothing. */
export function descriptorFindings(definition: NodeDefinition): readonly string[] {
  const { descriptor } = definition
  return [
    ...identityFindings(descriptor),
    ...codeFindings(definition),
    ...constructFindings(descriptor),
    ...portFindings(descriptor),
    ...paramFindings(descriptor),
    ...credentialFindings(descriptor),
    ...wordsFindings(descriptor),
    ...earlierFindings(definition),
  ]
}

function identityFindings(descriptor: NodeDescriptor): readonly string[] {
  const { type, version, icon, group, title, description } = descriptor
  return [
    ...(/^[a-z][a-zA-Z0-9-]*(?:\.[a-z][a-zA-Z0-9-]*)+$/.test(type) ? [] : [`the type "${type}" is not of the form package.verb`]),
    ...(Number.isInteger(version) && version >= 1 ? [] : ['the version is not an integer from 1']),
    ...(icon === '' ? ['there is no icon'] : []),
    ...(nodeGroups.includes(group) ? [] : [`the group "${String(group)}" is unknown`]),
    ...(effects.includes(descriptor.effects) ? [] : [`the effects "${String(descriptor.effects)}" are unknown`]),
    ...bothLanguages(title, 'the title'),
    ...bothLanguages(description, 'the description'),
    ...(JSON.stringify(JSON.parse(JSON.stringify(descriptor))) === JSON.stringify(descriptor) ? [] : ['the descriptor is not plain JSON']),
  ]
}

function codeFindings(definition: NodeDefinition): readonly string[] {
  const { descriptor } = definition
  const hasCode = definition.run !== undefined || definition.runItem !== undefined
  const isTrigger = descriptor.trigger !== undefined
  const findings: string[] = [...lookFindings(definition)]
  const isOfTheLanguage = isTrigger || descriptor.construct !== undefined
  if (!isOfTheLanguage && !hasCode) findings.push('there is neither run nor runItem')
  if (isOfTheLanguage && hasCode) findings.push('a trigger, a loop, a call or a return has no code of its own')
  if (descriptor.light && !isLightEnough(descriptor)) findings.push('a light node has no effects, no credentials and is not heavy')
  if (descriptor.modes.length === 0) findings.push('there is no mode')
  if (!Number.isInteger(descriptor.timeoutMs) || descriptor.timeoutMs <= 0) findings.push('the time limit is not a number of milliseconds')
  return findings
}

function lookFindings({ look, descriptor }: NodeDefinition): readonly string[] {
  return (look !== undefined) === (descriptor.trigger === 'watch') ? [] : ['a trigger that watches has a look, and nothing else has one']
}

/** What compiler and engine ask of the nodes that are part of the language. */
const constructParams: { readonly [C in NodeConstruct]: readonly string[] } = { loop: ['batchSize', 'concurrency'], call: ['flow', 'waits', 'batchSize', 'concurrency'], return: [], placeholder: ['was', 'source'] }

function constructFindings({ construct, outputs, params }: NodeDescriptor): readonly string[] {
  if (construct === undefined) return []
  const properties = isJsonObject(params['properties']) ? params['properties'] : {}
  const missing = constructParams[construct].filter((name) => !Object.hasOwn(properties, name))
  const count = construct === 'loop' ? 2 : 1
  return [
    ...missing.map((name) => `a ${construct} has a parameter "${name}"`),
    // A placeholder has the ports that its step had.
    ...(construct !== 'placeholder' && ('each' in outputs || outputs.length !== count) ? [`a ${construct} has ${count} output(s)${construct === 'loop' ? ': into its body, and what the body gave' : ''}`] : []),
  ]
}

function isLightEnough(descriptor: NodeDescriptor): boolean {
  return descriptor.effects === 'none' && descriptor.heavy !== true && descriptor.credentials.length === 0
}

function portFindings({ inputs, outputs, params, trigger }: NodeDescriptor): readonly string[] {
  return [
    ...(trigger !== undefined && resolvePorts(inputs, {}).length > 0 ? ['a trigger has no inputs'] : []),
    ...portsFindings(inputs, 'input', params),
    ...portsFindings(outputs, 'output', params),
  ]
}

function portsFindings(spec: PortsSpec, side: string, schema: JsonObject): readonly string[] {
  if ('each' in spec) {
    const properties = schema['properties']
    return isJsonObject(properties) && Object.hasOwn(properties, spec.each)
      ? []
      : [`the ${side} ports come from the parameter "${spec.each}", which isn't there`]
  }
  return spec.flatMap((port, index) => [
    ...(/^[a-z][a-z0-9-]*$/.test(port.id) ? [] : [`the ${side} port "${port.id}" has no good id`]),
    ...(port.id === 'error' && side === 'output' ? ['the port "error" is the host’s own'] : []),
    ...(spec.findIndex((other) => other.id === port.id) === index ? [] : [`the ${side} port "${port.id}" stands there twice`]),
    ...bothLanguages(port.label, `the label of the ${side} port "${port.id}"`),
  ])
}

function paramFindings({ params }: NodeDescriptor): readonly string[] {
  if (params['type'] !== 'object') return ['the parameters are not the schema of an object']
  return propertyFindings(params, '')
}

function propertyFindings(schema: JsonObject, path: string): readonly string[] {
  const properties = schema['properties']
  if (!isJsonObject(properties)) return []
  return Object.entries(properties).flatMap(([name, property]) =>
    isJsonObject(property) ? fieldFindings(property, `${path}/${name}`) : [`the parameter ${path}/${name} has no schema`],
  )
}

function fieldFindings(property: JsonObject, path: string): readonly string[] {
  const hints = property['x-maillon']
  if (!isJsonObject(hints)) return isInsideFile(path) ? [] : [`the parameter ${path} has no label (x-maillon)`]
  const inside =
    hints['widget'] === 'file' || hints['widget'] === 'flow' ? [] : [property, property['items']].flatMap((schema) => (isJsonObject(schema) ? propertyFindings(schema, path) : []))
  return [
    ...bothLanguages(hints['label'], `the label of ${path}`),
    ...['help', 'placeholder'].flatMap((hint) => (hints[hint] === undefined ? [] : bothLanguages(hints[hint], `the ${hint} of ${path}`))),
    ...choiceFindings(property, hints, path),
    ...inside,
  ]
}

/** `{ id, name }` of a file or a flow is drawn as one field. */
function isInsideFile(path: string): boolean {
  return path.endsWith('/id') || path.endsWith('/name')
}

function choiceFindings(property: JsonObject, hints: JsonObject, path: string): readonly string[] {
  const choices = property['enum']
  if (!Array.isArray(choices)) return []
  const labels = isJsonObject(hints['choices']) ? hints['choices'] : {}
  return choices.flatMap((choice: Json) => {
    const name = typeof choice === 'string' ? choice : JSON.stringify(choice)
    return bothLanguages(Object.hasOwn(labels, name) ? labels[name] : undefined, `the label of the choice "${name}" of ${path}`)
  })
}

function credentialFindings({ credentials, params }: NodeDescriptor): readonly string[] {
  const properties = isJsonObject(params['properties']) ? params['properties'] : {}
  return credentials.flatMap((slot) => [
    ...(slot.usedWhen === undefined || Object.hasOwn(properties, slot.usedWhen.param)
      ? []
      : [`the credential "${slot.slot}" hangs on the parameter "${slot.usedWhen.param}", which isn't there`]),
    ...bothLanguages(slot.label, `the label of the credential "${slot.slot}"`),
    ...(slot.types.length === 0 ? [`the credential "${slot.slot}" takes no type`] : []),
  ])
}

/** What is taken over from earlier versions stands there with an example. */
function earlierFindings({ descriptor: { earlier, version }, migrate }: NodeDefinition): readonly string[] {
  if (migrate === undefined) return earlier === undefined ? [] : ['there are settings of an earlier version, and no migrate that takes them over']
  if (earlier === undefined || earlier.length === 0) return ['there is a migrate, and no example of settings of an earlier version (earlier)']
  return earlier.some((each) => !Number.isInteger(each.version) || each.version < 1 || each.version >= version) ? ['settings of an earlier version are of a version that is no earlier one'] : []
}

/** Each name in a clause is a parameter; what isn't one would stand there as a gap. */
function wordsFindings({ words, params }: NodeDescriptor): readonly string[] {
  const properties = isJsonObject(params['properties']) ? params['properties'] : {}
  return [
    ...bothLanguages(words, 'the words'),
    ...locales.flatMap((locale) =>
      [...words[locale].matchAll(/\{\{\{?\s*(?:#\w+\s+|\w+\s+(?=\w))?([a-zA-Z][\w-]*)/g)].flatMap(([, name]) =>
        name === undefined || ['else', 'this', 'if', 'each', 'unless', 'with'].includes(name) || Object.hasOwn(properties, name)
          ? []
          : [`the words (${locale}) name "${name}", which is no parameter`],
      ),
    ),
  ]
}

function bothLanguages(text: unknown, what: string): readonly string[] {
  return locales.flatMap((locale) => {
    const value = typeof text === 'object' && text !== null ? (text as { readonly [locale: string]: unknown })[locale] : undefined
    return typeof value === 'string' && value.trim() !== '' ? [] : [`${what} is missing in ${locale === 'fr' ? 'French' : 'English'}`]
  })
}
