'use client'

import { Button, Divider, EmptyState, Text } from '@mantine/core'
import { IconPackage, IconPlus } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { Problem } from '../../shell/problem.js'
import { useMay } from '../../shell/use-may.js'
import { SettingsPage } from '../settings/settings-page.js'
import { PackageDialog } from './package-dialog.js'
import { PackageRow } from './package-row.js'

/** The node packages of others: what each may do, who uses it, and the way to take one in, change or remove it. */
export function PackageSettings() {
  const { t } = useTranslation('packages')
  const read = useApiQuery('packages', {}, { enabled: useMay().be('administrator') })
  /** The name that the dialog begins with; null: it is closed. */
  const [asked, setAsked] = useState<string | null>(null)
  const packages = read.data?.packages ?? []
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAsked('')} data-testid="package-add">
      {t('add')}
    </Button>
  )
  return (
    <SettingsPage part="packages" actions={packages.length > 0 && add}>
      {read.isPending && <LoadingLines />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.isSuccess && packages.length === 0 && (
        <Panel>
          <EmptyState py="xl" variant="light" icon={<IconPackage />} title={t('empty.title')} description={t('empty.text')}>
            <EmptyState.Actions>{add}</EmptyState.Actions>
          </EmptyState>
        </Panel>
      )}
      {packages.length > 0 && (
        <Panel p={0}>
          {packages.map((one, index) => (
            <Fragment key={one.name}>
              {index > 0 && <Divider />}
              <PackageRow one={one} onUpdate={() => setAsked(one.name)} />
            </Fragment>
          ))}
        </Panel>
      )}
      {read.data !== undefined && (
        <Text size="sm" c="dimmed" mt="md">
          {t(read.data.network === 'kernel' ? 'heldByKernel' : 'heldByProgram')} {t('registry', { host: read.data.registry })} {read.data.allowsDevelopment && t('development')}
        </Text>
      )}
      {asked !== null && <PackageDialog name={asked} onClose={() => setAsked(null)} />}
    </SettingsPage>
  )
}
