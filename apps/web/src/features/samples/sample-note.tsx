'use client'

import { Anchor, Text } from '@mantine/core'
import { IconTestPipe } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import classes from './sample-note.module.css'

/** Says that a flow works with sample accounts, and where what it sends can be looked at. */
export function SampleNote() {
  const { t } = useTranslation('gallery')
  return (
    <div className={classes.note} data-testid="sample-note">
      <IconTestPipe size={17} aria-hidden />
      <Text span size="sm">
        {t('sampleNote')}{' '}
        <Anchor component={Link} prefetch={false} href="/mailbox/" size="sm" underline="always">
          {t('mailbox.open')}
        </Anchor>
      </Text>
    </div>
  )
}
