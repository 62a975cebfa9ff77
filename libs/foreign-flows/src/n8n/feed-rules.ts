import type { Draft, NodeDraft } from '../conversion.js'
import { shortened } from '../foreign-title.js'
import type { N8nContext } from './n8n-context.js'
import { accountIn, at, textAt, type N8nNode } from './n8n-node.js'
import type { N8nRules } from './n8n-rule.js'
import { cronNodePlan } from './schedule-params.js'
import { tabOf } from './sheet-rules.js'

/** What is looked at from time to time: feeds, sheets. What starts a flow there is a schedule here, and what is new passes. */
export const feedRules: N8nRules = {
  rssFeedRead: (node, context) => {
    const address = context.text(at(node.params, 'url'))
    context.look('FOREIGN_FEED_FIELDS')
    return { ...fetched(address), after: [rowsOfFeed(address)] }
  },
  rssFeedReadTrigger: (node, context) => {
    const address = context.plain(at(node.params, 'feedUrl'))
    context.look('FOREIGN_FEED_FIELDS')
    return looked(node, context, [fetched(address), rowsOfFeed(address), onlyNew(['link'])])
  },
  googleSheetsTrigger: (node, context) => {
    if (textAt(node.params, 'event') !== 'rowAdded') context.look('FOREIGN_SHEET_CHANGES')
    return looked(node, context, [{ type: 'google-sheets.read', params: { ...tabOf(node, context), cells: '' }, mode: 'all', ...accountIn('account', node) }, onlyNew([])])
  },
}

function fetched(url: string): NodeDraft {
  return { type: 'http.request', params: { method: 'GET', url: shortened(url, 8000), response: 'file' } }
}

/** Atom calls its entries otherwise than RSS; its addresses mostly say what they are. */
function rowsOfFeed(url: string): NodeDraft {
  return { type: 'files.read', params: { source: 'item', as: 'xml', element: /atom|videos\.xml|alerts\/feeds/i.test(url) ? 'entry' : 'item' } }
}

function onlyNew(fields: string[]): NodeDraft {
  return { type: 'table.only-new', params: { fields } }
}

function looked(node: N8nNode, context: N8nContext, after: readonly NodeDraft[]): Draft {
  context.look('FOREIGN_SEEN_BEFORE')
  return { type: 'core.schedule', params: { schedule: cronNodePlan(node, context) }, inputs: [], after }
}
