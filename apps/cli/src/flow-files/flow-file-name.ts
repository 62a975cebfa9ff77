import { newNodeId } from '@maillon/flow-document'

const none: ReadonlySet<string> = new Set()

/**
 * The name of a flow's file in a folder: what a person knows it by, and the end of its id, so that two of one name have two files.
 * The end, because ids begin with the time at which they were made.
 */
export function flowFileName({ id, name }: { readonly id: string; readonly name: string }): string {
  const short = id.replaceAll(/[^a-zA-Z0-9]/g, '').slice(-6).toLowerCase()
  return `${newNodeId(name, none)}-${short}.flow.json`
}
