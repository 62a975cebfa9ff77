'use client'

import { List } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PackagePermissionsView } from '@maillon/api-contract'

/** What a package may reach, in sentences; what it may not is said too. */
export function PermissionList({ permissions }: { readonly permissions: PackagePermissionsView }) {
  const { t } = useTranslation('packages')
  const { hosts, files, folders, secrets, memoryMiB } = permissions
  return (
    <List size="sm" spacing={2}>
      <List.Item>{hosts.length === 0 ? t('may.noHost') : hosts.includes('*') ? t('may.anyHost') : t('may.hosts', { hosts: hosts.join(', ') })}</List.Item>
      <List.Item>{t(`may.files.${files}`)}</List.Item>
      <List.Item>{t(`may.folders.${folders}`)}</List.Item>
      <List.Item>{secrets.length === 0 ? t('may.noSecret') : t('may.secrets', { types: secrets.join(', ') })}</List.Item>
      <List.Item>{t('may.memory', { memory: memoryMiB })}</List.Item>
    </List>
  )
}
