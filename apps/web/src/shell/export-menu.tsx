'use client'

import { Button, Menu } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../i18n/locale-provider.js'

export interface ExportMenuProps {
  /** Address of the export, without its query. */
  readonly path: string
  /** What the list is filtered by. */
  readonly query: { readonly [name: string]: string | boolean | undefined }
}

/** A list as a file: what is filtered, in the order of the screen. */
export function ExportMenu({ path, query }: ExportMenuProps) {
  const { t } = useTranslation('shell')
  const { locale } = useLocale()
  const href = (format: string) => {
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
    return `${path}?${new URLSearchParams([...given, ['locale', locale], ['format', format]])}`
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {t('export.label')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={href('xlsx')} download leftSection={<IconFileSpreadsheet size={16} aria-hidden />}>
          {t('export.xlsx')}
        </Menu.Item>
        <Menu.Item component="a" href={href('csv')} download leftSection={<IconFileTypeCsv size={16} aria-hidden />}>
          {t('export.csv')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
