import { flowFormat, type FlowDocument } from '@maillon/flow-document'

/** What is kept, and how it is totalled: the same for the drawn flow and for the plain loop. */
export const kept = { rules: [{ field: 'montant', operator: 'at-least', value: 50 }] }
export const totalled = { groupBy: ['ville', 'produit'], totals: [{ name: 'total', function: 'sum', field: 'montant' }, { name: 'lignes', function: 'count' }] }
export const written = { fileName: 'totaux.xlsx', sheets: [{ id: 'totaux', name: 'Totaux' }] }
export const columns = [{ name: 'jour', type: 'date' }, { name: 'montant', type: 'number' }]

/** Read a workbook, filter, group and sum, write a workbook. */
export function salesFlow(id: string): FlowDocument {
  const at = (x: number) => ({ x, y: 0 })
  return {
    format: flowFormat,
    id,
    name: 'Ventes',
    nodes: [
      { id: 'start', type: 'core.manual', version: 1, name: 'Start', position: at(0), params: {} },
      { id: 'read', type: 'excel.read', version: 1, name: 'Read', position: at(200), params: { file: { id: 'workbook', name: 'ventes.xlsx' }, columns }, timeoutMs: 600_000 },
      { id: 'filter', type: 'table.filter', version: 1, name: 'Filter', position: at(400), params: kept, timeoutMs: 600_000 },
      { id: 'total', type: 'table.aggregate', version: 1, name: 'Total', position: at(600), params: totalled, timeoutMs: 600_000 },
      { id: 'write', type: 'excel.write', version: 1, name: 'Write', position: at(800), params: written, timeoutMs: 600_000 },
    ],
    edges: [
      { from: 'start.main', to: 'read.main' },
      { from: 'read.main', to: 'filter.main' },
      { from: 'filter.main', to: 'total.main' },
      { from: 'total.main', to: 'write.totaux' },
    ],
    settings: { timeoutMs: 1_200_000 },
    notes: [],
    requires: {},
  } as unknown as FlowDocument
}
