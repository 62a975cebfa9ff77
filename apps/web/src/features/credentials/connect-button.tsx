'use client'

import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConnect } from './use-connect.js'

/** Sends the person to the service to agree; the plain look where that has been done before. */
export function ConnectButton({ id, isConnected }: { readonly id: string; readonly isConnected: boolean }) {
  const { t } = useTranslation('credentials')
  const connect = useConnect()
  return (
    <Button variant={isConnected ? 'default' : 'filled'} size="xs" onClick={() => connect.open().go(id)} loading={connect.isPending}>
      {t(isConnected ? 'reconnect' : 'connect')}
    </Button>
  )
}
