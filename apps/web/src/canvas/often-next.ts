import type { NodeDescriptor, NodeGroup } from '@maillon/node-contract'

/** What mostly follows steps that give rows. */
const afterRows = ['core.for-each', 'table.filter', 'table.aggregate', 'excel.write', 'mail.send', 'core.condition']

/** After a step of a type, where its group says too little. */
const byType: { readonly [type: string]: readonly string[] } = {
  'core.schedule': ['http.request', 'excel.read', 'sql.query', 'mail.read', 'remote.list', 'google-sheets.read'],
  'core.webhook': ['core.set', 'core.condition', 'core.respond', 'collection.upsert', 'notify.send'],
  'core.form': ['mail.send', 'mail.approval', 'collection.upsert', 'document.pdf', 'excel.update'],
  'core.on-error': ['notify.send', 'mail.send', 'core.condition'],
  'core.called': ['core.set', 'core.condition', 'core.return'],
  'core.manual': ['http.request', 'excel.read', 'files.read', 'sql.query', 'collection.query'],
  'mail.received': ['core.condition', 'excel.read', 'core.for-each', 'files.write', 'mail.change'],
  'folder.arrived': ['excel.read', 'files.read', 'archive.unzip', 'folder.move'],
  'remote.arrived': ['remote.download', 'excel.read', 'remote.move'],
  'excel.write': ['mail.send', 'remote.upload', 'files.write', 'notify.send', 'folder.write'],
  'document.pdf': ['mail.send', 'remote.upload', 'files.write', 'folder.write'],
  'mail.read': ['core.for-each', 'excel.read', 'mail.change', 'core.condition'],
  'files.read': ['table.filter', 'table.compute', 'excel.write', 'core.for-each'],
  'remote.list': ['remote.download', 'table.only-new', 'core.for-each'],
  'remote.download': ['excel.read', 'files.read', 'archive.unzip'],
  'mail.send': ['notify.send', 'core.log', 'collection.upsert'],
  'notify.send': ['core.log', 'collection.upsert'],
}

const byGroup: { readonly [G in NodeGroup]: readonly string[] } = {
  trigger: ['http.request', 'excel.read', 'core.condition', 'mail.send'],
  logic: ['core.set', 'mail.send', 'notify.send', 'http.request'],
  table: ['table.filter', 'table.aggregate', 'table.sort', 'excel.write', 'mail.send', 'core.for-each'],
  excel: afterRows,
  files: ['excel.read', 'files.read', 'mail.send', 'core.for-each'],
  mail: ['notify.send', 'core.condition', 'collection.upsert'],
  http: ['table.unfold', ...afterRows],
  notify: ['core.log', 'collection.upsert'],
  data: afterRows,
}

const most = 5

/** What people mostly put after a step, of what is there; empty for what nothing follows. */
export function oftenNext({ type, group }: Pick<NodeDescriptor, 'type' | 'group'>, descriptors: readonly NodeDescriptor[]): readonly NodeDescriptor[] {
  const wanted = byType[type] ?? byGroup[group]
  return wanted.flatMap((next) => (next === type ? [] : (descriptors.find((descriptor) => descriptor.type === next) ?? []))).slice(0, most)
}
