import type { Json, JsonObject, LocalizedText } from '@maillon/kernel'

/** What a node does to the world outside the run. `write` is never executed in a dry run. */
export const effects = ['none', 'read', 'write'] as const
export type Effects = (typeof effects)[number]

/** `each`: the host calls the node once for each item; `all`: once for all items together. */
export const nodeModes = ['each', 'all'] as const
export type NodeMode = (typeof nodeModes)[number]

export const nodeGroups = ['trigger', 'logic', 'table', 'files', 'excel', 'mail', 'http', 'notify', 'data'] as const
export type NodeGroup = (typeof nodeGroups)[number]

/** What a trigger node is started by. `watch`: it looks at the outside world itself (a mailbox, a folder); `form`: a person fills a page in. */
export const triggerKinds = ['manual', 'schedule', 'webhook', 'flow', 'error', 'watch', 'form'] as const
export type TriggerKind = (typeof triggerKinds)[number]

export const nodeConstructs = ['loop', 'call', 'return', 'placeholder'] as const
export type NodeConstruct = (typeof nodeConstructs)[number]

/** A named input or output of a node. */
export interface PortSpec {
  /** Unique on its side of the node; `[a-z][a-z0-9-]*`. The usual one is called `main`. */
  readonly id: string
  readonly label: LocalizedText
  /** Input ports only: the compiler asks for an edge. Default true for inputs. Ignored for outputs. */
  readonly required?: boolean
}

/**
 * Fixed ports, or one port for each element of an array parameter (a workbook's sheets, a switch's cases).
 * For dynamic ports the element's property `key` gives the port id and its property `labelKey` the label; `also` are ports that come after
 * them, whatever the parameters are (a switch's "otherwise").
 */
export type PortsSpec = readonly PortSpec[] | { readonly each: string; readonly key: string; readonly labelKey: string; readonly also?: readonly PortSpec[] }

/** The pins by which the screens draw a parameter; they stand in the JSON Schema under `x-maillon`. */
export interface ParamHints {
  readonly label: LocalizedText
  readonly help?: LocalizedText
  readonly placeholder?: LocalizedText
  /** Labels of `enum` values. */
  readonly choices?: { readonly [value: string]: LocalizedText }
  /**
   * The widget where the schema's type alone is not enough.
   * field: the name of a field of the incoming items; fields: several; file: a file of the workspace (`FileParam`); flow: another flow (`FlowParam`);
   * recipients: people and groups of the directory (`directoryParam`); schedule: a `ScheduleParam`; html, text: several lines; webhook-path; credential is never a parameter (see `credentials`).
   */
  readonly widget?: 'field' | 'fields' | 'file' | 'flow' | 'recipients' | 'schedule' | 'html' | 'text' | 'json' | 'webhook-path' | 'time-zone' | 'dates'
  /** Input port whose fields a `field` widget offers. Default: the first input. */
  readonly port?: string
  /** Whether text may hold `{{…}}`. Default true for strings without `enum`; false makes it a literal for ever. */
  readonly expression?: boolean
  /** Stands under "more" in the form. Default false. */
  readonly advanced?: boolean
  /** Shown only where a sibling parameter has one of these values. */
  readonly showWhen?: { readonly param: string; readonly is: readonly Json[] }
  /**
   * Mode `each`: the field that is named here, or read by an expression that is nothing but `{{item.…}}`, is empty in rows that lack it. That
   * no row has it stays an error, unless a sibling parameter has one of these values (a rule that asks whether it is empty).
   */
  readonly lacking?: { readonly soundWhen?: { readonly param: string; readonly is: readonly Json[] } }
}

/** The value of a parameter with the widget `file`. The name is for people and for imports; the id is what is opened. */
export interface FileParam {
  readonly id: string
  readonly name: string
}

/** The value of a parameter with the widget `flow`: its id, and a name that an import can map. */
export interface FlowParam {
  readonly id: string
  readonly name: string
}

/** A JSON Schema (draft 2020-12) of an object; `x-maillon` carries `ParamHints` on each property. */
export type ParamsSchema = JsonObject

/** What the items of an output look like, as far as it is known. Absent fields are unknown, not forbidden, where `open`. */
export interface ItemShape {
  readonly fields: readonly FieldShape[]
  /** True: there may be more fields than the listed ones, so an unknown field is a warning and no error. */
  readonly open: boolean
  /** Names of the files that each item carries. */
  readonly files?: readonly string[]
}

export interface FieldShape {
  readonly name: string
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'object' | 'list' | 'unknown'
}

export const unknownShape: ItemShape = { fields: [], open: true }

/**
 * How the compiler learns the shape of an output.
 * fixed: always so; same: as what comes in at `input`; computed: by a rule that the compiler knows by its name, from
 * the parameters and the flow (see `ComputedShapeRule`); observed: known only after a test run.
 */
export type OutputShape =
  | { readonly kind: 'fixed'; readonly shape: ItemShape }
  | { readonly kind: 'same'; readonly input: string }
  | { readonly kind: 'computed'; readonly rule: ComputedShapeRule }
  | { readonly kind: 'observed' }

/**
 * append: all inputs one after the other; declared-fields: what the parameter `fields` says (name, type), and perhaps more;
 * declared-columns: those of the parameter `columns` or `rules` (name, type), with what was seen beside them;
 * with-result: what came in, with the values of `fields` and the object that the parameter `resultField` names; collected: what the body of
 * a loop gives; called-flow: what the flow that is called gives back.
 */
export type ComputedShapeRule = 'set-fields' | 'select-fields' | 'aggregate' | 'join' | 'append' | 'declared-fields' | 'declared-columns' | 'with-result' | 'collected' | 'called-flow'

/** A credential that a node asks for. The document stores, under `credentials[slot]`, which one was chosen. */
export interface CredentialSlot {
  readonly slot: string
  /** Credential type names that fit (`smtp`, `http-basic`, `login-token`, …). */
  readonly types: readonly string[]
  readonly label: LocalizedText
  readonly required: boolean
  /**
   * Only where the parameter (in a list of rows: the field `key` of one of them) has one of these values; else the slot is neither shown
   * nor asked for. Absent: always. See `slotsInUse`.
   */
  readonly usedWhen?: { readonly param: string; readonly key?: string; readonly is: readonly Json[] }
}

/** An example: shown as help, and run as a test by the conformance kit. */
export interface NodeExample {
  readonly title: LocalizedText
  readonly params: JsonObject
  /** Items by input port. */
  readonly input: { readonly [port: string]: readonly JsonObject[] }
  /** Expected items by output port; ports left out must be empty. Absent: only shown, not run (it needs an outside server). */
  readonly output?: { readonly [port: string]: readonly JsonObject[] }
}

/** Settings as an earlier version of a node type kept them, and what its definition makes of them: shown to nobody, held as a promise by the conformance kit. */
export interface EarlierSettings {
  /** Lower than the definition's own. */
  readonly version: number
  readonly params: JsonObject
  readonly becomes: JsonObject
}

/**
 * Everything about a node type that can be said without running it: what palette, panel, compiler and engine need.
 * JSON throughout, so it travels from the server to the browser.
 */
export interface NodeDescriptor {
  /** `package.verb`, for example `excel.read`. */
  readonly type: string
  /** Integer, from 1. */
  readonly version: number
  readonly title: LocalizedText
  readonly description: LocalizedText
  /** Words by which the palette finds it too. */
  readonly keywords: { readonly fr: readonly string[]; readonly en: readonly string[] }
  /** Name of a Tabler icon, for example `table-import`. */
  readonly icon: string
  readonly group: NodeGroup
  /** Present on triggers; they have no inputs. */
  readonly trigger?: TriggerKind
  readonly params: ParamsSchema
  readonly inputs: PortsSpec
  readonly outputs: PortsSpec
  /**
   * Nodes that are part of the language rather than code. loop: a container, its body are the nodes whose `parent` it is, its first output
   * leads into the body and its second gives what the body collected (parameters `batchSize`, `concurrency`); call: runs another flow (`flow`,
   * `waits`, `batchSize`, `concurrency`); return: what comes in is given back to the caller; placeholder: it stands for a step of another
   * program (`was`, `source`), and no flow runs with it.
   * Absent: an ordinary node.
   */
  readonly construct?: NodeConstruct
  /** The ways it can work; the first is the default. Triggers: `['all']`. */
  readonly modes: readonly NodeMode[]
  readonly effects: Effects
  /** Where the effects depend on a parameter (GET reads, POST writes): with one of these values they are these instead. See `effectsOf`. */
  readonly effectsWhen?: { readonly param: string; readonly is: readonly Json[]; readonly effects: Effects }
  /**
   * May run in place, on the worker's own thread, one after the other in one job: quick, without I/O, effects `none`.
   * Only the host's own packages are believed. Default false.
   */
  readonly light: boolean
  /** Runs in a thread of its own with a memory limit: it opens files that may be huge or hostile. Absent: false. */
  readonly heavy?: boolean
  /** Runs although nothing comes in (a report on an empty day). Default false: it is skipped. */
  readonly runOnEmpty: boolean
  /** Gives exactly one item for each incoming item, in order (so that "same row" can be traced through it). */
  readonly keepsRows: boolean
  readonly credentials: readonly CredentialSlot[]
  /** Shape by output port; `*` stands for all others (ports made by a parameter); what is left out is `observed`. */
  readonly outputShapes: { readonly [port: string]: OutputShape }
  /** Time limit where the flow gives none, in milliseconds. Default 300,000. */
  readonly timeoutMs: number
  readonly examples: readonly NodeExample[]
  /** Present where the definition takes settings of earlier versions over (`migrate`): at least one for each version that it knows. */
  readonly earlier?: readonly EarlierSettings[]
  /** Data that the node would give, shown before the first run and marked as an example. By output port. */
  readonly sample?: { readonly [port: string]: readonly JsonObject[] }
  /** The clause templates of "the flow in words": Handlebars over the parameters, for example `lit la feuille « {{sheet}} »`. */
  readonly words: LocalizedText
}

/** The node types that a server knows, by type and version. */
export interface NodeCatalogue {
  get(type: string, version: number): NodeDescriptor | null
  /** The newest version of each type, in palette order. */
  list(): readonly NodeDescriptor[]
}
