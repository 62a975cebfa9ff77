import { MaillonError } from '@maillon/kernel'

/** The error of an operation that doesn't fit its document (made for another revision of it). */
export function refusedOperation(code: 'FLOW_NODE_UNKNOWN' | 'FLOW_NODE_ID_TAKEN' | 'FLOW_NODE_FIELD_REQUIRED' | 'FLOW_EDGE_UNKNOWN' | 'FLOW_EDGE_TAKEN' | 'FLOW_NOTE_UNKNOWN' | 'FLOW_NOTE_ID_TAKEN' | 'FLOW_GROUP_UNKNOWN' | 'FLOW_GROUP_ID_TAKEN' | 'FLOW_GROUP_NODE_TAKEN' | 'FLOW_GROUP_EMPTY', params: { readonly [name: string]: string }): MaillonError {
  return new MaillonError({ code, kind: 'user', retryable: false, params })
}
