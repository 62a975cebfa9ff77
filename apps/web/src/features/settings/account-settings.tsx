'use client'

import { Stack } from '@mantine/core'
import { useApiQuery } from '../../api/use-api.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Problem } from '../../shell/problem.js'
import { PasswordPanel } from './password-panel.js'
import { SecondFactorPanel } from './second-factor-panel.js'
import { SessionsPanel } from './sessions-panel.js'
import { SettingsPage } from './settings-page.js'

/** How the person at the screen comes in. */
export function AccountSettings() {
  const read = useApiQuery('account', {})
  return (
    <SettingsPage part="account">
      {read.isPending && <LoadingLines />}
      {read.isError && <Problem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && (
        <Stack gap="lg">
          <PasswordPanel hasPassword={read.data.hasPassword} />
          <SecondFactorPanel factor={read.data.secondFactor} hasPassword={read.data.hasPassword} />
          <SessionsPanel sessions={read.data.sessions} />
        </Stack>
      )}
    </SettingsPage>
  )
}
