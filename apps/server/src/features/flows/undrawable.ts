/** What no canvas could draw or mend; other errors of a flow from elsewhere (a credential to choose, an unknown node) are shown on it. */
export const undrawable: ReadonlySet<string> = new Set(['FLOW_CIRCLE', 'EDGE_NODE_ITSELF', 'EDGE_INPUT_UNKNOWN', 'EDGE_OUTPUT_UNKNOWN', 'EDGE_INTO_TRIGGER'])
