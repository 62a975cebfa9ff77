import type { JsonObject } from '@maillon/kernel'
import { listAt, textAt } from '../read-json.js'
import type { RedNode } from './red-node.js'

/** Tabs that become one flow: those that links lead between. */
export interface RedPart {
  /** Ids of the tabs; '' stands for nodes that stand on none. */
  readonly tabs: readonly string[]
  readonly nodes: readonly RedNode[]
}

/** Puts the nodes of tabs together: a flow of ours for each tab, or for several where links join them. */
export function partsOfTabs(tabs: readonly JsonObject[], nodes: readonly RedNode[]): readonly RedPart[] {
  const ids = new Set(tabs.map((tab) => textAt(tab, 'id')))
  const tabOf = (node: RedNode) => (ids.has(textAt(node.raw, 'z')) ? textAt(node.raw, 'z') : '')
  const tabOfNode = new Map(nodes.map((node) => [node.id, tabOf(node)]))
  const joined = new Joined()
  for (const node of nodes) {
    for (const link of node.type.startsWith('link ') ? listAt(node.raw, 'links') : []) {
      const other = typeof link === 'string' ? tabOfNode.get(link) : undefined
      if (other !== undefined) joined.join(tabOf(node), other)
    }
  }
  const byRoot = new Map<string, { tabs: string[]; nodes: RedNode[] }>()
  const partOf = (tab: string) => {
    const root = joined.rootOf(tab)
    const part = byRoot.get(root) ?? { tabs: [], nodes: [] }
    byRoot.set(root, part)
    if (!part.tabs.includes(tab)) part.tabs.push(tab)
    return part
  }
  for (const tab of tabs) partOf(textAt(tab, 'id'))
  for (const node of nodes) partOf(tabOf(node)).nodes.push(node)
  return [...byRoot.values()].filter((part) => part.nodes.length > 0)
}

/** Which tabs belong together. */
class Joined {
  private readonly above = new Map<string, string>()

  rootOf(tab: string): string {
    let here = tab
    for (let next = this.above.get(here); next !== undefined; next = this.above.get(here)) here = next
    return here
  }

  join(tab: string, other: string): void {
    const [first, second] = [this.rootOf(tab), this.rootOf(other)]
    if (first !== second) this.above.set(second, first)
  }
}
