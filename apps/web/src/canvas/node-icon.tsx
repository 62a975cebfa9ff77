'use client'

import {
  IconArrowBackUp, IconArrowsJoin, IconArrowsSplit2, IconBellRinging, IconCalendarTime, IconDeviceFloppy, IconEdit, IconFileImport,
  IconFilter, IconHandClick, IconKey, IconListNumbers, IconLogin2, IconMail, IconMailForward, IconMailDown, IconMailCheck, IconFolderSearch, IconForms, IconMailOpened, IconCloudDownload, IconCloudUpload, IconFileX, IconFileArrowRight, IconDatabaseSearch, IconDatabaseImport, IconDatabaseExport, IconDatabaseEdit,
  IconNotes, IconSortAscending, IconSum, IconTableExport, IconTableImport, IconUserKey, IconWebhook, IconWorld, IconFileText, IconBox,
  IconAlertTriangle, IconArrowRampLeft, IconArrowRampRight, IconArrowsJoin2, IconCircleDot, IconCornerUpLeft, IconHandStop, IconHourglass, IconPhoneIncoming, IconRepeat, IconRoute, IconUserCheck,
  IconCalculator, IconColumns3, IconCopyOff, IconFileCode, IconFileTypePdf, IconFileZip, IconFolderDown, IconFolderOpen, IconFolderSymlink, IconGitCompare, IconHistory, IconListTree, IconPackages, IconPuzzleOff, IconSql,
  IconApi, IconBrain, IconCode, IconFileSpreadsheet, IconFileTypeCsv, IconTable, IconTableAlias, IconTableMinus, IconTableShortcut, IconTrash,
  type Icon,
} from '@tabler/icons-react'
import type { NodeGroup } from '@maillon/node-contract'

/** The icons that definitions name; only these are shipped to the browser. Another name shows a plain box. */
const icons: { readonly [name: string]: Icon } = {
  'arrow-back-up': IconArrowBackUp, 'arrows-join': IconArrowsJoin, 'arrows-split-2': IconArrowsSplit2, 'bell-ringing': IconBellRinging, 'calendar-time': IconCalendarTime, 'device-floppy': IconDeviceFloppy, edit: IconEdit, 'file-import': IconFileImport,
  filter: IconFilter, 'hand-click': IconHandClick, key: IconKey, 'list-numbers': IconListNumbers, 'login-2': IconLogin2, mail: IconMail, 'mail-forward': IconMailForward,
  'mail-down': IconMailDown, 'mail-opened': IconMailOpened, forms: IconForms, 'mail-check': IconMailCheck, 'folder-search': IconFolderSearch, 'cloud-download': IconCloudDownload, 'cloud-upload': IconCloudUpload, 'file-x': IconFileX, 'file-arrow-right': IconFileArrowRight, 'database-search': IconDatabaseSearch, 'database-import': IconDatabaseImport, 'database-export': IconDatabaseExport, 'database-edit': IconDatabaseEdit,
  notes: IconNotes, 'sort-ascending': IconSortAscending, sum: IconSum, 'table-export': IconTableExport, 'table-import': IconTableImport, 'user-key': IconUserKey, webhook: IconWebhook, world: IconWorld, 'file-text': IconFileText,
  'alert-triangle': IconAlertTriangle, 'arrow-ramp-left': IconArrowRampLeft, 'arrow-ramp-right': IconArrowRampRight, 'arrows-join-2': IconArrowsJoin2, 'circle-dot': IconCircleDot, 'corner-up-left': IconCornerUpLeft,
  'hand-stop': IconHandStop, hourglass: IconHourglass, 'phone-incoming': IconPhoneIncoming, repeat: IconRepeat, route: IconRoute, 'user-check': IconUserCheck,
  calculator: IconCalculator, 'columns-3': IconColumns3, 'copy-off': IconCopyOff, 'file-code': IconFileCode, 'file-type-pdf': IconFileTypePdf, 'file-zip': IconFileZip, 'folder-down': IconFolderDown, 'folder-open': IconFolderOpen,
  'folder-symlink': IconFolderSymlink, 'git-compare': IconGitCompare, history: IconHistory, 'list-tree': IconListTree, packages: IconPackages, 'puzzle-off': IconPuzzleOff, sql: IconSql,
  api: IconApi, brain: IconBrain, code: IconCode,
  'file-spreadsheet': IconFileSpreadsheet, 'file-type-csv': IconFileTypeCsv, 'table-alias': IconTableAlias, 'table-shortcut': IconTableShortcut,
  table: IconTable, 'table-minus': IconTableMinus, trash: IconTrash,
}

export function NodeIcon({ name, size = 20 }: { readonly name: string; readonly size?: number }) {
  const Icon = icons[name] ?? IconBox
  return <Icon size={size} stroke={1.7} aria-hidden />
}

/** Mantine colour of a node group. */
export const groupColors: { readonly [G in NodeGroup]: string } = {
  trigger: 'teal', logic: 'indigo', table: 'cyan', files: 'gray', excel: 'green', mail: 'blue', http: 'grape', notify: 'orange', data: 'gray',
}
