'use client'

import { Checkbox, Select, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { hasPermission, permissions, roleReaches, userRoles, type Permission, type UserRole } from '@maillon/kernel'
import { useMay } from '../../shell/use-may.js'

export interface Rights {
  readonly role: UserRole
  readonly permissions: readonly Permission[]
}

export interface RightsFieldsProps {
  readonly rights: Rights
  readonly onChange: (rights: Rights) => void
}

/** A role, and the permissions that can be given beyond it. Only what one has oneself is offered. */
export function RightsFields({ rights, onChange }: RightsFieldsProps) {
  const { t } = useTranslation('settings')
  const may = useMay()
  const fromRole = (permission: Permission) => hasPermission({ role: rights.role, permissions: [] }, permission)
  const toggle = (permission: Permission, isGiven: boolean) => onChange({ ...rights, permissions: isGiven ? [...rights.permissions, permission] : rights.permissions.filter((one) => one !== permission) })
  return (
    <Stack>
      <Select
        label={t('role.label')}
        description={t(`role.help.${rights.role}`)}
        allowDeselect={false}
        data={userRoles.filter((role) => may.be(role)).map((role) => ({ value: role, label: t(`role.name.${role}`) }))}
        value={rights.role}
        onChange={(role) => role !== null && onChange({ role: role as UserRole, permissions: rights.permissions.filter((permission) => !hasPermission({ role: role as UserRole, permissions: [] }, permission)) })}
      />
      {!roleReaches(rights.role, 'administrator') && (
        <Checkbox.Group label={t('permission.label')} description={t('permission.help')} value={permissions.filter((permission) => fromRole(permission) || rights.permissions.includes(permission))}>
          <Stack gap="xs" mt="xs">
            {permissions.map((permission) => (
              <Checkbox
                key={permission}
                value={permission}
                label={t(`permission.name.${permission}`)}
                description={fromRole(permission) ? t('permission.fromRole') : undefined}
                disabled={fromRole(permission) || !may.have(permission)}
                onChange={(event) => toggle(permission, event.currentTarget.checked)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
    </Stack>
  )
}
