'use client'

import { Button, Code, EmptyState, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconPlus, IconVariable } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { VariableView } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useConfirm } from '../../shell/confirm.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useMay } from '../../shell/use-may.js'
import { SettingsPage } from './settings-page.js'
import { VariableDialog } from './variable-dialog.js'

/** What flows read as `variables.<name>`: the same flow, another place. */
export function VariableSettings() {
  const { t } = useTranslation('settings')
  const mayChange = useMay().be('editor')
  const { data, isError, error, refetch } = useApiQuery('variables', {})
  /** `null`: a new one. */
  const [edited, setEdited] = useState<VariableView | null | undefined>(undefined)
  return (
    <SettingsPage
      part="variables"
      actions={
        mayChange && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited(null)}>
            {t('variable.new')}
          </Button>
        )
      }
    >
      <Panel>
        {isError && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && !isError && <LoadingLines />}
        {data?.variables.length === 0 && <EmptyState py="xl" icon={<IconVariable />} title={t('variable.none')} description={t('variable.noneAbout')} />}
        {data !== undefined && data.variables.length > 0 && <VariableTable variables={data.variables} onEdit={mayChange ? setEdited : null} />}
      </Panel>
      {edited !== undefined && <VariableDialog variable={edited} onClose={() => setEdited(undefined)} />}
    </SettingsPage>
  )
}

function VariableTable({ variables, onEdit }: { readonly variables: readonly VariableView[]; readonly onEdit: ((variable: VariableView) => void) | null }) {
  const { t } = useTranslation(['settings', 'common'])
  const confirm = useConfirm()
  const remove = useApiMutation('deleteVariable', { invalidates: ['variables'] })
  const ask = async ({ name, usedBy }: VariableView) => {
    const message = usedBy.length === 0 ? t('variable.deleteText') : t('variable.deleteUsed', { flows: usedBy.join(', ') })
    if (await confirm({ title: t('variable.deleteTitle', { name }), message, action: t('common:action.delete') })) remove.mutate({ params: { name } })
  }
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('variable.name')}</Table.Th>
            <Table.Th>{t('variable.value')}</Table.Th>
            <Table.Th>{t('variable.usedBy')}</Table.Th>
            {onEdit !== null && <Table.Th><VisuallyHidden>{t('variable.actions')}</VisuallyHidden></Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {variables.map((variable) => (
            <Table.Tr key={variable.name}>
              <Table.Td><Code>{variable.name}</Code></Table.Td>
              <Table.Td><Text size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>{typeof variable.value === 'boolean' ? t(variable.value ? 'variable.yes' : 'variable.no') : String(variable.value)}</Text></Table.Td>
              <Table.Td><Text size="sm" c="dimmed" lineClamp={2}>{variable.usedBy.length === 0 ? '—' : variable.usedBy.join(', ')}</Text></Table.Td>
              {onEdit !== null && (
                <Table.Td>
                  <Group gap="xs" justify="flex-end" wrap="nowrap">
                    <Button size="compact-sm" variant="default" onClick={() => onEdit(variable)} aria-label={t('variable.changeOf', { name: variable.name })}>{t('variable.change')}</Button>
                    <Button size="compact-sm" variant="subtle" color="red" onClick={() => void ask(variable)} aria-label={t('variable.deleteOf', { name: variable.name })}>{t('common:action.delete')}</Button>
                  </Group>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
