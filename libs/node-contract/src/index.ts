export { catalogueOf } from './catalogue.js'
export { effectsOf } from './effects-of.js'
export {
  effects, nodeConstructs, nodeGroups, nodeModes, triggerKinds, unknownShape,
  type ComputedShapeRule, type CredentialSlot, type EarlierSettings, type Effects, type FieldShape, type FileParam, type FlowParam, type ItemShape, type NodeCatalogue, type NodeConstruct, type NodeDescriptor, type NodeExample,
  type NodeGroup, type NodeMode, type OutputShape, type ParamHints, type ParamsSchema, type PortSpec, type PortsSpec, type TriggerKind,
} from './node-definition.js'
export { allowsExpression, alternativesOf, childSchemas, expressionRule, hintsOf, type ParamSchemas } from './param-schemas.js'
export { inputPorts, outputPorts, resolvePorts } from './ports-of-node.js'
export { slotsInUse } from './slots-in-use.js'
