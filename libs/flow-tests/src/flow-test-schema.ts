import { Type } from 'typebox'
import { answerReasons, flowTestFormat, flowTestLimits, testEndings } from './flow-test.js'

const text = (maxLength: number) => Type.String({ maxLength })
const object = Type.Record(Type.String(), Type.Unknown())
const strict = { additionalProperties: false } as const
const nodeId = Type.String({ pattern: '^(?!constructor$|prototype$)[a-z0-9][a-z0-9-]{0,63}$' })
const port = Type.String({ pattern: '^(?!constructor$|prototype$)[^/\\\\]{1,100}$' })
const pointers = Type.Array(text(500), { maxItems: 500 })
const ending = Type.Union(testEndings.map((one) => Type.Literal(one)))

const fileRef = { id: Type.String({ pattern: '^[a-zA-Z0-9-]{1,64}$' }), name: text(300), mediaType: text(200), size: Type.Number({ minimum: 0 }), sha256: text(64) }
const item = Type.Object({ json: object, files: Type.Optional(Type.Record(Type.String(), Type.Object(fileRef, strict))) }, strict)
const rows = Type.Array(item, { maxItems: flowTestLimits.rows })
const rowCounts = Type.Record(Type.String(), Type.Integer({ minimum: 0 }))

const answer = Type.Object(
  {
    node: nodeId,
    iteration: Type.String({ pattern: '^(\\d+(/\\d+)*)?$', maxLength: 100 }),
    reason: Type.Union(answerReasons.map((one) => Type.Literal(one))),
    status: ending,
    error: Type.Optional(Type.Object({ code: text(100), kind: Type.Union([Type.Literal('user'), Type.Literal('operational'), Type.Literal('bug')]), retryable: Type.Boolean(), params: object })),
    requests: Type.Optional(Type.Array(object, { maxItems: flowTestLimits.rows })),
    isByRequest: Type.Optional(Type.Boolean()),
    outputs: Type.Record(port, rows),
    cut: Type.Optional(rowCounts),
  },
  strict,
)

const expectation = Type.Union([
  Type.Object({ kind: Type.Literal('status'), status: ending }, strict),
  Type.Object({ kind: Type.Literal('output'), node: nodeId, name: text(200), port, count: Type.Integer({ minimum: 0 }), rows, fields: Type.Optional(Type.Array(text(200), { maxItems: 500 })), any: Type.Optional(pointers) }, strict),
  Type.Object({ kind: Type.Literal('requests'), node: nodeId, name: text(200), any: Type.Optional(pointers) }, strict),
])

/** What a test may look like. See `FlowTest` for the meaning of its fields. */
export const flowTestSchema = Type.Object(
  {
    format: Type.Literal(flowTestFormat),
    id: Type.String({ pattern: '^[a-zA-Z0-9-]{1,64}$' }),
    flowId: Type.String({ pattern: '^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$' }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    keptFrom: Type.Object({ runId: text(64), at: text(40) }, strict),
    now: text(40),
    timeZone: text(64),
    locale: Type.Union([Type.Literal('fr'), Type.Literal('en')]),
    origin: text(20),
    instant: Type.Union([text(40), Type.Null()]),
    trigger: Type.Object({ node: nodeId, items: rows, cut: Type.Optional(Type.Integer({ minimum: 0 })) }, strict),
    variables: object,
    files: Type.Array(Type.Object({ ...fileRef, content: Type.Optional(Type.String({ maxLength: Math.ceil((flowTestLimits.fileBytes * 4) / 3) + 4, pattern: '^[A-Za-z0-9+/]*={0,2}$' })) }, strict), { maxItems: 1000 }),
    answers: Type.Array(answer, { maxItems: flowTestLimits.answers }),
    expect: Type.Array(expectation, { maxItems: flowTestLimits.expectations }),
  },
  strict,
)
