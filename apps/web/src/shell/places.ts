import type { Permission, UserRole } from '@maillon/kernel'
import { IconAddressBook, IconAlertCircle, IconApi, IconBellExclamation, IconCalendarTime, IconDatabase, IconFiles, IconHome, IconKey, IconLayoutGrid, IconListDetails, IconRoute, IconSettings, IconStack2, type Icon } from '@tabler/icons-react'

/** Where the navigation leads; the words are `shell:place.<id>`. `role`: from which one on there is something to see; `permission`: who has it sees something; neither: for everybody. */
export const places = [
  { id: 'home', href: '/', icon: IconHome },
  { id: 'flows', href: '/flows/', icon: IconRoute },
  { id: 'runs', href: '/runs/', icon: IconListDetails },
  { id: 'schedules', href: '/schedules/', icon: IconCalendarTime },
  { id: 'queues', href: '/queues/', icon: IconStack2, permission: 'queues.see' },
  { id: 'failed', href: '/failed/', icon: IconAlertCircle, permission: 'failed.see' },
  { id: 'alerts', href: '/alerts/', icon: IconBellExclamation, role: 'operator' },
  { id: 'gallery', href: '/gallery/', icon: IconLayoutGrid },
  { id: 'credentials', href: '/credentials/', icon: IconKey, role: 'editor' },
  { id: 'apis', href: '/apis/', icon: IconApi, role: 'administrator' },
  { id: 'recipients', href: '/recipients/', icon: IconAddressBook },
  { id: 'collections', href: '/collections/', icon: IconDatabase },
  { id: 'files', href: '/files/', icon: IconFiles },
  { id: 'settings', href: '/settings/', icon: IconSettings },
] as const satisfies readonly { readonly id: string; readonly href: string; readonly icon: Icon; readonly role?: UserRole; readonly permission?: Permission }[]

export type PlaceId = (typeof places)[number]['id']

/** The place that a page belongs to: a flow's canvas to the flows, a run to the runs. */
export function placeOf(path: string): PlaceId | null {
  const first = path.split('/')[1] ?? ''
  if (first === '') return 'home'
  if (first === 'flow' || first === 'flow-runs' || first === 'flow-tests' || first === 'import') return 'flows'
  if (first === 'run' || first === 'compare') return 'runs'
  return places.find((place) => place.href === `/${first}/`)?.id ?? null
}
