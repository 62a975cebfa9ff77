/* oxlint-disable unicorn/no-thenable -- `then` is a keyword of JSON Schema, and nothing here is awaited */
import type { JsonObject } from '@maillon/kernel'
import { errorChoices, flowFormat, overlapPolicies } from './flow-document.js'
import { flowLimits } from './flow-limits.js'

/** `constructor` and `prototype` can't be ids: ids serve as keys of JSON objects. */
const nodeId = '^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$'
const millisecondsOfMonth = 31 * 86_400_000

const point = {
  description: 'Where it stands on the canvas. Coordinates out of bounds are moved back when the document is read.',
  type: 'object', required: ['x', 'y'], additionalProperties: false,
  properties: { x: { type: 'number' }, y: { type: 'number' } },
}

const waitTime = { description: 'Milliseconds.', type: 'integer', minimum: 0, maximum: millisecondsOfMonth }

const tries = {
  type: 'object', required: ['attempts', 'wait'], additionalProperties: false,
  properties: {
    attempts: { description: 'Tries altogether, the first included. The compiler says how many are accepted.', type: 'integer', minimum: 0, maximum: 1000 },
    wait: {
      type: 'object', required: ['kind'],
      properties: { kind: { enum: ['fixed', 'exponential', 'list'] } },
      allOf: [
        {
          if: { required: ['kind'], properties: { kind: { const: 'fixed' } } },
          then: { required: ['ms'], properties: { kind: true, ms: waitTime }, additionalProperties: false },
        },
        {
          if: { required: ['kind'], properties: { kind: { const: 'exponential' } } },
          then: { required: ['firstMs', 'maxMs'], properties: { kind: true, firstMs: waitTime, maxMs: waitTime, jitter: { type: 'boolean' } }, additionalProperties: false },
        },
        {
          if: { required: ['kind'], properties: { kind: { const: 'list' } } },
          then: { required: ['ms'], properties: { kind: true, ms: { type: 'array', items: waitTime, minItems: 1, maxItems: 100 } }, additionalProperties: false },
        },
      ],
    },
  },
}

const node = {
  type: 'object', required: ['id', 'type', 'version', 'name', 'position', 'params'], additionalProperties: false,
  properties: {
    id: { description: 'Readable slug, unique in the document; expressions name the node by it.', type: 'string', pattern: nodeId },
    type: { description: 'Node type, for example `excel.read`.', type: 'string', maxLength: 100, pattern: '^[a-z][a-zA-Z0-9-]*(\\.[a-z][a-zA-Z0-9-]*)+$' },
    version: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    name: { type: 'string', minLength: 1, maxLength: 200 },
    position: point,
    params: { description: 'By the parameter schema of the node type. Text may hold {{expressions}}.', type: 'object' },
    credentials: {
      description: 'By slot of the node type: the id of a credential and a name that an import can map. Never a secret.',
      type: 'object', maxProperties: 20, propertyNames: { pattern: '^[a-zA-Z][a-zA-Z0-9-]{0,39}$' },
      additionalProperties: {
        type: 'object', required: ['id', 'name'], additionalProperties: false,
        properties: { id: { type: 'string', maxLength: 100 }, name: { type: 'string', maxLength: 200 }, type: { description: 'Credential type, for an import.', type: 'string', maxLength: 100 } },
      },
    },
    mode: { description: 'Once for each item, or once for all. Default: the first way that the node type knows.', enum: ['each', 'all'] },
    retry: { description: 'How often, and after which waits, a failed attempt is made again. Default: 3 attempts, 10 s then doubling to 5 min.', ...tries },
    untilFound: { description: 'Look again while it succeeds without giving an item.', ...tries },
    runOnEmpty: { description: 'Runs although nothing comes in. Default: what the node type says.', type: 'boolean' },
    timeoutMs: { description: 'Milliseconds. Default: the limit of the node type.', type: 'integer', minimum: 0, maximum: millisecondsOfMonth },
    onError: {
      description: 'What becomes of an item that fails for good. Default: stop.',
      type: 'object', required: ['choice'], additionalProperties: false,
      properties: { choice: { enum: [...errorChoices] }, value: { description: 'For `replace`: the item to go on with.', type: 'object' } },
    },
    disabled: { type: 'boolean' },
    pinned: {
      description: 'Items by output port that a test run uses instead of running the node.',
      type: 'object', maxProperties: 100, additionalProperties: { type: 'array', maxItems: 1000, items: { type: 'object' } },
    },
    parent: { description: 'The container (a loop) whose body it belongs to.', type: 'string', pattern: nodeId },
  },
}

const endpointText = { type: 'string', maxLength: 170, pattern: '^[a-z0-9][a-z0-9-]{0,63}\\..{1,100}$' }

const settings = {
  type: 'object', additionalProperties: false,
  properties: {
    timeZone: { description: 'IANA name. Default: the workspace’s.', type: 'string', minLength: 1, maxLength: 64 },
    locale: { enum: ['fr', 'en'] },
    overlap: { description: 'What a run does that starts while another is still going. Default: queue.', enum: [...overlapPolicies] },
    concurrency: { description: 'For `parallel`: runs at once.', type: 'integer', minimum: 1, maximum: 1000 },
    timeoutMs: { description: 'Of a whole run, in milliseconds. Default: one hour.', type: 'integer', minimum: 0, maximum: millisecondsOfMonth },
    lane: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,39}$' },
    priority: { description: '1 (first) to 10; default 5.', type: 'integer', minimum: 1, maximum: 10 },
    errorFlow: {
      description: 'Flow that is started when a run fails for good.',
      type: 'object', required: ['id', 'name'], additionalProperties: false,
      properties: { id: { type: 'string', minLength: 1, maxLength: 100 }, name: { type: 'string', maxLength: 200 } },
    },
    keepDays: { description: 'Days that runs and their data are kept.', type: 'integer', minimum: 1, maximum: 36_500 },
    tags: {
      description: 'What people sort and find flows and their runs by.',
      type: 'array', minItems: 1, maxItems: 20, uniqueItems: true, items: { type: 'string', minLength: 1, maxLength: 40, pattern: '^[^\\s,](?:[^\\r\\n\\t,]*[^\\s,])?$' },
    },
  },
}

const note = {
  type: 'object', required: ['id', 'text', 'position', 'size'], additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: nodeId },
    text: { type: 'string', maxLength: 20_000 },
    position: point,
    size: { type: 'object', required: ['width', 'height'], additionalProperties: false, properties: { width: { type: 'number' }, height: { type: 'number' } } },
  },
}

const group = {
  description: 'A frame around nodes, for people: it changes nothing of what runs.',
  type: 'object', required: ['id', 'name', 'nodes'], additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: nodeId },
    name: { type: 'string', minLength: 1, maxLength: 200 },
    nodes: { description: 'Ids of its nodes; a node is in one group at most.', type: 'array', minItems: 1, maxItems: flowLimits.nodes, items: { type: 'string', pattern: nodeId } },
    folded: { description: 'Drawn as one box.', const: true },
  },
}

/**
 * The JSON Schema (draft 2020-12) of a flow document, published as `schema/maillon.flow-1.schema.json`.
 * It says what a document may look like; what a *runnable* flow needs besides is the compiler's to say, so that a
 * half-drawn draft can be stored. Ids, edges and the total size are checked by `parseFlowDocument` on top of it.
 */
export const flowDocumentSchema: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:maillon:flow:1',
  title: 'Maillon flow',
  type: 'object',
  required: ['format', 'id', 'name', 'settings', 'nodes', 'edges', 'notes', 'requires'],
  additionalProperties: false,
  properties: {
    format: { const: flowFormat },
    id: { type: 'string', pattern: '^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$' },
    name: { type: 'string', minLength: 1, maxLength: 200 },
    description: { type: 'string', maxLength: 20_000 },
    settings,
    nodes: { type: 'array', maxItems: flowLimits.nodes, items: node },
    edges: {
      description: 'Lines from an output port to an input port, each side written `node.port`. Their order is the order in which several are read.',
      type: 'array', maxItems: flowLimits.edges,
      items: { type: 'object', required: ['from', 'to'], additionalProperties: false, properties: { from: endpointText, to: endpointText } },
    },
    notes: { type: 'array', maxItems: flowLimits.notes, items: note },
    groups: { type: 'array', maxItems: flowLimits.groups, items: group },
    requires: {
      description: 'Packages that the nodes come from, with their version ranges.',
      type: 'object', maxProperties: 200, propertyNames: { pattern: '^(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*$', maxLength: 214 },
      additionalProperties: { type: 'string', maxLength: 100 },
    },
  },
}
